// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/reader.h"

#include "hardware-profiles/profile/profile_parts.h"
#include "hardware-profiles/profile/schema_check.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace detent::profiles {
namespace {

std::string sha256Of(std::string_view text) {
    const QByteArrayView bytes(text.data(), static_cast<qsizetype>(text.size()));
    return QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256).toHex().toStdString();
}

void readHead(const JsonNode& root, Profile& profile) {
    profile.id = root["id"].text();
    profile.maker = root["maker"].text();
    profile.model = root["model"].text();
    for (const JsonNode& kind : root["kind"].items()) profile.kind.push_back(kind.text());
    profile.channels = root["channels"].small(2);
    profile.notes = root["notes"].text();
    profile.licence = root["licence"].text();
    for (const JsonNode& source : root["sources"].items()) {
        const auto confidence = source["confidence"].oneOf<Confidence>({"low", "medium", "high"});
        profile.sources.push_back({source["what"].text(), source["where"].text(), confidence});
    }
}

void readParams(const JsonNode& node, Profile& profile, JsonText& text) {
    checkUnique(node.items(), "param", text);
    for (const JsonNode& item : node.items()) {
        Param param{item["id"].text(),   item["label"].text(),    item["min"].whole(),
                    item["max"].whole(), item["default"].whole(), item["wireOffset"].whole(0)};
        param.isText = item["text"].flag(false);
        if (param.isText) param.defaultText = item["default"].text();
        profile.params.push_back(param);
        if (text.hasFaults(item.pointer())) continue;
        if (isReservedField(param.id))
            text.fault(item["id"].pointer(),
                       "\"" + param.id + "\" is what a control's position fills; give the param another name");
        if (item["default"].isText() != param.isText)
            text.fault(item["default"].pointer(), param.isText ? "a param of text has a text by default; put it in quotes"
                                                               : "the default is a number; write one, or say \"text\": true");
        if (item["default"].isText() != param.isText) continue;
        if (param.isText) {
            for (const char* key : {"min", "max", "wireOffset"}) {
                if (item.has(key)) text.fault(item[key].pointer(), std::string("a param of text has no \"") + key + "\"; take it out");
            }
            continue;
        }
        for (const char* key : {"min", "max"}) {
            if (!item.has(key)) text.fault(item.pointer(), std::string("\"") + key + "\" is missing; add it, or say \"text\": true");
        }
        if (param.min > param.max)
            text.fault(item["min"].pointer(), "the least is above the greatest; exchange min and max");
        else if (param.defaultValue < param.min || param.defaultValue > param.max)
            text.fault(item["default"].pointer(), "the default is out of range; give " + std::to_string(param.min) + " to " +
                                                      std::to_string(param.max));
    }
}

void readDump(const JsonNode& node, Profile& profile) {
    if (node.isText()) profile.dumpMessages.push_back(node.text());
    for (const JsonNode& item : node.items()) profile.dumpMessages.push_back(item.text());
    if (!profile.dumpMessages.empty()) profile.dumpMessage = profile.dumpMessages.front();
}

/// Each variant as a profile of its own; its faults stand at the variant.
std::vector<ProfilePtr> readVariants(JsonText& text, Checks checks) {
    std::vector<ProfilePtr> out;
    if (text.hasFaults()) return out;
    for (const VariantText& variant : variantTexts(text)) {
        const ProfileReading reading = readProfile(variant.json, checks);
        for (const ProfileFault& fault : reading.faults)
            text.fault(variant.pointer, "variant \"" + variant.id + "\" at " + fault.pointer + ": " + fault.message);
        if (reading.profile) out.push_back(reading.profile);
    }
    return out;
}

}  // namespace

bool isReservedField(std::string_view name) {
    constexpr std::array kReserved = {"code", "value", "text", "wire", "word", "mask", "block", "size", "payload"};
    return std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

ProfileReading readProfile(std::string_view json, Checks checks) {
    JsonText text(json);
    if (text.root().is_null()) {
        if (!text.hasFaults()) text.fault("", "null is no profile; begin with {");
        return {nullptr, {}, text.faults()};
    }
    if (checks == Checks::All) checkSchema(text);
    const JsonNode root(text.root(), "");
    auto profile = std::make_shared<Profile>();
    std::vector<std::string> pointers;
    readHead(root, *profile);
    readPort(root, *profile, text);
    readParams(root["params"], *profile, text);
    readMessages(root, *profile, text);
    profile->identifyMessage = root["identify"].text();
    readDump(root["dump"], *profile);
    readSession(root["session"], *profile, text);
    readControls(root, *profile, pointers, text);
    readPanel(root["panel"], *profile, text);
    readProofs(root["proofs"], *profile, text);
    if (checks == Checks::All) {
        checkWire(root, profile, pointers, text);
        checkSpeech(root, profile, pointers, text);
        checkProofs(root["proofs"], profile, text);
    }
    std::vector<ProfilePtr> variants = readVariants(text, checks);
    if (text.hasFaults()) return {nullptr, {}, text.faults()};
    profile->text = std::string(json);
    profile->sha256 = sha256Of(json);
    return {profile, std::move(variants), {}};
}

std::string faultText(const std::string& file, const ProfileFault& fault) {
    return file + ":" + std::to_string(fault.line) + ":" + std::to_string(fault.column) + ": " + fault.pointer + ": " +
           fault.message;
}

}  // namespace detent::profiles
