// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/unit_planner.h"

#include "recall/run/knowledge.h"
#include "recall/run/verify.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace detent::recall {

using profiles::Control;
using profiles::ControlKind;
using profiles::Hazard;
using profiles::Role;

namespace {

bool asksFirst(const Control& control) { return control.hazard == Hazard::Phantom || control.hazard == Hazard::Memory; }

/// How much further up `to` is than `from`: in the control's unit, or along the knob where either is a word.
double rise(const profiles::Scale& scale, Code from, Code to) {
    const auto before = scale.valueOf(from), after = scale.valueOf(to);
    return before && after ? *after - *before : scale.fractionOf(to) - scale.fractionOf(from);
}

std::string plainNumber(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    std::string trimmed = text;
    if (trimmed.ends_with(".0")) trimmed.resize(trimmed.size() - 2);
    return trimmed;
}

constexpr double kMuchLouderDb = 6.0;  // a level that rises this much is worth a word, marked as loud or not

}  // namespace

UnitPlanner::UnitPlanner(const SnapshotUnit& wanted, const KnownUnit& known, Plan& plan)
    : m_wanted(wanted), m_known(known), m_profile(*known.profile), m_plan(plan) {}

void UnitPlanner::planUnit() {
    noteUnit();
    for (const ControlValue& value : m_wanted.controls) {
        if (m_profile.control(value.control)) continue;
        settle(value, value.control, Outcome::Refused,
               "today's profile has no such control; set it to " + value.text + " at the unit");
    }
    for (const Control& control : m_profile.controls) {
        const ControlValue* wanted = wantedOf(control);
        if (isMute(control) || !wanted || settled(control, *wanted)) continue;
        noteUnknownLevel(control);
        const auto [phase, order] = placeOf(control, wanted->code);
        m_steps.push_back(step(control, wanted->code, phase));
        m_steps.back().order = order;
    }
    for (const Control& control : m_profile.controls) {
        if (isMute(control)) planMute(control, coversMoves(control));
    }
    std::stable_sort(m_steps.begin(), m_steps.end(), [](const Step& a, const Step& b) { return a.order < b.order; });
    std::move(m_mutes.begin(), m_mutes.end(), std::back_inserter(m_plan.steps));
    std::move(m_steps.begin(), m_steps.end(), std::back_inserter(m_plan.steps));
}

// --- What is wanted and known ---

const ControlValue* UnitPlanner::wantedOf(const Control& control) const {
    if (!control.recalled) return nullptr;
    const auto found = std::find_if(m_wanted.controls.begin(), m_wanted.controls.end(),
                                    [&](const ControlValue& value) { return value.control == control.id; });
    return found == m_wanted.controls.end() ? nullptr : &*found;
}

const ControlValue* UnitPlanner::knownOf(const Control& control) const {
    const auto found = m_known.values.find(control.id);
    if (found == m_known.values.end() || found->second.quality == Quality::Unknown) return nullptr;
    return control.scale.contains(found->second.code) ? &found->second : nullptr;
}

bool UnitPlanner::byHand(const Control& control) const {
    return !control.driven() || m_known.unit.link.empty() || m_known.unit.link == "none";
}

bool UnitPlanner::isMute(const Control& control) const { return control.role == Role::Mute && control.mutedCode; }

/// Is it sent, wherever it stands?
bool UnitPlanner::moves(const Control& control) const {
    const ControlValue* wanted = wantedOf(control);
    if (!wanted || wanted->quality == Quality::Unknown || !control.scale.contains(wanted->code)) return false;
    if (byHand(control) || m_known.locked.contains(control.id)) return false;
    const ControlValue* known = knownOf(control);
    return !known || known->quality != Quality::Confirmed || !agrees(control, wanted->code, known->code);
}

/// What decides this one's scale, where that moves; null otherwise.
const Control* UnitPlanner::movingRuler(const Control& control) const {
    const Control* ruler = control.depends.on.empty() ? nullptr : m_profile.control(control.depends.on);
    return ruler && moves(*ruler) ? ruler : nullptr;
}

std::optional<Code> UnitPlanner::rulingNow(const Control& control) const {
    const Control* ruler = control.depends.on.empty() ? nullptr : m_profile.control(control.depends.on);
    const ControlValue* known = ruler ? knownOf(*ruler) : nullptr;
    return known ? std::optional(known->code) : std::nullopt;
}

std::optional<Code> UnitPlanner::rulingWanted(const Control& control) const {
    const Control* ruler = control.depends.on.empty() ? nullptr : m_profile.control(control.depends.on);
    const ControlValue* wanted = ruler ? wantedOf(*ruler) : nullptr;
    return wanted && wanted->quality != Quality::Unknown ? std::optional(wanted->code) : rulingNow(control);
}

// --- Notes ---

