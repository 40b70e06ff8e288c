// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/panel_watch.h"

#include "recall/run/verify.h"

#include <algorithm>

namespace detent::recall {

namespace {

constexpr SteadyMs kReadEveryMs = 200;  // soon enough for a hand on a knob

}  // namespace

bool PanelWatch::takes(const Step& step, std::size_t unit) const {
    return m_tell && step.watched && !step.asksFirst && m_board.isOpen(unit);
}

void PanelWatch::add(std::size_t index, const Step& step, std::size_t unit) {
    m_entries.push_back({index, unit, {step, {}, {}}});
    m_changed = true;
}

/// Where its panel stands, as last read or as the unit said by itself.
void PanelWatch::look(Entry& entry) const {
    const ControlValue* value = m_knowledge.value(entry.unit, entry.watched.step.control);
    const bool sure = value && value->quality == Quality::Confirmed;
    entry.watched.reads = sure ? std::optional(value->code) : std::nullopt;
    entry.watched.readsText = sure ? value->text : std::string();
}

bool PanelWatch::endsNow(const Entry& entry) {
    const Step& step = entry.watched.step;
    const KnownUnit& unit = m_knowledge.units()[entry.unit];
    if (!m_board.isOpen(entry.unit)) {
        end(entry, Outcome::Uncertain,
            "wanted " + step.toText + "; " + m_board.whyClosed(entry.unit) + " and recall once more");
    } else if (entry.watched.reads && agrees(*unit.profile->control(step.control), step.to, *entry.watched.reads)) {
        end(entry, Outcome::Verified, {});
    } else {
        return false;
    }
    return true;
}

void PanelWatch::end(const Entry& entry, Outcome outcome, const std::string& message) {
    m_changed = true;
    m_ended(entry.index, outcome, message, entry.watched.reads);
}

bool PanelWatch::goOn() {
    for (Entry& entry : m_entries) {
        const auto before = entry.watched.reads;
        look(entry);
        m_changed = m_changed || before != entry.watched.reads;
    }
    std::erase_if(m_entries, [&](const Entry& entry) { return endsNow(entry); });
    if (std::exchange(m_changed, false)) {
        std::vector<Watched> wrong;
        for (const Entry& entry : m_entries) wrong.push_back(entry.watched);
        m_tell(wrong);
    }
    std::set<std::size_t> units;
    for (const Entry& entry : m_entries) units.insert(entry.unit);
    for (const std::size_t unit : units) {
        if (m_reading.contains(unit)) continue;
        if (m_board.now() >= m_nextReadAt[unit])
            read(unit);
        else
            m_board.wakeBy(m_nextReadAt[unit]);
    }
    return !m_entries.empty();
}

void PanelWatch::read(std::size_t unit) {
    std::vector<Task> tasks;
    for (const Entry& entry : m_entries) {
        if (entry.unit == unit)
            tasks.push_back({.control = entry.watched.step.control, .ruling = entry.watched.step.ruling});
    }
    const KnownUnit& known = m_knowledge.units()[unit];
    const auto run = std::make_shared<Run>(known.profile, known.unit.params, tasks);
    m_reading.insert(unit);
    m_board.callAside(unit, run, [this, unit, tasks, talk = run.get()] {
        for (const std::size_t i : talk->takeEnded()) m_knowledge.conclude(unit, tasks[i], talk->results()[i]);
        if (!talk->done()) return;
        m_reading.erase(unit);
        m_nextReadAt[unit] = m_board.now() + kReadEveryMs;
    });
}

void PanelWatch::leave(const UnitId& unit, const std::string& control) {
    std::erase_if(m_entries, [&](const Entry& entry) {
        const Step& step = entry.watched.step;
        const bool meant = step.unit == unit && step.control == control;
        if (meant) end(entry, Outcome::Skipped, "wanted " + step.toText + "; left as it is");
        return meant;
    });
}

void PanelWatch::leaveAll(const std::string& why) {
    for (const Entry& entry : std::exchange(m_entries, {}))
        end(entry, Outcome::Skipped, "wanted " + entry.watched.step.toText + "; " + why);
}

}  // namespace detent::recall
