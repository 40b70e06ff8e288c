// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/knowledge.h"

#include "recall/run/verify.h"

#include <algorithm>

namespace detent::recall {

namespace {

bool byWire(Quality quality) {
    return quality == Quality::Confirmed || quality == Quality::Sent;
}

}  // namespace

Knowledge::Knowledge(std::vector<KnownUnit> units, std::function<UtcMs()> clock, Learned learned)
    : m_units(std::move(units)), m_clock(std::move(clock)), m_learned(std::move(learned)) {
    for (KnownUnit& unit : m_units) {
        for (auto& [control, value] : unit.values) {
            if (byWire(value.quality)) value.quality = Quality::Stale;
        }
    }
}

std::optional<std::size_t> Knowledge::indexOf(const UnitId& unit) const {
    for (std::size_t i = 0; i < m_units.size(); ++i) {
        if (m_units[i].unit.id == unit) return i;
    }
    return {};
}

std::vector<std::size_t> Knowledge::indicesOf(const std::vector<UnitId>& only) const {
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < m_units.size(); ++i) {
        if (only.empty() || std::find(only.begin(), only.end(), m_units[i].unit.id) != only.end()) indices.push_back(i);
    }
    return indices;
}

const ControlValue* Knowledge::value(std::size_t unit, const std::string& control) const {
    const auto found = m_units[unit].values.find(control);
    return found == m_units[unit].values.end() ? nullptr : &found->second;
}

void Knowledge::learn(std::size_t unit, const std::string& controlId, Code code, Quality quality) {
    const auto& profile = m_units[unit].profile;
    const profiles::Control* control = profile ? profile->control(controlId) : nullptr;
    if (!control || !control->scale.contains(code)) return;
    const profiles::Scale& scale = scaleNow(m_units[unit], *control);
    keep(unit, {controlId, code, scale.valueOf(code), scale.textOf(code), quality, m_clock()});
}

void Knowledge::conclude(std::size_t unit, const Task& task, const TaskResult& result) {
    if (result.read) return learn(unit, task.control, *result.read, Quality::Confirmed);
    if (result.outcome == Outcome::SentOnly) return learn(unit, task.control, *task.to, Quality::Sent);
    const ControlValue* before = value(unit, task.control);
    const bool silent = result.outcome == Outcome::TimedOut || result.outcome == Outcome::Uncertain;
    if (!before || !(result.sent || (silent && before->quality == Quality::Confirmed))) return;
    ControlValue after = *before;
    after.quality = result.sent ? qualityAfter(result.outcome) : Quality::Stale;
    keep(unit, std::move(after));
}

void Knowledge::doubt(std::size_t unit, Quality now) {
    const auto values = m_units[unit].values;
    for (const auto& [control, value] : values) {
        const bool worse = byWire(value.quality) || (now == Quality::Unknown && value.quality == Quality::Stale);
        if (!worse) continue;
        ControlValue doubted = value;
        doubted.quality = now;
        keep(unit, std::move(doubted));
    }
}

void Knowledge::keep(std::size_t unit, ControlValue value) {
    m_untold[unit].insert_or_assign(value.control, value);
    m_units[unit].values.insert_or_assign(value.control, std::move(value));
}

void Knowledge::tell() {
    const auto untold = std::exchange(m_untold, {});
    if (!m_learned) return;
    for (const auto& [unit, byControl] : untold) {
        std::vector<ControlValue> values;
        for (const auto& [control, value] : byControl) values.push_back(value);
        m_learned(m_units[unit].unit.id, values);
    }
}

ControlValue asKept(ControlValue value, UtcMs now) {
    constexpr UtcMs kWordHoldsMs = 12 * 60 * 60 * 1000;
    const bool isWord = value.quality == Quality::ByHand || value.quality == Quality::BySound;
    if (byWire(value.quality) || (isWord && now - value.timeMs > kWordHoldsMs)) value.quality = Quality::Stale;
    return value;
}

const profiles::Scale& scaleNow(const KnownUnit& unit, const profiles::Control& control) {
    const auto ruler = unit.values.find(control.depends.on);
    const bool isKnown = ruler != unit.values.end() && ruler->second.quality != Quality::Unknown;
    return control.scaleWhen(isKnown ? std::optional(ruler->second.code) : std::nullopt);
}

profiles::KnownCodes standing(const KnownUnit& unit) {
    profiles::KnownCodes codes;
    for (const auto& [control, value] : unit.values) {
        if (byWire(value.quality)) codes.emplace(control, value.code);
    }
    return codes;
}

bool isWired(const KnownUnit& unit) {
    const bool speaks = unit.profile && unit.profile->transport != profiles::Transport::None;
    return speaks && !unit.unit.retired && !unit.unit.link.empty() && unit.unit.link != "none";
}

ControlOutcome outcomeOf(const KnownUnit& unit, const std::string& controlId, Code wanted, Outcome outcome,
                         const std::string& message, std::optional<Code> read) {
    const profiles::Control* control = unit.profile ? unit.profile->control(controlId) : nullptr;
    const auto text = [&](Code code) { return control ? scaleNow(unit, *control).textOf(code) : "code " + std::to_string(code); };
    ControlOutcome result;
    result.unit = unit.unit.id;
    result.unitName = unit.unit.name;
    result.control = controlId;
    result.wanted = wanted;
    result.wantedText = text(wanted);
    result.read = read;
    if (read) result.readText = text(*read);
    result.outcome = outcome;
    if (!message.empty()) result.message = unit.unit.name + " " + (control ? control->label : controlId) + ": " + message;
    return result;
}

}  // namespace detent::recall
