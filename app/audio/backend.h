// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace detent::audio {

// The threads of app/audio, once for all its files:
//   [main-thread]   the thread that made the object; opens, closes, posts commands, takes reports
//   [audio-thread]  the backend's callback: never allocates, frees, locks, logs, throws, touches a file or Qt
//   [reader-thread], [writer-thread]  files <-> rings; never touch the callback's state
//   [any-thread]    said where true
// Debug builds assert the tags; tests/app/audio counts allocations inside the callback for every command.

/// One block of audio, planar, on one frame counter for both directions. `in` holds what arrived while the previous block
/// played; `out` is zeroed beforehand.
struct Block {
    const float* const* in = nullptr;
    float* const* out = nullptr;
    int inChannels = 0, outChannels = 0, frames = 0;
    bool xrun = false;             ///< the driver lost samples before this block
};

/// What a backend calls. [audio-thread]
class Callback {
public:
    virtual ~Callback() = default;
    virtual void process(const Block& block) noexcept = 0;
    /// Free-running backends ask before each block whether the callback can go on (its rings are fed); real ones never ask.
    virtual bool ready(int) const noexcept { return true; }
};

struct DeviceInfo {
    std::string name;
    int inputs = 0, outputs = 0;
    std::vector<double> ratesHz;
    bool oneClock = true;          ///< false: playing and capturing run on separate clocks; prints are refused
};

struct DeviceConfig {
    std::string device;            ///< a DeviceInfo name; "virtual" for none
    double sampleRateHz = 48000;
    int bufferFrames = 256;
    int inputs = 2, outputs = 2;   ///< channels to open, from the first
};

/// What was given, which may differ from what was asked.
struct OpenedDevice {
    double sampleRateHz = 0;
    int bufferFrames = 0, inputs = 0, outputs = 0;
    std::string api;               ///< "JACK", "ALSA", "PulseAudio", "virtual"
};

/// An audio device. [main-thread] for all methods.
class Backend {
public:
    virtual ~Backend() = default;
    /// Errors: Fault::Device: unknown name (lists those there are), rate not offered, busy.
    virtual Result<OpenedDevice> open(const DeviceConfig& config) = 0;
    /// `callback` outlives stop(). Errors: Fault::Device.
    virtual Result<void> start(Callback& callback) = 0;
    /// After it returns the callback is not called again.
    virtual void stop() = 0;
    virtual std::vector<DeviceInfo> devices() = 0;
    /// The device went away or its clock stopped; text for a person, empty while all is well. [any-thread]
    virtual std::string lost() const { return {}; }
};

/// RtAudio: JACK, ALSA, PulseAudio, whichever answers. The one file that knows RtAudio.
std::unique_ptr<Backend> makeRtAudioBackend();

/// No sound card: calls the callback from a thread of its own, in real time or as fast as it can (`ready` paces it).
/// Its input is its output (plain wire) delayed by `wireDelayFrames` whole frames.
enum class Pace { RealTime, Free };
std::unique_ptr<Backend> makeVirtualBackend(Pace pace, int wireDelayFrames = 0);

}  // namespace detent::audio
