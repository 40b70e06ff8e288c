// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/rack_reader.h"

#include <algorithm>

namespace detent::recall {

namespace {

constexpr int kDumps = 3;
constexpr int kAgreeing = 2;  // of readings that could be damaged unseen

std::vector<std::string> dumpsOf(const profiles::Profile& profile) {
    if (!profile.dumpMessages.empty() || profile.dumpMessage.empty()) return profile.dumpMessages;
    return {profile.dumpMessage};
}

}  // namespace

std::vector<ControlOutcome> RackReader::read(const std::vector<std::size_t>& units) {
    std::vector<std::size_t> open;
    std::copy_if(units.begin(), units.end(), std::back_inserter(open),
                 [&](std::size_t unit) { return m_board.isOpen(unit); });
    for (int i = 0; i < kDumps; ++i) askForDumps(open);
    for (const std::size_t unit : open) readOneByOne(unit);
    m_board.run();
    m_knowledge.tell();
    std::vector<ControlOutcome> outcomes;
    for (const std::size_t unit : open) {
        for (const profiles::Control& control : m_knowledge.units()[unit].profile->controls) {
            const auto found = m_ended[unit].find(control.id);
            if (found != m_ended[unit].end()) outcomes.push_back(found->second);
        }
    }
    return outcomes;
}

/// The readable controls that are not yet sure.
std::set<std::string> RackReader::toRead(std::size_t unit) const {
    std::set<std::string> controls;
    const auto ended = m_ended.find(unit);
    for (const profiles::Control& control : m_knowledge.units()[unit].profile->controls) {
        const bool isSure = ended != m_ended.end() && ended->second.contains(control.id);
        if (control.readable() && !isSure) controls.insert(control.id);
    }
    return controls;
}

/// Once, and again where the dump told something that two readings must agree on.
bool RackReader::needsDump(std::size_t unit) const {
    if (m_knowledge.units()[unit].profile->dumpMessage.empty() || !m_board.isOpen(unit) || m_board.cancelled()) return false;
    const auto heard = m_heard.find(unit);
    if (heard == m_heard.end()) return true;
    const auto left = toRead(unit);
    return std::any_of(heard->second.begin(), heard->second.end(),
                       [&](const auto& said) { return left.contains(said.first); });
}

/// What is still to be read and this message of the dump tells; all of it where no control names the message.
std::set<std::string> RackReader::expectedOf(std::size_t unit, const std::string& message) const {
    const profiles::Profile& profile = *m_knowledge.units()[unit].profile;
    const auto asksBy = [&](const profiles::Control& control) { return control.getMessage == message; };
    std::set<std::string> expected = toRead(unit);
    if (std::any_of(profile.controls.begin(), profile.controls.end(), asksBy))
        std::erase_if(expected, [&](const std::string& id) { return !asksBy(*profile.control(id)); });
    return expected;
}

void RackReader::askForDumps(const std::vector<std::size_t>& units) {
    std::vector<std::pair<std::size_t, std::shared_ptr<Request>>> asked;
    for (const std::size_t unit : units) {
        if (!needsDump(unit)) continue;
        const KnownUnit& known = m_knowledge.units()[unit];
        for (const std::string& message : dumpsOf(*known.profile)) {
            const auto expected = expectedOf(unit, message);
            if (expected.empty()) continue;
            asked.emplace_back(unit, std::make_shared<Request>(known.profile, known.unit.params, message, 0, expected));
            m_board.call(unit, asked.back().second);
        }
    }
    if (asked.empty()) return;
    m_board.run();
    for (const auto& [unit, request] : asked) take(unit, request->readings());
}

void RackReader::take(std::size_t unit, const std::vector<profiles::Reading>& readings) {
    Heard& heard = m_heard[unit];
    for (const profiles::Reading& reading : readings) {
        const bool isSure = reading.isProtected || ++heard[reading.control][reading.code] >= kAgreeing;
        if (!isSure) continue;
        m_knowledge.learn(unit, reading.control, reading.code, Quality::Confirmed);
        end(unit, reading.control, Outcome::Verified, {}, reading.code);
    }
}

void RackReader::readOneByOne(std::size_t unit) {
    std::vector<Task> tasks;
    const auto left = toRead(unit);
    for (const profiles::Control& control : m_knowledge.units()[unit].profile->controls) {
        if (left.contains(control.id)) tasks.push_back({.control = control.id});
    }
    if (tasks.empty()) return;
    const KnownUnit& known = m_knowledge.units()[unit];
    const auto run = std::make_shared<Run>(known.profile, known.unit.params, tasks);
    m_board.call(unit, run, [this, unit, tasks, talk = run.get()] {
        for (const std::size_t i : talk->takeEnded()) {
            const TaskResult& result = talk->results()[i];
            m_knowledge.conclude(unit, tasks[i], result);
            end(unit, tasks[i].control, result.outcome, result.message, result.read);
        }
    });
}

void RackReader::end(std::size_t unit, const std::string& control, Outcome outcome, const std::string& message,
                     std::optional<Code> read) {
    const ControlValue* known = m_knowledge.value(unit, control);
    const KnownUnit& of = m_knowledge.units()[unit];
    const Code wanted = read ? *read : known ? known->code : of.profile->control(control)->defaultCode;
    m_ended[unit].insert_or_assign(control, outcomeOf(of, control, wanted, outcome, message, read));
}

}  // namespace detent::recall
