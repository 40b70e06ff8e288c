// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/talking_unit.h"

namespace detent::virt {

std::vector<std::string> TalkingUnit::converse(std::string_view bytes) {
    std::vector<std::string> answers;
    for (const char byte : bytes) {
        const auto request = hear(static_cast<std::uint8_t>(byte));
        if (!request) continue;
        if (!hears()) break;
        std::string answer = obey(*request);
        if (!answer.empty()) answers.push_back(std::move(answer));
    }
    return answers;
}

std::string TalkingUnit::obey(const Request& request) {
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
        dials().turn(dial, request.code);
    }
    if (strikes(UnitFault::Kind::AnswerOther)) slip(dial);
    return request.kind == Request::Kind::Set ? doneWith(dial) : toldOf(dial);
}

}  // namespace detent::virt
