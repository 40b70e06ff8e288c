// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Codec where a control is set by steps alone: down to its first position, wherever it stood, and up from there.
#include "hardware-profiles/codec/codec.h"

#include <algorithm>

namespace detent::profiles {
namespace {

Code firstOf(const Scale& scale) {
    return scale.stepped(scale.minCode(), -scale.count());
}

/// From the first position to this one.
std::int64_t stepsTo(const Scale& scale, Code code) {
    std::int64_t steps = 0;
    while (steps < scale.count() && scale.stepped(firstOf(scale), steps) != code) ++steps;
    return steps;
}

}  // namespace

Result<std::vector<WireMessage>> Codec::bySteps(const Control& control, Code code) const {
    const Message& message = *m_profile->message(control.setMessage);
    if (message.up.isEmpty()) return std::vector<WireMessage>();
    const std::pair<const MessageTemplate*, std::int64_t> ways[] = {{&message.down, control.scale.count() - 1},
                                                                    {&message.up, stepsTo(control.scale, code)}};
    std::vector<WireMessage> out;
    for (const auto& [pattern, count] : ways) {
        auto step = writtenAs(*pattern, {fieldsFor(&control, std::nullopt)});
        if (!step) return step.problem();
        const int gapMs = std::max(m_profile->timing.gapMs, message.gapMs);
        out.insert(out.end(), static_cast<std::size_t>(count), WireMessage{*step, gapMs});
    }
    return out;
}

std::vector<Reading> Codec::meantBySteps(const Message& message, const std::vector<const Control*>& users,
                                         std::string_view frame) const {
    std::vector<Reading> readings;
    for (const Control* control : users) {
        for (std::int64_t steps = 0; steps < control->scale.count(); ++steps) {
            const Code code = control->scale.stepped(firstOf(control->scale), steps);
            const auto wire = set(control->id, code);
            std::string all;
            for (const WireMessage& one : wire ? *wire : std::vector<WireMessage>()) all += one.bytes;
            if (message.up.coding() == MessageTemplate::Coding::Text && !all.empty())
                all.resize(all.size() - m_profile->framing.sendEnd.size());
            if (all == frame) readings.push_back({control->id, code, false});
        }
    }
    return readings;
}

}  // namespace detent::profiles
