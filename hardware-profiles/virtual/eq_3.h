// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/talking_unit.h"

namespace detent::virt {

/// The dials of an EQ-3, in the order of its panel.
struct Eq3Dial {
    enum : std::size_t { Gain, Freq, PerBand, Bands = 3, Trim = PerBand * Bands, In, Mute, Count };
    static constexpr std::size_t gain(std::size_t band) { return band * PerBand + Gain; }
    static constexpr std::size_t freq(std::size_t band) { return band * PerBand + Freq; }
};

/// docs/protocols/eq-3.md: lines on a serial port.
Result<std::unique_ptr<VirtualUnit>> makeEq3(const profiles::ProfilePtr& profile,
                                             const std::map<std::string, Code>& settings);

}  // namespace detent::virt