void UnitPlanner::noteUnit() {
    const std::string& name = m_known.unit.name;
    if (m_wanted.unitName != name) m_plan.notes.push_back(name + " was called " + m_wanted.unitName + " in this snapshot");
    if (m_wanted.epoch != m_known.unit.epoch) {
        m_plan.notes.push_back(name + " was repaired or replaced since (epoch " + std::to_string(m_wanted.epoch) + " then, " +
                               std::to_string(m_known.unit.epoch) + " now): check by ear");
    }
    const auto unsure = std::count_if(m_wanted.controls.begin(), m_wanted.controls.end(),
                                      [](const ControlValue& value) { return value.quality == Quality::Stale; });
    if (unsure > 0) {
        m_plan.notes.push_back(name + ": " + std::to_string(unsure) + (unsure == 1 ? " value was" : " values were") +
                               " not read back when this snapshot was taken");
    }
}

void UnitPlanner::notePrinted(const Control& control, const ControlValue& wanted) {
    if (m_wanted.profileSha256 == m_profile.sha256) return;
    const std::string today = control.scaleWhen(rulingWanted(control)).textOf(wanted.code);
    if (today == wanted.text) return;
    m_plan.notes.push_back(m_known.unit.name + " " + control.label + ": today's profile prints " + today +
                           " where the snapshot's printed " + wanted.text + "; the same code " + std::to_string(wanted.code) +
                           " is sent");
}

void UnitPlanner::noteUnknownLevel(const Control& control) {
    if (control.role != Role::Level || knownOf(control)) return;
    const bool mutes = std::any_of(m_profile.controls.begin(), m_profile.controls.end(), [&](const Control& other) {
        return isMute(other) && canMuteMeanwhile(other);
    });
    if (mutes) return;
    m_plan.notes.push_back(m_known.unit.name + " " + control.label +
                           " stands nobody knows where and the unit has no mute: it is set last; keep the monitors down");
}

// --- What needs no move ---

void UnitPlanner::settle(const ControlValue& wanted, const std::string& label, Outcome outcome, const std::string& message) {
    ControlOutcome settled;
    settled.unit = m_known.unit.id;
    settled.unitName = m_known.unit.name;
    settled.control = wanted.control;
    settled.wanted = wanted.code;
    const Control* control = m_profile.control(wanted.control);
    const bool fits = control && control->scale.contains(wanted.code);
    settled.wantedText = fits ? control->scaleWhen(rulingWanted(*control)).textOf(wanted.code) : wanted.text;
    settled.outcome = outcome;
    if (control) {
        if (const auto* known = knownOf(*control)) {
            settled.read = known->code;
            settled.readText = control->scaleWhen(rulingNow(*control)).textOf(known->code);
        }
    }
    if (!message.empty()) settled.message = m_known.unit.name + " " + label + ": " + message;
    m_plan.settled.push_back(std::move(settled));
}

bool UnitPlanner::unusable(const Control& control, const ControlValue& wanted) {
    if (wanted.quality == Quality::Unknown) {
        settle(wanted, control.label, Outcome::Skipped, "the snapshot does not know it; it stays as it is");
        return true;
    }
    if (!control.scale.contains(wanted.code)) {
        settle(wanted, control.label, Outcome::Refused, "code " + std::to_string(wanted.code) + " (" + wanted.text +
               " in the snapshot) is outside today's profile and is not sent; set it at the unit");
        return true;
    }
    return false;
}

bool UnitPlanner::settled(const Control& control, const ControlValue& wanted) {
    if (unusable(control, wanted)) return true;
    notePrinted(control, wanted);
    const ControlValue* known = knownOf(control);
    const bool hand = byHand(control);
    const bool isSure = known && known->quality == Quality::Confirmed && (hand || !movingRuler(control));
    if (isSure && agrees(control, wanted.code, known->code)) {
        settle(wanted, control.label, Outcome::Verified, {});
    } else if (known && hand && known->code == wanted.code && known->quality == Quality::ByHand) {
        settle(wanted, control.label, Outcome::ConfirmedByHand, {});
    } else if (known && hand && known->code == wanted.code && known->quality == Quality::BySound) {
        settle(wanted, control.label, Outcome::ConfirmedBySound, {});
    } else if (m_known.locked.contains(control.id)) {
        settle(wanted, control.label, Outcome::Locked, "wanted " + control.scaleWhen(rulingWanted(control)).textOf(wanted.code) +
               (known ? ", stands at " + control.scaleWhen(rulingNow(control)).textOf(known->code) : "") + ", is locked against recall; unlock it to recall it");
    } else {
        return false;
    }
    return true;
}

// --- Mutes ---

bool UnitPlanner::canMuteMeanwhile(const Control& control) const {
    return !byHand(control) && !asksFirst(control) && !m_known.locked.contains(control.id);
}

/// Does anything move that this is to be closed for?
bool UnitPlanner::coversMoves(const Control& mute) const {
    return std::any_of(m_steps.begin(), m_steps.end(), [&](const Step& step) {
        const std::string& by = m_profile.control(step.control)->mutedBy;
        return by.empty() || by == mute.id;
    });
}

