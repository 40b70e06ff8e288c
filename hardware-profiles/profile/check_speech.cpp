// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Does every control say what it means? Its bytes are made and read again, and held against those of the others.
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/profile/profile_parts.h"

#include <algorithm>
#include <set>

namespace detent::profiles {
namespace {

constexpr std::int64_t kMostPositions = 256, kMostBetween = 33, kMostSteps = 256;

bool saysPosition(const MessageTemplate& pattern) {
    const auto names = pattern.fieldNames();
    return std::any_of(names.begin(), names.end(), [](const std::string& name) { return name != "mask" && isReservedField(name); });
}

/// All listed positions and words, else the ends and evenly what lies between with its neighbours.
std::set<Code> samples(const Scale& scale) {
    std::set<Code> codes;
    const std::int64_t count = std::min(scale.count(), scale.isListed() ? kMostPositions : kMostBetween);
    for (std::int64_t i = 0; i < count; ++i) {
        codes.insert(scale.codeAt(count < 2 ? 0 : static_cast<double>(i) / static_cast<double>(count - 1)));
        codes.insert(scale.stepped(*codes.rbegin(), i % 2 == 0 ? 1 : -1));
    }
    if (scale.isListed() && scale.count() <= kMostPositions)
        for (const Position& position : scale.spec().positions) codes.insert(position.code);
    for (const Position& word : scale.spec().words) codes.insert(word.code);
    return codes;
}

/// The addresses of MIDI controllers that one message sets: channel and number, but for those that address RPNs and banks.
std::set<int> controllersOf(const std::vector<WireMessage>& messages) {
    std::set<int> numbers, addresses;
    for (const WireMessage& message : messages) {
        const bool isController = message.bytes.size() == 3 && (static_cast<std::uint8_t>(message.bytes[0]) & 0xF0) == 0xB0;
        if (!isController) continue;
        const int number = static_cast<std::uint8_t>(message.bytes[1]);
        const bool isHelper = number == 0 || number == 32 || number == 6 || number == 38 || (number >= 96 && number <= 101);
        (isHelper ? addresses : numbers).insert(static_cast<std::uint8_t>(message.bytes[0]) * 256 + number);
    }
    return numbers;
}

class SpeechCheck {
public:
    SpeechCheck(const JsonNode& root, const ProfilePtr& profile, const std::vector<std::string>& pointers, JsonText& text)
        : m_profile(*profile), m_pointers(pointers), m_text(text), m_codec(profile, {}), m_nodes(root["controls"].items()) {
        for (const Control& control : m_profile.controls) {
            m_defaults[control.id] = control.defaultCode;
        }
    }

    void run() {
        for (std::size_t i = 0; i < m_profile.controls.size(); ++i) {
            if (!m_text.hasFaults(m_pointers[i])) speaks(m_profile.controls[i], node(i));
        }
    }

private:
    JsonNode node(std::size_t i) const { return m_nodes.at(std::stoul(m_pointers[i].substr(std::string("/controls/").size()))); }

    /// Copies of a control differ in their args alone: of all but the first the ends are enough.
    std::set<Code> codesOf(const Control& control) const {
        return m_isCopy ? std::set<Code>{control.scale.codeAt(0), control.scale.codeAt(1)} : samples(control.scale);
    }

    void speaks(const Control& control, const JsonNode& node) {
        m_isCopy = !m_seen.insert(node.pointer()).second;
        if (!isPlaced(control, node)) return;
        if (control.driven() && !isAlone(control, node)) return;
        if (control.driven()) encodes(control, node);
        if (control.readable()) {
            const Message& message = *m_profile.message(control.getMessage);
            const auto& replies = message.replies;
            if (std::none_of(replies.begin(), replies.end(), saysPosition) && std::none_of(message.until.begin(), message.until.end(), saysPosition))
                return m_text.fault(
                    node["get"].pointer(),
                    "no reply of message \"" + message.id + "\" says a value; write {code}, {value:.1f} or {text} into one");
            comesBack(control, message, node["get"]);
        }
        if (control.driven()) comesBack(control, *m_profile.message(control.setMessage), node["set"]);
    }

