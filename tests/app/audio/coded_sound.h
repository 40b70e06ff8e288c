// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/dsp/sounds.h"

#include <cstdint>

namespace detent::test {

/// A sound that tells at every frame which frame it is: noise-like, within +-0.5, never 0, exact in float.
inline float codedSample(unsigned voice, unsigned channel, std::int64_t frame) {
    auto x = static_cast<std::uint32_t>(frame) * 2654435761U + voice * 40503U + channel * 977U;
    x ^= x >> 15;
    x *= 2246822519U;
    x ^= x >> 13;
    return static_cast<float>(2 * static_cast<int>(x % 32768U) + 1) / 65536.0F - 0.5F;
}

inline dsp::AudioBuffer codedSound(unsigned voice, std::size_t frames) {
    dsp::AudioBuffer audio(2, frames);
    for (unsigned c = 0; c < 2; ++c) {
        for (std::size_t n = 0; n < frames; ++n)
            audio.channel(static_cast<int>(c))[n] = codedSample(voice, c, static_cast<std::int64_t>(n));
    }
    return audio;
}

}  // namespace detent::test
