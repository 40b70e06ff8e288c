// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/model/ids.h"

#include <chrono>
#include <cstdio>

namespace detent::recall {

namespace {

// RFC 9562, 6.2 method 1: the twelve bits after the version count within a millisecond, from a random start that leaves room.
constexpr std::uint32_t counterEnd = 0x1000;
constexpr std::uint32_t counterStartMask = 0x7FF;

}  // namespace

std::string utcText(UtcMs time) {
    using namespace std::chrono;
    const sys_time<milliseconds> instant{milliseconds(time)};
    const auto day = floor<days>(instant);
    const year_month_day date{day};
    const hh_mm_ss clock{instant - day};
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()));
    return text;
}

IdMaker::IdMaker(std::function<UtcMs()> clock, std::uint64_t seed) : m_clock(std::move(clock)), m_random(seed) {}

std::string IdMaker::next() {
    const UtcMs now = m_clock();
    if (now > m_lastMs) {
        m_lastMs = now;
        m_counter = static_cast<std::uint32_t>(m_random()) & counterStartMask;
    } else if (++m_counter == counterEnd) {  // a full millisecond, or a clock set back: borrow from the next one
        ++m_lastMs;
        m_counter = static_cast<std::uint32_t>(m_random()) & counterStartMask;
    }
    const auto time = static_cast<std::uint64_t>(m_lastMs) & 0xFFFFFFFFFFFFU;
    const std::uint64_t tail = (m_random() & 0x3FFFFFFFFFFFFFFFU) | 0x8000000000000000U;
    char text[48];  // 36 characters; room for what the compiler thinks these numbers could be
    std::snprintf(text, sizeof text, "%08x-%04x-%04x-%04x-%012llx", static_cast<unsigned>(time >> 16U),
                  static_cast<unsigned>(time & 0xFFFFU), 0x7000U | m_counter, static_cast<unsigned>(tail >> 48U),
                  static_cast<unsigned long long>(tail & 0xFFFFFFFFFFFFU));
    return text;
}

}  // namespace detent::recall