    /// Bits and bytes it shares are there, wide enough, and nobody else's.
    bool isPlaced(const Control& control, const JsonNode& node) {
        const Place& place = control.place;
        const JsonNode here = node.has("place") ? node["place"] : node;
        const auto fault = [&](const std::string& message) { return m_text.fault(here.pointer(), message), false; };
        for (const std::string& id : {control.setMessage, control.getMessage}) {
            const Message* message = m_profile.message(id);
            if (!message) continue;
            if (has(*message, "word") && place.bits == 0) return fault("message \"" + id + "\" has a word; say in \"place\" which bits of it are this control's");
            if (has(*message, "block") && place.at < 0) return fault("message \"" + id + "\" has a block; say in \"place\" where in it this control is");
        }
        if (place.bits > 0 && (control.scale.maxCode() >= std::int64_t{1} << place.bits || control.scale.minCode() < 0))
            return fault("codes " + std::to_string(control.scale.minCode()) + " to " + std::to_string(control.scale.maxCode()) + " do not fit into " +
                         std::to_string(place.bits) + " bits; give it more, or the scale other codes");
        for (const std::string& id : m_codec.needs(control.id)) {
            const Control& other = *m_profile.control(id);
            const bool word = place.bits > 0 && other.place.bits > 0 && place.at == other.place.at;
            if (word && (place.mask() & other.place.mask())) return fault("its bits are also those of \"" + id + "\"; let no two overlap");
            const int size = static_cast<int>(place.format.fixedSize().value_or(0)), otherSize = static_cast<int>(other.place.format.fixedSize().value_or(0));
            const bool overlaps = place.at >= 0 && place.at < other.place.at + otherSize && other.place.at < place.at + size;
            if (overlaps && !word) return fault("its bytes are also those of \"" + id + "\"; let no two overlap");
        }
        return true;
    }

    static bool has(const Message& message, const char* field) {
        const auto hasIt = [&](const MessageTemplate& one) { return one.hasField(field); };
        return std::any_of(message.send.begin(), message.send.end(), hasIt) || std::any_of(message.replies.begin(), message.replies.end(), hasIt) ||
               std::any_of(message.unasked.begin(), message.unasked.end(), hasIt) || std::any_of(message.until.begin(), message.until.end(), hasIt);
    }

    /// No other control is set by its bytes, nor on its controller number.
    bool isAlone(const Control& control, const JsonNode& node) {
        const auto same = m_byAddress.emplace(std::pair(control.setMessage, m_codec.address(control)), &control);
        const auto shared = m_codec.needs(control.id);
        const bool shares = std::find(shared.begin(), shared.end(), same.first->second->id) != shared.end();
        const bool isMasked = has(*m_profile.message(control.setMessage), "mask") && !(control.place.mask() & same.first->second->place.mask());
        if (!same.second && !shares && !isMasked)
            return m_text.fault(node["set"].pointer(), "control \"" + control.id + "\" is set by the same bytes as \"" + same.first->second->id +
                                                           "\"; tell them apart by args"),
                   false;
        const Code first = control.scale.codeAt(0);
        const auto wire = m_codec.set(control.id, first, m_defaults);
        if (!wire) return true;  // encodes() tells why
        std::string all;
        for (const WireMessage& message : *wire) all += message.bytes + '\n';
        const auto [taken, isNew] = m_byBytes.emplace(all, &control);
        if (!isNew && !shares && taken->second->setMessage != control.setMessage)
            return m_text.fault(node["set"].pointer(), "control \"" + control.id + "\" is set by the same bytes as \"" + taken->second->id +
                                                           "\"; give one of them another address"),
                   false;
        for (const int controller : controllersOf(*wire)) {
            const auto [other, fresh] = m_byController.emplace(controller, &control);
            if (fresh || other->second == &control) continue;
            return m_text.fault(node["set"].pointer(), "controller " + std::to_string(controller % 256) + " on its channel also sets \"" + other->second->id +
                                                           "\"; give one of them another number"),
                   false;
        }
        return true;
    }

