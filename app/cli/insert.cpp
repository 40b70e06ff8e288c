// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent insert: send and return channels with the units between them.
#include "app/cli/through_gear.h"

#include "app/studio/virtual_rack.h"

#include <algorithm>

namespace detent::cli {
namespace {

using recall::Insert;
using recall::Store;
using recall::Unit;
using Units = std::vector<Unit>;

struct InsertOptions {
    std::string name;
    std::vector<std::string> units;
    GearFlags gear;
};

std::vector<std::string> namesOf(const Insert& insert, const Units& units) {
    std::vector<std::string> names;
    for (const auto& id : insert.units) {
        const auto at = std::find_if(units.begin(), units.end(), [&](const Unit& unit) { return unit.id == id; });
        names.push_back(at == units.end() ? id.text : at->name);
    }
    return names;
}

Json insertJson(const Insert& insert, const Units& units) {
    return {{"id", insert.id.text},
            {"name", insert.name},
            {"units", namesOf(insert, units)},
            {"device", insert.device},
            {"rate", insert.sampleRateHz},
            {"buffer", insert.bufferFrames},
            {"send", insert.send},
            {"return", insert.returns},
            {"delay_frames", orNull(insert.delayFrames)},
            {"delay_spread_frames", orNull(insert.delaySpreadFrames)},
            {"gain_db", orNull(insert.gainDb)},
            {"inverted", insert.inverted},
            {"noise_dbfs", orNull(insert.noiseDbfs)},
            {"measured", insert.measuredMs ? Json(recall::utcText(insert.measuredMs)) : Json(nullptr)}};
}

std::string channelsText(const std::vector<int>& channels) {
    std::string text;
    for (const int channel : channels) text += (text.empty() ? "" : ",") + std::to_string(channel);
    return text;
}

std::vector<std::string> insertRow(const Insert& insert, const Units& units) {
    return {insert.name,
            joined(namesOf(insert, units)),
            insert.device,
            "out " + channelsText(insert.send) + " in " + channelsText(insert.returns),
            fixed(insert.sampleRateHz, 0) + " Hz",
            insert.delayFrames ? "delay " + fixed(*insert.delayFrames, 3) + " frames" : "not measured"};
}

Result<int> listInserts(Context& context) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    Units units;
    auto inserts = (*studio)->ask<std::vector<Insert>>([&](Store& store) -> Result<std::vector<Insert>> {
        auto all = store.units(true);
        if (!all) return all.problem();
        units = *all;
        return store.inserts();
    });
    if (!inserts) return inserts.problem();
    Json json = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const Insert& insert : *inserts) {
        json.push_back(insertJson(insert, units));
        rows.push_back(insertRow(insert, units));
    }
    context.print(json,
                  rows.empty()
                      ? "no insert; add one with detent insert add NAME --units A,B --device NAME --send N,M --return N,M"
                      : table(rows));
    return 0;
}

/// All of them virtual: then no interface need be named.
bool allVirtual(const Units& units) {
    return std::all_of(units.begin(), units.end(), [](const Unit& unit) {
        return !unit.link.starts_with("serial:") && !unit.link.starts_with("midi:") &&
               studio::VirtualRack::knows(unit.profileId);
    });
}

Result<int> saveInsert(Context& context, const InsertOptions& o) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    Units wired;
    auto found = (*studio)->ask<int>([&](Store& store) -> Result<int> {
        for (const std::string& key : o.units) {
            auto unit = store.unit(key);
            if (!unit) return unit.problem();
            if (unit->retired) return Problem{Fault::Usage, unit->name + " is retired", "name units of detent rack list"};
            wired.push_back(*unit);
        }
        return 0;
    });
    if (!found) return found;
    Insert insert;
    insert.name = o.name;
    for (const Unit& unit : wired) insert.units.push_back(unit.id);
    insert.send = insert.returns = {1, 2};
    if (allVirtual(wired)) insert.device = "virtual";
    if (auto applied = applyDeviceFlags(o.gear, insert); !applied) return applied.problem();
    if (insert.device.empty())
        return Problem{Fault::Usage, "no interface is named for insert " + o.name,
                       "give --device NAME as detent rack scan lists it, with --send and --return"};
    auto saved = (*studio)->ask<Insert>([&](Store& store) { return store.saveInsert(insert); });
    if (!saved) return saved.problem();
    context.print(insertJson(*saved, wired), table({insertRow(*saved, wired)}));
    return 0;
}

