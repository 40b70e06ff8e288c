// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What holds a unit's session together.
#include "recall/run/switchboard.h"

#include <algorithm>

namespace detent::recall {

const profiles::Session& Switchboard::session(std::size_t unit) const {
    return m_knowledge.units()[unit].profile->session;
}

namespace {

/// Does the unit forget what it was told at the beginning, when it starts anew?
bool hasSession(const profiles::Profile& profile) {
    const auto subscribes = [](const profiles::Control& control) { return !control.subscribeMessage.empty(); };
    return !profile.session.hello.empty() || !profile.session.subscribe.empty() ||
           std::any_of(profile.controls.begin(), profile.controls.end(), subscribes);
}

}  // namespace

/// Has the unit ended its session by itself, because nothing was sent for too long, or may it have started anew?
bool Switchboard::isExpired(std::size_t unit) const {
    const Line& line = m_lines[unit];
    if (line.up && line.stumbled && hasSession(*m_knowledge.units()[unit].profile)) return true;
    const SteadyMs lostAfterMs = session(unit).lostAfterMs;
    if (!line.up || lostAfterMs <= 0) return false;
    const auto spoke = m_sockets[*line.socket].port->spokeAt(unit);
    return spoke && now() - *spoke >= lostAfterMs;
}

std::shared_ptr<Request> Switchboard::ask(std::size_t unit, const std::vector<std::string>& messages) {
    const KnownUnit& known = m_knowledge.units()[unit];
    std::vector<Request::Question> questions;
    for (const std::string& id : messages) questions.push_back({id, true});
    return std::make_shared<Request>(known.profile, known.unit.params, std::move(questions), 0);
}

void Switchboard::keepAlive() {
    for (std::size_t unit = 0; unit < m_lines.size(); ++unit) {
        Line& line = m_lines[unit];
        if (!line.up || session(unit).keepAlive.empty() || session(unit).keepAliveMs <= 0) continue;
        if (line.keeping && !line.keeping->done()) continue;
        Port& port = *m_sockets[*line.socket].port;
        const SteadyMs due = port.spokeAt(unit).value_or(0) + session(unit).keepAliveMs;
        if (now() < due) {
            wakeBy(due);
            continue;
        }
        line.keeping = ask(unit, {session(unit).keepAlive});
        callAside(unit, line.keeping);
        port.advance(now());
    }
}

/// Shuts the panels of these units out, or lets them in again, as far as they can be told to.
void Switchboard::lockPanels(const std::vector<std::size_t>& units, bool locks) {
    for (const std::size_t unit : units) {
        const std::string& message = locks ? session(unit).lock : session(unit).unlock;
        if (m_lines[unit].up && !message.empty()) call(unit, ask(unit, {message}));
    }
    if (!busy()) return;
    m_heeds = locks;
    run();
    m_heeds = true;
}

void Switchboard::sayGoodbye() {
    for (std::size_t unit = 0; unit < m_lines.size(); ++unit) {
        const bool isOwed = m_lines[unit].up && !session(unit).bye.empty() && !isExpired(unit);
        if (isOwed) call(unit, ask(unit, session(unit).bye));
    }
    if (!busy()) return;
    m_heeds = false;
    run();
}

}  // namespace detent::recall
