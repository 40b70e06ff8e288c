// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/dialled_unit.h"

namespace detent::virt {

std::vector<std::string> DialledUnit::receive(std::string_view bytes) {
    std::vector<std::string> answers;
    const std::uint64_t before = m_dials->version();
    bool hangsUp = false;
    {
        const std::lock_guard lock(m_mutex);
        answers = converse(bytes);
        hangsUp = std::exchange(m_hangsUp, false);
    }
    if (m_dials->version() != before) tellChange();
    const std::lock_guard lock(m_lineMutex);
    if (hangsUp && m_line.hangUp) m_line.hangUp();
    return answers;
}

std::vector<std::string> DialledUnit::greet() {
    std::string message = greeting();
    if (message.empty()) return {};
    return {std::move(message)};
}

bool DialledUnit::hears() {
    ++m_heard;
    m_hangsUp = strikes(UnitFault::Kind::CloseLink);
    return !m_hangsUp;
}

void DialledUnit::slip(std::size_t dial) {
    const auto& scale = m_dials->control(dial).scale;
    const Code now = m_dials->code(dial);
    const Code next = scale.stepped(now, 1);
    m_dials->turn(dial, next != now ? next : scale.stepped(now, -1));
}

bool DialledUnit::strikes(UnitFault::Kind kind) {
    if (m_fault.kind != kind || m_heard <= m_fault.afterMessages) return false;
    m_fault = {};
    return true;
}

void DialledUnit::setFault(UnitFault fault) {
    const std::lock_guard lock(m_mutex);
    m_fault = fault;
    m_heard = 0;
}

std::map<std::string, Code> DialledUnit::settings() const {
    std::map<std::string, Code> all;
    for (std::size_t dial = 0; dial < m_dials->count(); ++dial) all[m_dials->control(dial).id] = m_dials->code(dial);
    return all;
}

void DialledUnit::turn(std::string_view control, Code code) {
    const std::size_t dial = m_dials->find(control);
    if (dial == m_dials->count() || !handsMayTurn() || !m_dials->turn(dial, code)) return;
    {
        const std::lock_guard lock(m_lineMutex);
        const std::string message = unaskedOf(dial);
        if (m_line.say && !message.empty()) m_line.say(message);
    }
    tellChange();
}

void DialledUnit::connect(UnitLine line) {
    const std::lock_guard lock(m_lineMutex);
    m_line = std::move(line);
    const std::string message = m_line.say ? greeting() : std::string();
    if (!message.empty()) m_line.say(message);
}

void DialledUnit::tellChange() {
    if (m_onChange) m_onChange();
}

}  // namespace detent::virt
