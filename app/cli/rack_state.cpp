// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent rack get and set: one unit, read back and turned live.
#include "app/cli/hex.h"
#include "app/cli/moving.h"

#include "recall/run/verify.h"

namespace detent::cli {
namespace {

using recall::ControlOutcome;
using recall::KnownUnit;
using recall::Quality;

struct StateOptions {
    std::string unit, control;
    std::vector<std::string> words;
};

Json stateJson(const KnownUnit& unit, const std::string& only) {
    Json state = Json::array();
    for (const auto& control : unit.profile->controls) {
        if (!only.empty() && control.id != only) continue;
        const auto at = unit.values.find(control.id);
        const bool known = at != unit.values.end() && at->second.quality != Quality::Unknown;
        if (!known && !control.recalled && only.empty()) continue;  // an action stands nowhere
        Json one = {{"control", control.id}};
        one["value"] = known ? valueJson(control.scale, at->second.code) : Json(nullptr);
        one["text"] = known ? Json(control.scale.textOf(at->second.code)) : Json(nullptr);
        one["code"] = known ? Json(at->second.code) : Json(nullptr);
        one["quality"] = recall::name(known ? at->second.quality : Quality::Unknown);
        one["time"] = known && at->second.timeMs ? Json(recall::utcText(at->second.timeMs)) : Json(nullptr);
        state.push_back(one);
    }
    return state;
}

std::string stateOfUnitText(const Json& state) {
    std::vector<std::vector<std::string>> rows;
    for (const Json& one : state) {
        rows.push_back({one["control"].get<std::string>(),
                        one["text"].is_null() ? "unknown" : one["text"].get<std::string>(),
                        one["quality"].get<std::string>(), one["time"].is_null() ? "" : one["time"].get<std::string>()});
    }
    return table(rows);
}

/// Says what is not as it should be; is all well?
bool sayTroubles(Context& context, const std::vector<ControlOutcome>& outcomes) {
    for (const ControlOutcome& outcome : outcomes) {
        if (!recall::allAsWanted({outcome})) context.say(recall::outcomeText(outcome));
    }
    return recall::allAsWanted(outcomes);
}

Result<void> openUnit(Moving& moving) {
    const auto closed = moving.conductor().open();
    if (!closed.empty()) return closed.front().second;
    return {};
}

Result<int> get(Context& context, const StateOptions& o) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto unit = findUnit(**studio, o.unit);
    if (!unit) return unit.problem();
    if (!o.control.empty() && !unit->profile->control(o.control)) return codeFor(*unit->profile, o.control, "").problem();
    Moving moving(context, **studio, {*unit});
    if (auto opened = openUnit(moving); !opened) return opened.problem();
    auto outcomes = moving.conductor().readAll();
    if (context.askedToStop()) return Problem{Fault::Cancelled, "stopped while reading " + unit->unit.name, ""};
    std::erase_if(outcomes, [&](const ControlOutcome& outcome) {  // what cannot be read is no trouble here
        const auto* control = unit->profile->control(outcome.control);
        return !control || !control->readable() || (!o.control.empty() && outcome.control != o.control);
    });
    const Json state = stateJson(moving.conductor().units().front(), o.control);
    context.print({{"unit", unit->unit.name}, {"state", state}}, stateOfUnitText(state));
    return sayTroubles(context, outcomes) ? 0 : 1;
}

Result<int> setControls(Context& context, const StateOptions& o) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto unit = findUnit(**studio, o.unit);
    if (!unit) return unit.problem();
    std::vector<std::pair<std::string, profiles::Code>> driven, byHand;
    for (const std::string& word : o.words) {
        auto pair = splitAssignment(word);
        if (!pair) return pair.problem();
        auto code = codeFor(*unit->profile, pair->first, pair->second);
        if (!code) return code.problem();
        (unit->profile->control(pair->first)->driven() ? driven : byHand).emplace_back(pair->first, *code);
    }
    Moving moving(context, **studio, {*unit});
    std::vector<ControlOutcome> outcomes;
    if (!driven.empty()) {
        if (auto opened = openUnit(moving); !opened) return opened.problem();
        outcomes = moving.conductor().set(unit->unit.id, driven);
    }
    for (const auto& [control, code] : byHand) moving.conductor().setByHand(unit->unit.id, control, code);
    Json json = {{"unit", unit->unit.name}, {"state", Json::array()}, {"outcomes", Json::array()}};
    for (const auto* turned : {&driven, &byHand}) {
        for (const auto& [control, code] : *turned)
            json["state"].push_back(stateJson(moving.conductor().units().front(), control).front());
    }
    for (const ControlOutcome& outcome : outcomes) json["outcomes"].push_back(outcomeJson(outcome));
    context.print(json, stateOfUnitText(json["state"]));
    const bool good = sayTroubles(context, outcomes);
    if (context.askedToStop())
        return Problem{Fault::Cancelled, "stopped while setting " + unit->unit.name,
                       "see detent rack get " + unit->unit.name};
    return good ? 0 : 1;
}

/// "lock UNIT CONTROL...": a recall leaves these alone. No control: none is locked.
Result<int> lock(Context& context, const StateOptions& o) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto unit = findUnit(**studio, o.unit);
    if (!unit) return unit.problem();
    for (const std::string& control : o.words) {
        if (!unit->profile->control(control)) return codeFor(*unit->profile, control, "").problem();
    }
    auto done = (*studio)->ask<int>([&](recall::Store& store) -> Result<int> {
        if (auto kept = store.setLocked(unit->unit.id, {o.words.begin(), o.words.end()}); !kept) return kept.problem();
        return 0;
    });
    if (!done) return done;
    context.print({{"unit", unit->unit.name}, {"locked", o.words}},
                  o.words.empty() ? "nothing is locked" : "locked: " + joined(o.words));
    return 0;
}

}  // namespace

void addRackState(CLI::App& noun, Context& context) {
    auto o = std::make_shared<StateOptions>();
    CLI::App* verb = addVerb(noun, context, "get", "read a unit back", [&context, o] { return get(context, *o); });
    verb->add_option("UNIT", o->unit)->required();
    verb->add_option("CONTROL", o->control, "only this one");
    verb =
        addVerb(noun, context, "set", "turn controls live, and read them back", [&context, o] { return setControls(context, *o); });
    verb->add_option("UNIT", o->unit)->required();
    verb->add_option("CONTROL=VALUE", o->words)->required();
    verb = addVerb(noun, context, "lock", "these controls, and no others, are left alone by recalls",
                   [&context, o] { return lock(context, *o); });
    verb->add_option("UNIT", o->unit)->required();
    verb->add_option("CONTROL", o->words, "none: unlock all");
}

}  // namespace detent::cli
