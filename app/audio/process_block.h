// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace detent::audio {

/// One block of audio, planar, on one frame counter for both directions. `in` holds what arrived while the previous block
/// played; `out` is zeroed beforehand.
struct Block {
    const float* const* in = nullptr;
    float* const* out = nullptr;
    int inChannels = 0, outChannels = 0, frames = 0;
    bool xrun = false;  ///< the driver lost samples before this block
};

/// What a backend calls. [audio-thread]
class Callback {
public:
    virtual ~Callback() = default;
    virtual void process(const Block& block) noexcept = 0;
    /// Free-running backends ask before each block whether the callback can go on (its rings are fed); real ones never ask.
    virtual bool ready(int) const noexcept { return true; }
};

}  // namespace detent::audio
