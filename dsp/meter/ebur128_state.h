// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/audio_buffer.h"

#include <ebur128.h>
#include <memory>
#include <optional>
#include <vector>

namespace detent::dsp {

/// libebur128 with our types; private to the sources of dsp/meter.
class Ebur128 {
public:
    Ebur128(double sampleRateHz, int channelCount, int mode);
    void add(const AudioView& audio);

    std::optional<double> integrated() const { return read(ebur128_loudness_global); }
    std::optional<double> momentary() const { return read(ebur128_loudness_momentary); }
    std::optional<double> shortTerm() const { return read(ebur128_loudness_shortterm); }
    std::optional<double> range() const { return read(ebur128_loudness_range); }

private:
    std::optional<double> read(int (*what)(ebur128_state*, double*)) const;

    struct Free {
        void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
    };
    std::unique_ptr<ebur128_state, Free> m_state;
    std::vector<float> m_interleaved;
};

}  // namespace detent::dsp
