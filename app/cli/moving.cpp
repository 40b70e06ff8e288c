// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/moving.h"

#include "app/cli/hex.h"
#include "recall/run/verify.h"

#include <algorithm>
#include <future>

namespace detent::cli {

using recall::Answer;
using recall::KnownUnit;
using recall::Quality;
using recall::Step;
using recall::Store;

Result<SongPart> findPart(Store& store, const std::string& text) {
    SongPart found;
    auto song = store.song(text);
    const auto slash = text.rfind('/');
    std::string part;
    if (!song && slash != std::string::npos) {
        part = text.substr(slash + 1);
        song = store.song(text.substr(0, slash));
    }
    if (!song) return song.problem();
    found.song = *song;
    if (!part.empty() && part != "sum") {
        auto sources = store.sources(song->id);
        if (!sources) return sources.problem();
        const bool known =
            std::any_of(sources->begin(), sources->end(), [&](const auto& s) { return s.kind == "stem" && s.name == part; });
        if (!known)
            return Problem{Fault::Usage, song->title + " has no stem " + part,
                           "see detent session show and detent song stems"};
    }
    auto record = store.part(song->id, part);
    if (!record) return record.problem();
    found.part = *record;
    return found;
}

Result<KnownUnit> findUnit(studio::Studio& studio, const std::string& key) {
    auto unit = studio.ask<recall::Unit>([&](Store& store) { return store.unit(key); });
    if (!unit) return unit.problem();
    auto rack = studio.rack();
    if (!rack) return rack.problem();
    for (KnownUnit& known : *rack) {
        if (known.unit.id == unit->id) return std::move(known);
    }
    return Problem{Fault::Usage, unit->name + " is retired", "name a unit of detent rack list"};
}

Result<std::vector<KnownUnit>> unitsOf(studio::Studio& studio, const SongPart& part) {
    auto rack = studio.rack();
    if (!rack) return rack;
    auto ids = studio.ask<std::vector<std::string>>([&](Store& store) -> Result<std::vector<std::string>> {
        auto chain = store.chain(part.part.id);
        if (!chain) return chain.problem();
        std::vector<std::string> all;
        for (const recall::Stage& stage : *chain) {
            if (stage.kind == recall::Stage::Kind::Unit) all.push_back(stage.target);
            if (stage.kind != recall::Stage::Kind::Insert) continue;
            auto insert = store.insert(stage.target);
            if (!insert) return insert.problem();
            for (const auto& unit : insert->units) all.push_back(unit.text);
        }
        return all;
    });
    if (!ids) return ids.problem();
    if (ids->empty()) return rack;
    std::vector<KnownUnit> units;
    for (const std::string& id : *ids) {
        const auto at = std::find_if(rack->begin(), rack->end(), [&](const KnownUnit& u) { return u.unit.id.text == id; });
        const bool seen = std::any_of(units.begin(), units.end(), [&](const KnownUnit& u) { return u.unit.id.text == id; });
        if (at != rack->end() && !seen) units.push_back(*at);
    }
    return units;
}

Moving::Moving(Context& context, studio::Studio& studio, std::vector<KnownUnit> units, recall::Observer observer)
    : m_context(context) {
    if (!observer.learned)
        observer.learned = [&studio](const recall::UnitId& unit, const auto& values) { studio.learned(unit, values); };
    if (!observer.linkChanged) {
        observer.linkChanged = [&context](const recall::UnitId&, bool up, const std::string& message) {
            if (!up && !message.empty()) context.say(message);
        };
    }
    m_conductor = std::make_unique<recall::Conductor>(std::move(units), studio.linkMaker(), studio::Studio::clock,
                                                      std::move(observer));
    m_watch = std::thread([this] {
        std::unique_lock lock(m_mutex);
        while (!m_ended.wait_for(lock, std::chrono::milliseconds(50), [this] { return m_done; })) {
            if (m_context.askedToStop()) m_conductor->cancel();
        }
    });
}

Moving::~Moving() {
    {
        const std::lock_guard lock(m_mutex);
        m_done = true;
    }
    m_ended.notify_one();
    m_watch.join();
}

std::vector<std::pair<recall::UnitId, Problem>> Moving::open(const std::vector<recall::UnitId>& only) {
    auto closed = m_conductor->open(only);
    for (const auto& [unit, problem] : closed) m_context.say(problem.text());
    return closed;
}

std::optional<std::string> Moving::ask(const std::string& question) {
    constexpr std::chrono::milliseconds kTakeInEvery{100};
    auto typed = std::async(std::launch::async, [&question] { return Context::ask(question); });
    while (typed.wait_for(kTakeInEvery) != std::future_status::ready) m_conductor->takeIn();
    return typed.get();
}

namespace {

/// Values a person gave for controls that cannot be read. Errors: Fault::Usage naming the word.
Result<void> takeAnswers(Moving& moving, const std::vector<std::string>& manual) {
    for (const std::string& word : manual) {
        auto pair = splitAssignment(word);
        if (!pair) return pair.problem();
        const KnownUnit* found = nullptr;
        std::string control;
        for (const KnownUnit& unit : moving.conductor().units()) {
            if (!pair->first.starts_with(unit.unit.name + ".")) continue;
            found = &unit;
            control = pair->first.substr(unit.unit.name.size() + 1);
        }
        if (!found)
            return Problem{Fault::Usage, "\"" + pair->first + "\" names no unit of this chain", "write UNIT.CONTROL=VALUE"};
        auto code = codeFor(*found->profile, control, pair->second);
        if (!code) return code.problem();
        moving.conductor().setByHand(found->unit.id, control, *code);
    }
    return {};
}

/// Asks the person at the terminal how each control without a read-back stands; enter keeps what was known.
Result<void> askHands(Moving& moving, const std::vector<std::string>& manual) {
    std::vector<std::string> answers;
    for (const KnownUnit& unit : moving.conductor().units()) {
        for (const auto& control : unit.profile->controls) {
            const std::string name = unit.unit.name + "." + control.id;
            const bool given = std::any_of(manual.begin(), manual.end(),
                                           [&](const std::string& word) { return word.starts_with(name + "="); });
            const auto known = unit.values.find(control.id);
            const bool isRead = known != unit.values.end() && known->second.quality == Quality::Confirmed;
            if (!control.recalled || control.driven() || given || isRead) continue;
            const std::string last = known == unit.values.end() ? "unknown" : known->second.text;
            const auto typed = moving.ask(unit.unit.name + " " + control.label + " [" + last + "]: ");
            if (!typed) return Problem{Fault::Cancelled, "stopped; no snapshot was saved", ""};
            if (!typed->empty())
                answers.push_back(name + "=" + *typed);
            else if (known != unit.values.end())
                answers.push_back(name + "=" + control.scale.textOf(known->second.code));
        }
    }
    return takeAnswers(moving, answers);
}

/// A control set by hand that nobody answered for stands where it was last seen: stale.
void ageUnanswered(std::vector<recall::SnapshotUnit>& units, recall::UtcMs since) {
    for (auto& unit : units) {
        for (auto& value : unit.controls) {
            if (value.quality == Quality::ByHand && value.timeMs < since) value.quality = Quality::Stale;
        }
    }
}

void warnOfUnsure(Context& context, const std::vector<recall::SnapshotUnit>& units) {
    for (const auto& unit : units) {
        int stale = 0, unknown = 0;
        for (const auto& value : unit.controls) {
            stale += value.quality == Quality::Stale;
            unknown += value.quality == Quality::Unknown;
        }
        if (stale)
            context.say(unit.unitName + ": " + std::to_string(stale) +
                        " control(s) kept as last known, not checked; give them with --manual " + unit.unitName +
                        ".CONTROL=VALUE");
        if (unknown)
            context.say(unit.unitName + ": " + std::to_string(unknown) + " control(s) unknown; give them with --manual " +
                        unit.unitName + ".CONTROL=VALUE");
    }
}

}  // namespace

Result<recall::Snapshot> takeSnapshot(Context& context, studio::Studio& studio, const SongPart& part,
                                      const std::string& name, const std::string& note,
                                      const std::vector<std::string>& manual) {
    auto units = unitsOf(studio, part);
    if (!units) return units.problem();
    if (units->empty())
        return Problem{Fault::Usage, "there is no unit in the rack", "add one with detent rack add NAME --profile ID"};
    const recall::UtcMs began = studio::Studio::clock();
    Moving moving(context, studio, *units);
    moving.open();
    moving.conductor().readAll();
    if (context.askedToStop()) return Problem{Fault::Cancelled, "stopped; no snapshot was saved", ""};
    if (auto taken = takeAnswers(moving, manual); !taken) return taken.problem();
    if (Context::canAsk() && !context.json) {
        if (auto taken = askHands(moving, manual); !taken) return taken.problem();
    }
    recall::Snapshot snapshot;
    snapshot.part = part.part.id;
    snapshot.song = part.song.id;
    snapshot.name = name;
    snapshot.notes = note;
    snapshot.units = recall::captured(moving.conductor().units());
    ageUnanswered(snapshot.units, began);
    warnOfUnsure(context, snapshot.units);
    std::vector<profiles::ProfilePtr> used;
    for (const KnownUnit& unit : *units) used.push_back(unit.profile);
    return studio.ask<recall::Snapshot>([&](Store& store) -> Result<recall::Snapshot> {
        auto chain = store.chain(part.part.id);
        if (!chain) return chain.problem();
        snapshot.chain = *chain;
        return store.addSnapshot(snapshot, used);
    });
}

Json snapshotJson(const recall::Snapshot& snapshot) {
    Json json = {{"id", snapshot.id.text},
                 {"name", snapshot.name},
                 {"status", recall::name(snapshot.status)},
                 {"notes", snapshot.notes},
                 {"created", recall::utcText(snapshot.createdMs)},
                 {"units", Json::array()}};
    for (const auto& unit : snapshot.units) {
        Json controls = Json::array();
        for (const auto& value : unit.controls) {
            Json one = {{"control", value.control}};
            one["value"] = value.quality == Quality::Unknown ? Json(nullptr)
                           : value.value                     ? Json(*value.value)
                                                             : Json(value.text);
            one["text"] = value.text;
            one["code"] = value.quality == Quality::Unknown ? Json(nullptr) : Json(value.code);
            one["quality"] = recall::name(value.quality);
            controls.push_back(one);
        }
        json["units"].push_back(
            {{"unit", unit.unitName}, {"profile", unit.profileId}, {"epoch", unit.epoch}, {"controls", controls}});
    }
    return json;
}

Json outcomeJson(const recall::ControlOutcome& outcome) {
    return {{"unit", outcome.unitName},
            {"control", outcome.control},
            {"wanted", outcome.wantedText},
            {"read", outcome.read ? Json(outcome.readText) : Json(nullptr)},
            {"outcome", recall::name(outcome.outcome)},
            {"message", outcome.message}};
}

}  // namespace detent::cli
