// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Units that were away and come back by themselves.
#include "recall/run/switchboard.h"

namespace detent::recall {

void Switchboard::comeBack() {
    for (Socket& socket : m_sockets) {
        if (socket.port) socket.port->advance(now());
    }
    for (std::size_t unit = 0; unit < m_lines.size(); ++unit) {
        const Line& line = m_lines[unit];
        if (line.up || !line.comesBack) continue;
        if (line.asked && line.asked->done())
            welcome(unit);
        else if (!line.asked && now() >= line.lookAt)
            lookFor(unit);
    }
    keepAlive();
    m_knowledge.tell();
}

void Switchboard::lookFor(std::size_t unit) {
    Line& line = m_lines[unit];
    const auto plugged = plug(unit, false);
    if (!plugged) return stayAway(unit, plugged.problem());
    if (!*plugged || !line.socket) return;
    line.asked = askWho(unit);
    Port& port = *m_sockets[*line.socket].port;
    port.advance(now());
    if (line.asked->done()) welcome(unit);
}

void Switchboard::welcome(std::size_t unit) {
    Line& line = m_lines[unit];
    const auto asked = std::exchange(line.asked, {});
    if (const auto problem = identityFault(unit, *asked)) {
        stayAway(unit, *problem);
        line.lookAt += kAskAgainMs;
        return;
    }
    line.up = true;
    line.stumbled = false;
    line.told.clear();
    if (m_told.linkChanged) m_told.linkChanged(unit, true, {});
}

/// Says why, once. A link that cannot be is not looked for.
void Switchboard::stayAway(std::size_t unit, const Problem& why) {
    drop(unit, why);
    Line& line = m_lines[unit];
    line.comesBack = why.fault != Fault::Usage;
    if (why.fault == Fault::Cancelled || line.told == why.what) return;
    line.told = why.what;
    if (m_told.linkChanged) m_told.linkChanged(unit, false, why.text());
}

}  // namespace detent::recall
