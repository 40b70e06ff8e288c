// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/midi_guide_profile.h"

#include "hardware-profiles/profile/midi_guide_scale.h"

#include <nlohmann/json.hpp>

#include <QList>
#include <QString>

#include <algorithm>
#include <set>

namespace detent::profiles {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t kMostGuideControls = 500, kMostJsonValues = 45000, kMostJsonBytes = 900000;  // what the reader takes
constexpr std::size_t kMostValuesOfWords = 30000, kMostBytesOfWords = 600000;  // what stays is for those that are numbers
constexpr std::size_t kLongestId = 56, kMostOwnChannels = 8, kMostParts = 64;

std::string dumped(const OrderedJson& json) {
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

std::size_t valuesIn(const OrderedJson& json) {
    std::size_t count = 1;
    if (json.is_structured())
        for (const auto& item : json) count += valuesIn(item);
    return count;
}

OrderedJson positionsJson(const std::vector<Position>& positions) {
    OrderedJson list = OrderedJson::array();
    Code next = 0;
    for (const Position& position : positions) {
        const bool counted = position.code == next;
        if (position.value && counted)
            list.push_back(static_cast<Code>(*position.value));
        else if (position.value)
            list.push_back({{"code", position.code}, {"value", static_cast<Code>(*position.value)}});
        else if (counted)
            list.push_back(position.text);
        else
            list.push_back({{"code", position.code}, {"text", position.text}});
        next = position.code + 1;
    }
    return list;
}

OrderedJson scaleJson(const Scale& scale) {
    const Scale::Spec& spec = scale.spec();
    if (!scale.isListed()) {
        OrderedJson json = {{"law", "linear"},
                            {"codes", {spec.minCode, spec.maxCode}},
                            {"values", {static_cast<Code>(spec.minValue), static_cast<Code>(spec.maxValue)}}};
        if (spec.showPlus) json["showPlus"] = true;
        return json;
    }
    OrderedJson json = {{"law", "table"}, {"positions", positionsJson(spec.positions)}};
    if (spec.minAngleDeg > -150)
        json["sweepDeg"] = {static_cast<Code>(spec.minAngleDeg), static_cast<Code>(spec.maxAngleDeg)};
    return json;
}

bool isFixed(const std::string& channel) {
    return !channel.empty() && channel.find_first_not_of("0123456789") == std::string::npos;
}

std::string paramOf(const std::string& channel) {
    return channel.empty() ? "channel" : "channel_" + channel;
}

/// The status byte of a control change on that channel.
std::string statusOf(const std::string& channel) {
    if (isFixed(channel)) return std::string("B") + "0123456789ABCDEF"[std::stoi(channel) - 1];
    return "B{" + paramOf(channel) + ":n}";
}

std::string messageId(const GuideAddress& address) {
    static constexpr const char* kForms[] = {"cc", "cc14", "nrpn", "nrpn14"};
    return kForms[static_cast<int>(address.form)] + (address.channel.empty() ? std::string() : "-ch-" + address.channel) +
           (address.part == 0 ? std::string() : "-part-" + std::to_string(address.part));
}

/// MIDI 1.0, control changes 98 and 99 (NRPN), 6 and 38 (data entry).
OrderedJson messageJson(const GuideAddress& address) {
    const std::string status = statusOf(address.channel) + " ";
    OrderedJson send = OrderedJson::array();
    if (address.isNrpn()) {
        for (const char* part : {"63 {msb}", "62 {lsb}"}) send.push_back(status + part);
        const bool wide = address.form == GuideAddress::Form::Nrpn14;
        send.push_back(status + (wide ? "06 {code:msb}" : "06 {code}"));
        if (wide) send.push_back(status + "26 {code:lsb}");
    } else if (address.form == GuideAddress::Form::Cc14) {
        send = {status + "{cc} {code:msb}", status + "{lsb} {code:lsb}"};
    } else {
        send = {status + "{cc} {code}"};
    }
    return {{"id", messageId(address)}, {"send", send}};
}

OrderedJson argsJson(const GuideAddress& address) {
    if (address.isNrpn()) return {{"msb", address.first}, {"lsb", address.second}};
    OrderedJson args = {{"cc", address.first}};
    if (address.form == GuideAddress::Form::Cc14) args["lsb"] = address.second;
    return args;
}

/// A row on its way to a control.
struct GuideControl {
    GuideRow row;
    Usage usage;
    Deed deed = Deed::Sets;
    std::vector<GuideAddress> addresses;
    std::optional<GuideAddress> address;  ///< the one it got
    std::string id;
};

class GuideProfileMaker {
public:
    explicit GuideProfileMaker(GuideDevice device) : m_device(std::move(device)) {}

    GuideProfile make() {
        for (GuideRow& row : m_device.rows) read(row);
        for (std::size_t i = 0; i < m_controls.size(); ++i) settle(i);
        for (std::size_t i = 0; i < m_controls.size(); ++i) taint(i);
        OrderedJson controls = OrderedJson::array();
        for (GuideControl& control : m_controls) add(control, controls);
        for (const GuideControl& control : m_controls) sayRemarks(control);
        if (!controls.empty()) m_made.json = whole(controls);
        return std::move(m_made);
    }

private:
    void read(GuideRow& row) {
        GuideControl control;
        control.usage = readUsage(row.usage);
        row.remarks.insert(row.remarks.end(), control.usage.remarks.begin(), control.usage.remarks.end());
        if (row.name.empty()) row.remarks.push_back("it has no name; it is called by its address");
        control.deed = deedOf(row.section, row.name, control.usage);
        control.addresses = addressesOf(row, control.usage);
        std::erase_if(control.addresses, [&](const GuideAddress& address) { return !hasRoomFor(address, row); });
        for (const GuideAddress& address : control.addresses) m_usesNrpn = m_usesNrpn || address.isNrpn();
        control.row = std::move(row);
        m_controls.push_back(std::move(control));
    }

    /// Each channel of its own is a param, and a unit has few of them.
    bool hasRoomFor(const GuideAddress& address, GuideRow& row) {
        if (address.channel.empty() || m_ownChannels.contains(address.channel)) return true;
        if (m_ownChannels.size() < kMostOwnChannels) return m_ownChannels.insert(address.channel).second;
        row.remarks.push_back(address.text() + " would need one MIDI channel too many; it was left out");
        return false;
    }

    /// Control changes that carry NRPNs cannot be controls of their own beside them.
    bool carriesNrpn(const GuideAddress& address) const {
        static const std::set<int> carriers = {6, 38, 96, 97, 98, 99, 100, 101};
        const auto carries = [&](int cc) { return carriers.contains(cc); };
        return m_usesNrpn && !address.isNrpn() &&
               (carries(address.first) || (address.form == GuideAddress::Form::Cc14 && carries(address.second)));
    }

    /// Gives it the first address that is its own.
    void settle(std::size_t index) {
        GuideControl& control = m_controls[index];
        auto& remarks = control.row.remarks;
        if (const std::size_t twin = twinOf(index); twin != index)
            return remarks.push_back("it has both addresses of row " + std::to_string(m_controls[twin].row.row) +
                                     ", so it is the same parameter; it was left out");
        std::string why;
        for (GuideAddress& address : control.addresses) {
            const auto keys = address.occupies();
            const auto taken =
                std::find_if(keys.begin(), keys.end(), [&](const std::string& key) { return !m_taken[key].empty(); });
            const bool isShared = taken != keys.end() && hasValuesOfItsOwn(address, m_taken[*taken]);
            if ((taken != keys.end() && !isShared) || carriesNrpn(address)) {
                why += (why.empty() ? "" : ", ") + address.text() +
                       (taken == keys.end() ? " carries the unit's NRPNs" : " is that of row " + rowAt(*taken));
                continue;
            }
            if (!why.empty()) remarks.push_back(why + "; it was given " + address.text());
            if (isShared)
                remarks.push_back("it shares " + address.text() + " with row " + rowAt(*taken) +
                                  ", whose values are others");
            if (isShared) address.part = static_cast<int>(m_taken[*taken].size());
            remarks.insert(remarks.end(), address.remarks.begin(), address.remarks.end());
            for (const std::string& key : keys) m_taken[key].push_back(index);
            control.address = address;
            return;
        }
        if (!why.empty()) remarks.push_back(why + "; it was left out, as two controls cannot be set by the same bytes");
    }

    /// The first that names the same two addresses with the same ranges; itself where there is none.
    std::size_t twinOf(std::size_t index) {
        std::set<std::string> both;
        for (const GuideAddress& address : m_controls[index].addresses)
            both.insert(address.text() + " " + address.channel + " " + std::to_string(address.min) + " " + std::to_string(address.max));
        return both.size() < 2 ? index : m_twins.emplace(std::move(both), index).first->second;
    }

    std::string rowAt(const std::string& key) { return std::to_string(m_controls[m_taken[key].front()].row.row); }

    /// Some units put several switches on one NRPN, each with two values of its own.
    bool hasValuesOfItsOwn(const GuideAddress& address, const std::vector<std::size_t>& others) const {
        return address.isNrpn() && others.size() < kMostParts &&
               std::all_of(others.begin(), others.end(), [&](std::size_t other) {
                   return m_controls[other].address->max < address.min || address.max < m_controls[other].address->min;
               });
    }

    /// What shares an address with something that a recall must not send is not sent either.
    void taint(std::size_t index) {
        const GuideControl& control = m_controls[index];
        if (control.deed == Deed::Sets) return;
        for (const GuideAddress& address : control.addresses) {
            for (const std::string& key : address.occupies()) {
                for (const std::size_t taken : m_taken[key]) {
                    GuideControl& other = m_controls[taken];
                    if (other.deed != Deed::Sets) continue;
                    other.deed = control.deed;
                    other.row.remarks.push_back("row " + std::to_string(control.row.row) + ", \"" +
                                                shortened(control.row.name, 40) + "\", has its address");
                }
            }
        }
    }

    void add(GuideControl& control, OrderedJson& controls) {
        if (!control.address) return;
        auto& remarks = control.row.remarks;
        OrderedJson json = controlJson(control, false);
        const auto fits = [&](std::size_t mostBytes, std::size_t mostValues) {
            return m_bytes + dumped(json).size() < mostBytes && m_values + valuesIn(json) < mostValues &&
                   controls.size() < kMostGuideControls;
        };
        if (!fits(kMostBytesOfWords, kMostValuesOfWords)) {
            const bool hadWords = json["scale"].contains("positions");
            m_ids.erase(control.id);
            json = controlJson(control, true);
            if (!fits(kMostJsonBytes, kMostJsonValues)) return remarks.push_back("the profile is full; it was left out");
            if (hadWords) remarks.push_back("the profile has no room for its words; it was taken as a range of numbers");
        }
        m_bytes += dumped(json).size() + 8;
        m_values += valuesIn(json);
        const OrderedJson message = messageJson(*control.address);
        if (std::find(m_messages.begin(), m_messages.end(), message) == m_messages.end()) m_messages.push_back(message);
        useChannel(control);
        m_made.rows.push_back({control.row.row, control.id});
        controls.push_back(std::move(json));
    }

    void useChannel(GuideControl& control) {
        const std::string& channel = control.address->channel;
        if (!channel.empty())
            control.row.remarks.push_back(isFixed(channel)
                                              ? "it is sent on MIDI channel " + channel + ", as its notes say"
                                              : "it is sent on a MIDI channel of its own, param " + paramOf(channel));
        if (!isFixed(channel)) m_channels.insert(channel);
    }

    OrderedJson controlJson(GuideControl& control, bool asNumbers) {
        const GuideAddress& address = *control.address;
        GuideScale scale = scaleOf(address, control.usage, control.row.isCentered, control.deed, asNumbers);
        if (!asNumbers) control.row.remarks.insert(control.row.remarks.end(), scale.remarks.begin(), scale.remarks.end());
        if (scale.scale.count() == 1 && control.deed == Deed::Sets) control.deed = Deed::Triggers;
        control.id = freshId(control);
        OrderedJson json = {{"id", control.id},
                            {"label", control.row.name.empty() ? address.text() : shortened(control.row.name, 80)}};
        if (!control.row.section.empty()) json["section"] = shortened(control.row.section, 40);
        const char* kind = control.deed != Deed::Sets ? "action"
                           : !scale.scale.isListed()  ? "knob"
                           : scale.scale.count() == 2 ? "switch"
                           : scale.scale.count() <= 4 ? "buttons"
                                                      : "knob";
        json["kind"] = kind;
        if (control.deed == Deed::Sets && !scale.scale.isListed() && isOutputLevel(control.row.name)) json["role"] = "level";
        if (control.deed == Deed::Rewrites) json["hazard"] = "memory";
        if (control.deed != Deed::Sets) json["recalled"] = false;
        json["set"] = messageId(address);
        json["args"] = argsJson(address);
        if (scale.standard) json["default"] = scale.scale.textOf(*scale.standard);
        json["scale"] = scaleJson(scale.scale);
        return json;
    }

    std::string freshId(const GuideControl& control) {
        const std::string section = asciiSlug(control.row.section, 20), name = asciiSlug(control.row.name, 30);
        std::string id = section.empty() || name.empty() ? section + name : section + "." + name;
        if (name.empty()) id += (id.empty() ? "" : ".") + asciiSlug(control.address->text(), 20);
        if (id.front() < 'a' || id.front() > 'z') id = "p-" + id;
        std::string fresh = id.substr(0, kLongestId);
        for (int n = 2; !m_ids.insert(fresh).second; ++n) fresh = id.substr(0, kLongestId) + "-" + std::to_string(n);
        return fresh;
    }

    void sayRemarks(const GuideControl& control) {
        std::string all;
        if (control.address && control.deed != Deed::Sets)
            all = std::string(control.deed == Deed::Rewrites ? "it rewrites the unit's memory" : "it triggers something") +
                  ", so it became an action that is never recalled";
        for (const std::string& remark : control.row.remarks) all += (all.empty() ? "" : "; ") + remark;
        if (!all.empty()) m_made.remarks[control.row.row] = shortened(all, 600);
    }

    OrderedJson head() const {
        const std::string where =
            "the open MIDI CC & NRPN database, https://midi.guide (github.com/pencilresearch/midi), '" +
            shortened(m_device.where, 160) + "' (CC BY-SA 4.0)";
        OrderedJson json = {
            {"format", "detent-profile/1"},           {"id", m_device.id}, {"maker", shortened(m_device.maker, 80)},
            {"model", shortened(m_device.model, 80)}, {"kind", {"other"}}, {"licence", "CC-BY-SA-4.0"}};
        json["notes"] =
            "Converted from the midi.guide database by rule; nobody has held it against the unit. Write-only: the database "
            "knows of "
            "no read-back, so a recall is sent and never verified by wire. Where it gives no meanings, positions are shown "
            "as the "
            "numbers on the wire. What saves, loads, resets, taps or records is an action and never recalled.";
        json["sources"] = {{{"what", "controllers, ranges and meanings"}, {"where", where}, {"confidence", "medium"}}};
        json["transport"] = "midi";
        json["timing"] = {{"gapMs", 1}};
        return json;
    }

    OrderedJson paramsJson() const {
        OrderedJson params = OrderedJson::array();
        int free = 1;
        for (const std::string& channel : m_channels) {
            while (m_ownChannels.contains(std::to_string(free))) ++free;  // no two are the same from the start
            OrderedJson param = {{"id", paramOf(channel)},
                                 {"label", channel.empty() ? "MIDI channel" : "MIDI channel " + channel}};
            param.update({{"min", 1}, {"max", 16}, {"default", free++}, {"wireOffset", -1}});
            params.push_back(param);
        }
        return params;
    }

    /// Lists of objects with one a line, so that a person can read and mend them.
    std::string whole(const OrderedJson& controls) const {
        OrderedJson json = head();
        if (!m_channels.empty()) json["params"] = paramsJson();
        json["messages"] = m_messages;
        json["controls"] = controls;
        std::string text = "{\n";
        for (auto member = json.begin(); member != json.end(); ++member) {
            text += (member == json.begin() ? "  " : ",\n  ") + dumped(OrderedJson(member.key())) + ": ";
            const bool rows = member->is_array() && !member->empty() && member->front().is_object();
            if (!rows) {
                text += dumped(*member);
                continue;
            }
            std::string lines;
            for (const auto& item : *member) lines += (lines.empty() ? "\n    " : ",\n    ") + dumped(item);
            text += "[" + lines + "\n  ]";
        }
        return text + "\n}\n";
    }

    GuideDevice m_device;
    std::vector<GuideControl> m_controls;
    std::map<std::string, std::vector<std::size_t>> m_taken;  ///< which of m_controls have each address
    std::map<std::set<std::string>, std::size_t> m_twins;
    std::set<std::string> m_ids, m_channels, m_ownChannels;
    OrderedJson m_messages = OrderedJson::array();
    std::size_t m_bytes = 0, m_values = 0;
    bool m_usesNrpn = false;
    GuideProfile m_made;
};

}  // namespace

GuideProfile profileOf(GuideDevice device) {
    return GuideProfileMaker(std::move(device)).make();
}

std::string asciiSlug(const std::string& utf8, std::size_t most) {
    static const std::map<char32_t, const char*> spelled = {{U'ß', "ss"}, {U'æ', "ae"}, {U'ø', "o"},
                                                            {U'œ', "oe"}, {U'đ', "d"},  {U'ł', "l"}};
    std::string slug;
    bool parted = false;
    for (const char32_t c : QString::fromStdString(utf8).toLower().normalized(QString::NormalizationForm_KD).toUcs4()) {
        if (c >= 0x300 && c < 0x370) continue;  // marks that were taken off their letters
        const auto other = spelled.find(c);
        std::string piece = other == spelled.end() ? std::string() : other->second;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) piece = static_cast<char>(c);
        if (c == '+' && !slug.empty() && !parted) piece = "-plus", parted = false;
        if (piece.empty()) {
            parted = true;
            continue;
        }
        if (parted && !slug.empty() && piece.front() != '-') slug += '-';
        parted = false;
        slug += piece;
    }
    slug = slug.substr(0, most);
    while (slug.ends_with('-')) slug.pop_back();
    return slug;
}

}  // namespace detent::profiles