Json confidencesJson(const dsp::LoopConfidence& sure) {
    return {{"delay", sure.delay},         {"gain", sure.gain},   {"polarity", sure.polarity}, {"swap", sure.swap},
            {"crosstalk", sure.crosstalk}, {"noise", sure.noise}, {"hum", sure.hum},           {"drift", sure.drift}};
}

Result<int> measureSaved(Context& context, const InsertOptions& o) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto insert = (*studio)->ask<Insert>([&](Store& store) { return store.insert(o.name); });
    if (!insert) return insert.problem();
    if (auto applied = applyDeviceFlags(o.gear, *insert); !applied) return applied.problem();
    auto measured = measure(context, **studio, *insert, insert->sampleRateHz, !o.gear.noNoise);
    if (!measured) return measured.problem();
    const dsp::LoopMeasurement& m = *measured;
    Json json = {{"delay_frames", m.accepted ? Json(m.delayFrames) : Json(nullptr)},
                 {"delay_spread_frames", m.accepted ? Json(m.delaySpreadFrames) : Json(nullptr)},
                 {"gain_db", m.accepted ? Json(m.gainDb) : Json(nullptr)},
                 {"inverted", m.inverted},
                 {"swapped", m.swapped},
                 {"crosstalk_db", orNull(m.crosstalkDb)},
                 {"noise_dbfs", orNull(m.noiseDbfs)},
                 {"hum_hz", m.hum ? Json(m.hum->hz) : Json(nullptr)},
                 {"hum_dbfs", m.hum ? Json(m.hum->levelDbfs) : Json(nullptr)},
                 {"drift_ppm", m.driftPpm},
                 {"confidence", m.confidence},
                 {"confidences", confidencesJson(m.confidences)},
                 {"accepted", m.accepted}};
    if (!m.accepted) json["fault"] = dsp::nameOf(m.fault), json["reason"] = m.reason;
    std::string text = "delay " + fixed(m.delayFrames, 3) + " frames (spread " + fixed(m.delaySpreadFrames, 3) + "), gain " +
                       fixed(m.gainDb, 2) + " dB" + (m.inverted ? ", polarity inverted" : "") +
                       (m.swapped ? ", left and right swapped" : "") +
                       (m.crosstalkDb && m.confidences.crosstalk > 0.5 ? ", crosstalk " + fixed(*m.crosstalkDb, 0) + " dB" : "") +
                       (m.noiseDbfs ? ", noise " + fixed(*m.noiseDbfs, 1) + " dBFS" : "") +
                       (m.hum ? ", hum of " + fixed(m.hum->hz, 0) + " Hz at " + fixed(m.hum->levelDbfs, 0) + " dBFS" : "");
    if (!m.accepted) text = "not accepted: " + m.reason + "; check the wiring and the levels and measure again";
    context.print(json, text);
    return m.accepted ? 0 : 1;
}

}  // namespace

void addInsert(CLI::App& app, Context& context) {
    auto o = std::make_shared<InsertOptions>();
    CLI::App& noun = *app.add_subcommand("insert", "send and return channels with the units between them");
    noun.require_subcommand(1)->fallthrough();
    CLI::App* verb = addVerb(noun, context, "add", "save one, or replace one of the same name",
                             [&context, o] { return saveInsert(context, *o); });
    verb->add_option("NAME", o->name)->required();
    verb->add_option("--units", o->units, "units in signal order: A,B")->required()->delimiter(',')->allow_extra_args(false);
    addDeviceFlags(*verb, o->gear);
    addVerb(noun, context, "list", "the saved ones", [&context] { return listInserts(context); });
    verb = addVerb(noun, context, "measure", "ping the loop several times and keep its delay, gain and polarity",
                   [&context, o] { return measureSaved(context, *o); });
    verb->add_option("NAME", o->name)->required();
    addDeviceFlags(*verb, o->gear);
    verb->add_flag("--no-noise", o->gear.noNoise, "virtual units without their noise floor");
}

}  // namespace detent::cli
