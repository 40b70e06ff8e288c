// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/talking_unit.h"

namespace detent::virt {

std::vector<std::string> TalkingUnit::receive(std::string_view bytes) {
    std::vector<std::string> answers;
    const std::uint64_t before = m_dials->version();
    bool hangsUp = false;
    {
        const std::lock_guard lock(m_mutex);
        for (const char byte : bytes) {
            const auto request = hear(static_cast<std::uint8_t>(byte));
            if (!request) continue;
            std::string answer = obey(*request);
            if (!answer.empty()) answers.push_back(std::move(answer));
            if (m_hangsUp) break;
        }
        hangsUp = std::exchange(m_hangsUp, false);
    }
    if (m_dials->version() != before) tellChange();
    const std::lock_guard lock(m_lineMutex);
    if (hangsUp && m_line.hangUp) m_line.hangUp();
    return answers;
}

std::string TalkingUnit::obey(const Request& request) {
    ++m_heard;
    if (strikes(UnitFault::Kind::CloseLink)) {
        m_hangsUp = true;
        return {};
    }
    std::string answer = answerTo(request);
    if (answer.size() < 3 || strikes(UnitFault::Kind::LoseReply)) return {};
    if (strikes(UnitFault::Kind::CorruptReply)) answer[answer.size() - 3] ^= 0x20;  // no digit, and no checksum, stays true
    return answer;
}

std::string TalkingUnit::answerTo(const Request& request) {
    const std::size_t dial = request.dial;
    if (request.kind == Request::Kind::Other) return request.answer;
    if (request.kind == Request::Kind::Set) {
        if (strikes(UnitFault::Kind::RefuseValue)) return lockedAt(dial);
        m_dials->turn(dial, request.code);
    }
    if (strikes(UnitFault::Kind::AnswerOther)) slip(dial);
    return request.kind == Request::Kind::Set ? doneWith(dial) : toldOf(dial);
}

void TalkingUnit::slip(std::size_t dial) {
    const auto& scale = m_dials->control(dial).scale;
    const Code now = m_dials->code(dial);
    const Code next = scale.stepped(now, 1);
    m_dials->turn(dial, next != now ? next : scale.stepped(now, -1));
}

bool TalkingUnit::strikes(UnitFault::Kind kind) {
    if (m_fault.kind != kind || m_heard <= m_fault.afterMessages) return false;
    m_fault = {};
    return true;
}

void TalkingUnit::setFault(UnitFault fault) {
    const std::lock_guard lock(m_mutex);
    m_fault = fault;
    m_heard = 0;
}

std::map<std::string, Code> TalkingUnit::settings() const {
    std::map<std::string, Code> all;
    for (std::size_t dial = 0; dial < m_dials->count(); ++dial) all[m_dials->control(dial).id] = m_dials->code(dial);
    return all;
}

void TalkingUnit::turn(std::string_view control, Code code) {
    const std::size_t dial = m_dials->find(control);
    if (dial == m_dials->count() || !m_dials->turn(dial, code)) return;
    {
        const std::lock_guard lock(m_lineMutex);
        const std::string message = unaskedOf(dial);
        if (m_line.say && !message.empty()) m_line.say(message);
    }
    tellChange();
}

void TalkingUnit::connect(UnitLine line) {
    const std::lock_guard lock(m_lineMutex);
    m_line = std::move(line);
}

void TalkingUnit::tellChange() {
    if (m_onChange) m_onChange();
}

}  // namespace detent::virt
