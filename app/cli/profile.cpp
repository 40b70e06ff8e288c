// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent profile: the library of profiles, and what they say on the wire.
#include "app/cli/context.h"

#include "dsp/base/place_file.h"
#include "hardware-profiles/codec/codec.h"

namespace detent::cli {
namespace {

using profiles::Profile;
using profiles::ProfilePtr;

Json summary(const Profile& profile) {
    return {{"id", profile.id},
            {"maker", profile.maker},
            {"model", profile.model},
            {"kind", profile.kind},
            {"transport", profiles::name(profile.transport)},
            {"controls", profile.controls.size()},
            {"confidence", profiles::name(profile.confidence())}};
}

Result<int> list(Context& context) {
    Json all = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const ProfilePtr& profile : context.profiles().all()) {
        all.push_back(summary(*profile));
        rows.push_back({profile->id, profile->maker + " " + profile->model, joined(profile->kind),
                        profiles::name(profile->transport), std::to_string(profile->controls.size()) + " controls",
                        std::string(profiles::name(profile->confidence())) + " confidence"});
    }
    context.print(all, table(rows));
    return 0;
}

Json controlJson(const profiles::Control& control) {
    const profiles::Scale& scale = control.scale;
    Json json = {
        {"id", control.id}, {"label", control.label}, {"kind", profiles::name(control.kind)}, {"unit", scale.spec().unit}};
    if (scale.isListed()) {
        Json steps = Json::array();
        for (const auto& position : scale.spec().positions) steps.push_back(valueJson(scale, position.code));
        json["steps"] = steps;
    } else {
        const double low = *scale.valueOf(scale.minCode()), high = *scale.valueOf(scale.maxCode());
        json["min"] = std::min(low, high);
        json["max"] = std::max(low, high);
        if (scale.spec().law == profiles::Scale::Law::Linear && scale.count() > 1)
            json["step"] = std::abs(high - low) / static_cast<double>(scale.count() - 1);
    }
    json["default"] = valueJson(scale, control.defaultCode);
    json["readable"] = control.readable();
    json["driven"] = control.driven();
    json["recall"] = control.recalled;
    return json;
}

Json showJson(const Profile& profile) {
    Json json = summary(profile);
    json["notes"] = profile.notes;
    json["licence"] = profile.licence.empty() ? "GPL-3.0-or-later" : profile.licence;
    json["sources"] = Json::array();
    for (const auto& source : profile.sources)
        json["sources"].push_back(
            {{"what", source.what}, {"where", source.where}, {"confidence", profiles::name(source.confidence)}});
    json["params"] = Json::array();
    for (const auto& param : profile.params)
        json["params"].push_back({{"id", param.id},
                                  {"label", param.label},
                                  {"min", param.min},
                                  {"max", param.max},
                                  {"default", param.defaultValue}});
    json["messages"] = Json::array();
    for (const auto& message : profile.messages) {
        Json sends = Json::array(), replies = Json::array();
        for (const auto& one : message.send) sends.push_back(one.source());
        for (const auto& one : message.replies) replies.push_back(one.source());
        json["messages"].push_back({{"id", message.id}, {"send", sends}, {"replies", replies}});
    }
    json["controls"] = Json::array();
    for (const auto& control : profile.controls) json["controls"].push_back(controlJson(control));
    return json;
}

Result<int> show(Context& context, const std::string& id) {
    auto profile = context.profiles().findOrRead(id);
    if (!profile) return profile.problem();
    const Profile& p = **profile;
    std::string text =
        p.maker + " " + p.model + " (" + p.id + "), " + joined(p.kind) + ", " + profiles::name(p.transport) + "\n";
    if (!p.notes.empty()) text += p.notes + "\n";
    std::vector<std::vector<std::string>> rows;
    for (const auto& control : p.controls) {
        const profiles::Scale& scale = control.scale;
        rows.push_back({"  " + control.id, control.label,
                        scale.textOf(scale.minCode()) + " to " + scale.textOf(scale.maxCode()),
                        std::to_string(scale.count()) + " positions",
                        control.readable() ? "read back"
                        : control.driven() ? "set only"
                                           : "by hand"});
    }
    text += table(rows);
    for (const auto& source : p.sources)
        text +=
            "source (" + std::string(profiles::name(source.confidence)) + "): " + source.what + ": " + source.where + "\n";
    context.print(showJson(p), text);
    return 0;
}

Result<int> check(Context& context, const std::vector<std::string>& files) {
    Json all = Json::array();
    std::string text;
    bool good = true;
    for (const std::string& file : files) {
        auto bytes = readFile(pathFromText(file));
        if (!bytes) return bytes.problem();
        const auto reading = profiles::readProfile(*bytes);
        Json faults = Json::array();
        for (const auto& fault : reading.faults) {
            faults.push_back(
                {{"line", fault.line}, {"column", fault.column}, {"pointer", fault.pointer}, {"message", fault.message}});
            text += profiles::faultText(file, fault) + "\n";
        }
        if (reading.faults.empty())
            text += file + ": good, " + std::to_string(reading.profile->controls.size()) + " controls\n";
        for (const ProfilePtr& variant : reading.variants)
            text += file + ": variant " + variant->id + ", " + std::to_string(variant->controls.size()) + " controls\n";
        good = good && reading.faults.empty();
        all.push_back({{"file", file}, {"ok", reading.faults.empty()}, {"faults", faults}});
    }
    context.print(all, text);
    return good ? 0 : 1;
}

}  // namespace

void addProfile(CLI::App& app, Context& context) {
    struct Options {
        std::string id;
        std::vector<std::string> words, params;
    };
    auto o = std::make_shared<Options>();
    CLI::App& noun = *app.add_subcommand("profile", "descriptions of gear");
    noun.require_subcommand(1)->fallthrough();
    addVerb(noun, context, "list", "the library of profiles", [&context] { return list(context); });
    CLI::App* verb = addVerb(noun, context, "show", "controls, ranges, messages, sources",
                             [&context, o] { return show(context, o->id); });
    verb->add_option("ID", o->id, "profile id or file")->required();
    verb = addVerb(noun, context, "check", "validate profile files", [&context, o] { return check(context, o->words); });
    verb->add_option("FILE", o->words)->required();
    addProfileWire(noun, context);
    addProfileImport(noun, context);
}

}  // namespace detent::cli