/// Transiently muted while anything else on the unit moves; its own wanted value comes last (or first, if that is muted).
void UnitPlanner::planMute(const Control& control, bool moves) {
    const Code muted = *control.mutedCode;
    const ControlValue* known = knownOf(control);
    const ControlValue* wanted = wantedOf(control);
    if (wanted && unusable(control, *wanted)) wanted = nullptr;
    const bool isMuted = known && known->quality == Quality::Confirmed && known->code == muted;
    if (moves && !isMuted && canMuteMeanwhile(control)) {
        if (wanted) notePrinted(control, *wanted);
        if (wanted || known) return muteMeanwhile(control, wanted ? wanted->code : known->code);
        m_plan.notes.push_back(m_known.unit.name + " " + control.label +
                               " stands nobody knows where and is left alone: the unit is not muted while it moves");
    }
    if (moves && !isMuted && m_known.locked.contains(control.id)) {
        m_plan.notes.push_back(m_known.unit.name + " " + control.label + " is locked: the unit is not muted while it moves");
    }
    if (!wanted || settled(control, *wanted)) return;
    m_mutes.push_back(step(control, wanted->code, wanted->code == muted ? Phase::Mute : Phase::Unmute));
}

void UnitPlanner::muteMeanwhile(const Control& control, Code back) {
    const bool staysMuted = back == *control.mutedCode;
    Step mute = step(control, *control.mutedCode, Phase::Mute);
    mute.transient = !staysMuted;
    m_mutes.push_back(std::move(mute));
    if (staysMuted) return;
    Step open = step(control, back, Phase::Unmute);
    open.from = *control.mutedCode;
    open.fromQuality = Quality::Sent;
    open.fromText = control.scale.textOf(*control.mutedCode);
    m_mutes.push_back(std::move(open));
}

// --- Steps ---

Phase UnitPlanner::phaseOf(const Control& control, Code to) const {
    const ControlValue* known = knownOf(control);
    if (control.role == Role::Level) {
        return known && rise(control.scale, known->code, to) < 0 ? Phase::Mute : Phase::LevelsUp;
    }
    const bool switches = control.role == Role::Relay || control.kind == ControlKind::Switch;
    return switches ? Phase::Relays : Phase::Settings;
}

/// What decides another's scale is through before that begins. Levels keep their phase: down first and up last is for the ears.
UnitPlanner::Place UnitPlanner::placeOf(const Control& control, Code to, int depth) const {
    constexpr int kDeepest = 8;
    const Place own{phaseOf(control, to), control.order};
    const Control* ruler = depth < kDeepest ? movingRuler(control) : nullptr;
    if (!ruler || control.role == Role::Level) return own;
    const Place before = placeOf(*ruler, wantedOf(*ruler)->code, depth + 1);
    if (before.first < own.first) return own;
    return {before.first, std::max(own.second, before.second + 1)};
}

Step UnitPlanner::step(const Control& control, Code to, Phase phase) const {
    Step step;
    step.unit = m_known.unit.id;
    step.unitName = m_known.unit.name;
    step.control = control.id;
    step.ruling = rulingWanted(control);
    step.label = control.labelWhen(step.ruling);
    step.order = control.order;
    step.how = byHand(control) ? Step::How::Hand : Step::How::Wire;
    step.phase = phase;
    step.to = to;
    step.toText = control.scaleWhen(step.ruling).textOf(to);
    if (const auto* known = knownOf(control)) {
        step.from = known->code;
        step.fromQuality = known->quality;
        step.fromText = control.scaleWhen(rulingNow(control)).textOf(known->code);
    }
    step.asksFirst = asksFirst(control);
    step.watched = step.how == Step::How::Hand && control.readable() && isWired(m_known);
    step.warning = warning(control, step);
    if (step.how == Step::How::Hand) step.instruction = instruction(control, step);
    return step;
}

std::string UnitPlanner::warning(const Control& control, const Step& step) const {
    if (control.hazard == Hazard::Phantom) return "phantom power";
    if (control.hazard == Hazard::Memory) return "overwrites the unit's memory";
    if (control.hazard == Hazard::Click) return "relay clicks";
    if (step.how == Step::How::Hand && control.isUnusedWhen(step.ruling)) return "does nothing as the rest stands";
    const bool loud = control.hazard == Hazard::Loud;
    if (!loud && control.role != Role::Level) return {};
    if (!step.from) return loud ? "may be loud" : "";
    const double more = rise(control.scale, *step.from, step.to);
    if (more <= 0) return {};
    const bool inDb = control.scale.spec().unit == "dB" && control.scale.valueOf(*step.from) && control.scale.valueOf(step.to);
    if (!loud && !(inDb && more >= kMuchLouderDb)) return {};
    return inDb ? "louder by " + plainNumber(more) + " dB" : "louder";
}

std::string UnitPlanner::instruction(const Control& control, const Step& step) const {
    const bool turns = control.kind == ControlKind::Knob;
    const std::string where = turns ? ", " + clockText(control.scale.angleOf(step.to)) : "";
    const bool stays = step.from == step.to;
    if (stays) return step.label + " stays at " + step.toText + where + ": make sure";
    const std::string from = step.from ? " from " + step.fromText : "";
    return step.label + from + " to " + step.toText + where;
}

}  // namespace detent::recall