    void encodes(const Control& control, const JsonNode& node) {
        if (!m_profile.message(control.setMessage)->up.isEmpty() && control.scale.count() > kMostSteps)
            return m_text.fault(node["set"].pointer(), "it is set by steps and has " + std::to_string(control.scale.count()) + " positions; give it " +
                                                           std::to_string(kMostSteps) + " at most");
        std::map<std::string, Code> seen;
        for (const Code code : codesOf(control)) {
            const auto bytes = m_codec.set(control.id, code, m_defaults);
            if (!bytes)
                return m_text.fault(node["scale"].pointer(), "\"" + control.scale.textOf(code) + "\" cannot be sent: " + bytes.problem().text());
            std::string all;
            for (const WireMessage& message : *bytes) all += message.bytes;
            const auto [other, isNew] = seen.emplace(all, code);
            if (isNew || control.kind == ControlKind::Action) continue;
            return m_text.fault(node["set"].pointer(), "\"" + control.scale.textOf(code) + "\" and \"" + control.scale.textOf(other->second) +
                                                           "\" are sent as the same bytes; give the field more decimals, digits or bits, or mend the scale");
        }
    }

    /// What the unit answers must mean the position it stands at.
    void comesBack(const Control& control, const Message& message, const JsonNode& node) {
        for (const auto* list : {&message.replies, &message.until}) {
            for (const MessageTemplate& pattern : *list) {
                if (saysPosition(pattern) && !comesBackBy(control, message, pattern, node)) return;
            }
        }
    }

    bool comesBackBy(const Control& control, const Message& message, const MessageTemplate& pattern, const JsonNode& node) {
        for (const Code code : codesOf(control)) {
            const auto text = [&] { return "\"" + control.scale.textOf(code) + "\" "; };
            const auto fields = spoken(control, pattern, code);
            const auto bytes = fields ? pattern.encode(*fields) : Result<std::string>(fields.problem());
            if (!bytes)
                return m_text.fault(node.pointer(), text() + "cannot come back by \"" + pattern.source() + "\": " + bytes.problem().what), false;
            const Reply reply = m_codec.reply(*bytes, message.id, control.id);
            const auto isIt = [&](const Reading& reading) { return reading.control == control.id && reading.code == code; };
            if (reply.kind == Reply::Kind::Answer && std::any_of(reply.readings.begin(), reply.readings.end(), isIt)) continue;
            return m_text.fault(node.pointer(), text() + "comes back by \"" + pattern.source() +
                                                    "\" as another position; give the field more decimals or digits, or mend the scale"),
                   false;
        }
        return true;
    }

    /// What the unit would fill the fields with.
    Result<FieldValues> spoken(const Control& control, const MessageTemplate& pattern, Code code) const {
        FieldValues fields = m_codec.spoken(control, code);
        for (const std::string& name : pattern.fieldNames()) {
            if (fields.contains(name)) continue;
            if (name == "block") {
                const std::size_t size = static_cast<std::size_t>(control.place.at) + control.place.format.fixedSize().value_or(1);
                auto block = m_codec.blockWith(control, code, size);
                if (!block) return block.problem();
                fields[name] = std::move(*block);
            } else if (auto filler = pattern.filler(name)) {
                fields[name] = std::move(*filler);
            }
        }
        return fields;
    }

    const Profile& m_profile;
    const std::vector<std::string>& m_pointers;
    JsonText& m_text;
    Codec m_codec;
    std::vector<JsonNode> m_nodes;
    KnownCodes m_defaults;
    std::set<std::string> m_seen;  ///< controls as the file has them
    bool m_isCopy = false;
    std::map<std::pair<std::string, FieldValues>, const Control*> m_byAddress;
    std::map<std::string, const Control*> m_byBytes;
    std::map<int, const Control*> m_byController;
};

}  // namespace

void checkSpeech(const JsonNode& root, const ProfilePtr& profile, const std::vector<std::string>& pointers, JsonText& text) {
    if (!root["transport"].isText()) return;
    for (const char* part : {"/transport", "/framing", "/messages", "/params", "/errors"}) {
        if (text.hasFaults(part)) return;
    }
    SpeechCheck(root, profile, pointers, text).run();
}

}  // namespace detent::profiles
