// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/schema_check.h"

#include "hardware-profiles/profile/nearest_word.h"
#include "hardware-profiles/profile/number_text.h"
#include "hardware-profiles/profile/schema_rules.h"

#include <QFile>

#include <cassert>

namespace detent::profiles {
namespace {

using nlohmann::json;

/// The schema, whose descriptions are the remedies.
struct ProfileSchema {
    json text;

    ProfileSchema() {
        QFile file(QStringLiteral(":/schema/profile.schema.json"));
        [[maybe_unused]] const bool open = file.open(QIODevice::ReadOnly);
        assert(open);
        text = json::parse(file.readAll().toStdString());
    }

    const json& resolved(const json& node) const {
        const auto reference = node.find("$ref");
        return reference == node.end() ? node : text.at(json::json_pointer(reference->get<std::string>().substr(1)));
    }

    /// The rules for `key` (of an object) or for an item (of an array); null where there are none.
    const json* child(const json& node, const std::string& key) const {
        const json& rule = resolved(node);
        if (const auto known = rule.find("properties"); known != rule.end() && known->contains(key)) return &known->at(key);
        if (const auto items = rule.find("items"); items != rule.end()) return &*items;
        const auto others = rule.find("additionalProperties");
        return others != rule.end() && others->is_object() ? &*others : nullptr;
    }

    std::string description(const json& node) const {
        const json& rule = node.contains("description") ? node : resolved(node);
        return rule.value("description", std::string());
    }
};

const ProfileSchema& schema() {
    static const ProfileSchema made;
    return made;
}

std::string quoted(const json& value) {
    if (value.is_string()) return "\"" + value.get<std::string>().substr(0, 60) + "\"";
    if (value.is_number_integer()) return value.dump();
    if (value.is_number()) return shortestText(value.get<double>());
    return value.is_boolean() ? value.dump() : std::string("this");
}

std::string typeName(const std::string& type) {
    if (type == "integer") return "a whole number";
    if (type == "boolean") return "true or false";
    if (type == "array") return "a list";
    return type == "object" ? "an object" : type == "string" ? "a text" : "a number";
}

std::string typeOf(const json& value) {
    if (value.is_null() || value.is_boolean()) return value.dump();
    return value.is_number_float() ? "a number with a point" : typeName(value.is_number() ? "number" : value.type_name());
}

std::string typesWanted(const json& rule) {
    const json types = rule.value("type", json("value"));
    if (types.is_string()) return typeName(types.get<std::string>());
    std::string text;
    for (std::size_t i = 0; i < types.size(); ++i)
        text += (i == 0 ? "" : i + 1 == types.size() ? " or " : ", ") + typeName(types[i].get<std::string>());
    return text;
}

std::string span(const json& rule, const char* least, const char* most) {
    const std::string low = rule.contains(least) ? quoted(rule[least]) : "0",
                      high = rule.contains(most) ? quoted(rule[most]) : "any";
    return low == high ? low : low + " to " + high;
}

std::vector<std::string> keysOf(const json& object) {
    std::vector<std::string> keys;
    for (const auto& member : object.items()) keys.push_back(member.key());
    return keys;
}

std::string enumMessage(const json& value, const json& choices) {
    std::vector<std::string> words;
    std::string list;
    for (const json& choice : choices) {
        if (choice.is_string()) words.push_back(choice.get<std::string>());
        list += (list.empty() ? "" : ", ") + quoted(choice);
    }
    const std::string near = value.is_string() ? nearestWord(value.get<std::string>(), words) : std::string();
    const std::string wrong = quoted(value) + " is not one of " + list;
    if (!words.empty() && words.front().starts_with("detent-profile/"))
        return wrong + "; this Detent reads no other version of the format";
    return wrong + (near.empty() ? "; write one of them" : "; did you mean \"" + near + "\"?");
}

/// valijson's error about `value`, told with the schema's own words.
std::string told(const std::string& error, const json& value, const json& node) {
    const json& rule = schema().resolved(node);
    const std::string description = schema().description(node);
    if (error.starts_with("Value type")) {
        const std::string wanted = typesWanted(rule);
        return "this is " + typeOf(value) + "; write " + wanted +
               (description == wanted || description.empty() ? "" : ": " + description);
    }
    if (error.find("enum values") != std::string::npos) return enumMessage(value, rule.at("enum"));
    if (error.starts_with("Expected number"))
        return quoted(value) + " is out of range; give " + span(rule, "minimum", "maximum");
    if (error.starts_with("Failed to match regex")) return quoted(value) + " is not allowed here; write " + description;
    if (error.starts_with("String should"))
        return "the text has the wrong length; give " + span(rule, "minLength", "maxLength") + " characters";
    if (error.starts_with("Array should"))
        return "there are " + std::to_string(value.size()) + " entries; give " + span(rule, "minItems", "maxItems");
    if (error.starts_with("Object should"))
        return "there are too many entries; give " + span(rule, "minProperties", "maxProperties");
    return error + "; write " + description;
}

class SchemaFaults {
public:
    explicit SchemaFaults(JsonText& text) : m_text(text) {}

    void add(const SchemaError& error) {
        if (error.description.starts_with("Failed to validate")) return;  // says only that something inside is wrong
        std::string pointer;
        const json* value = &m_text.root();
        const json* node = &schema().text;
        for (std::size_t i = 1; i < error.context.size(); ++i) {
            const std::string key = error.context[i].substr(1, error.context[i].size() - 2);
            pointer = childPointer(pointer, key);
            value = value->is_array() ? &value->at(std::stoul(key)) : &value->at(key);
            node = schema().child(*node, key);
            assert(node);
        }
        if (error.description.starts_with("Object contains")) return unknownKeys(pointer, *value, *node);
        if (error.description.starts_with("Missing required")) return missing(pointer, error.description, *node);
        m_text.fault(pointer, told(error.description, *value, *node));
    }

private:
    void unknownKeys(const std::string& pointer, const json& value, const json& node) {
        const json& known = schema().resolved(node).at("properties");
        for (const std::string& key : keysOf(value)) {
            if (known.contains(key)) continue;
            m_text.fault(childPointer(pointer, key),
                         "key \"" + key.substr(0, 60) + "\" is not known here; " + wordRemedy(key, keysOf(known)));
        }
    }

    void missing(const std::string& pointer, const std::string& error, const json& node) {
        const std::size_t open = error.find('\'') + 1;
        const std::string key = error.substr(open, error.rfind('\'') - open);
        const json* rule = schema().child(node, key);
        m_text.fault(pointer, "\"" + key + "\" is missing; add it: " + (rule ? schema().description(*rule) : std::string()));
    }

    JsonText& m_text;
};

}  // namespace

void checkSchema(JsonText& text) {
    SchemaFaults faults(text);
    for (const SchemaError& error : schemaErrors(schema().text, text.root())) faults.add(error);
}

}  // namespace detent::profiles
