// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/engine.h"
#include "tests/app/audio/step_backend.h"

namespace detent::test {

using Stereo = std::vector<std::vector<float>>;

inline constexpr int kGate = 240, kFade = 960;  // 5 and 20 ms at 48 kHz

inline void append(Stereo& to, const Stereo& block) {
    to.resize(2);
    for (std::size_t c = 0; c < 2; ++c) to[c].insert(to[c].end(), block[c].begin(), block[c].end());
}

/// An engine on a device that the test turns.
struct Bench {
    explicit Bench(double rateHz = 48000, int buffer = 256, int cable = 0)
        : owned(std::make_unique<StepBackend>(cable)), device(owned.get()), engine(std::move(owned)) {
        const auto opened = engine.open({"step", rateHz, buffer, 8, 8});
        Q_ASSERT(opened.ok());
    }
    /// `frames` in blocks of `block`, each as soon as the reader has it.
    Stereo run(int frames, int block = 256) {
        Stereo all(2);
        for (int done = 0; done < frames; done += block) append(all, device->step(block));
        return all;
    }
    /// Until playing has ended and the gate has closed.
    Stereo runToEnd(int block = 256) {
        Stereo all(2);
        while (engine.status().playing) append(all, device->step(block));
        append(all, device->step(kGate));
        return all;
    }
    Stereo playFrom(std::int64_t frame, int frames) {
        engine.locate(frame);
        engine.play();
        return run(frames);
    }

    std::unique_ptr<StepBackend> owned;
    StepBackend* device;
    audio::Engine engine;
};

}  // namespace detent::test
