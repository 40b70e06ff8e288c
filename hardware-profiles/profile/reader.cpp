// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/reader.h"

#include "hardware-profiles/profile/profile_parts.h"
#include "hardware-profiles/profile/schema_check.h"

#include <QCryptographicHash>

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

void readPort(const JsonNode& root, Profile& profile) {
    profile.transport = root["transport"].oneOf<Transport>({"none", "serial", "midi"});
    const JsonNode serial = root["serial"], framing = root["framing"], timing = root["timing"];
    profile.serial.baud = serial["baud"].small(profile.serial.baud);
    profile.serial.dataBits = serial["dataBits"].small(profile.serial.dataBits);
    profile.serial.stopBits = serial["stopBits"].small(profile.serial.stopBits);
    profile.serial.parity = serial["parity"].text("N").front();
    profile.serial.resetsOnOpen = serial["resetsOnOpen"].flag(false);
    profile.framing.sendEnd = framing["sendEnd"].text(profile.framing.sendEnd);
    if (framing.has("receiveEnds")) profile.framing.receiveEnds.clear();
    for (const JsonNode& end : framing["receiveEnds"].items()) profile.framing.receiveEnds.push_back(end.text());
    profile.framing.maxLength = framing["maxLength"].small(profile.framing.maxLength);
    profile.timing.gapMs = timing["gapMs"].small(profile.timing.gapMs);
    profile.timing.replyMs = timing["replyMs"].small(profile.timing.replyMs);
    profile.timing.bootMs = timing["bootMs"].small(profile.timing.bootMs);
    profile.timing.settleMs = timing["settleMs"].small(profile.timing.settleMs);
}

void readParams(const JsonNode& node, Profile& profile, JsonText& text) {
    checkUnique(node.items(), "param", text);
    for (const JsonNode& item : node.items()) {
        const Param param{item["id"].text(),   item["label"].text(),    item["min"].whole(),
                          item["max"].whole(), item["default"].whole(), item["wireOffset"].whole(0)};
        profile.params.push_back(param);
        if (text.hasFaults(item.pointer())) continue;
        if (param.id == "code" || param.id == "value" || param.id == "text")
            text.fault(item["id"].pointer(),
                       "\"" + param.id + "\" is what a control's position fills; give the param another name");
        if (param.min > param.max)
            text.fault(item["min"].pointer(), "the least is above the greatest; exchange min and max");
        else if (param.defaultValue < param.min || param.defaultValue > param.max)
            text.fault(item["default"].pointer(), "the default is out of range; give " + std::to_string(param.min) + " to " +
                                                      std::to_string(param.max));
    }
}

}  // namespace

ProfileReading readProfile(std::string_view json) {
    JsonText text(json);
    if (text.root().is_null()) {
        if (!text.hasFaults()) text.fault("", "null is no profile; begin with {");
        return {nullptr, text.faults()};
    }
    checkSchema(text);
    const JsonNode root(text.root(), "");
    auto profile = std::make_shared<Profile>();
    std::vector<std::string> pointers;
    readHead(root, *profile);
    readPort(root, *profile);
    readParams(root["params"], *profile, text);
    readMessages(root, *profile, text);
    profile->identifyMessage = root["identify"].text();
    profile->dumpMessage = root["dump"].text();
    readControls(root, *profile, pointers, text);
    readPanel(root["panel"], *profile, text);
    readProofs(root["proofs"], *profile, text);
    checkWire(root, profile, pointers, text);
    checkProofs(root["proofs"], profile, text);
    if (text.hasFaults()) return {nullptr, text.faults()};
    profile->text = std::string(json);
    profile->sha256 = sha256Of(json);
    return {profile, {}};
}

std::string faultText(const std::string& file, const ProfileFault& fault) {
    return file + ":" + std::to_string(fault.line) + ":" + std::to_string(fault.column) + ": " + fault.pointer + ": " +
           fault.message;
}

}  // namespace detent::profiles
