// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/process_block.h"
#include "dsp/base/result.h"

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
    bool oneClock = true;          ///< as DeviceInfo
};

/// An audio device. [main-thread] for all methods.
class Backend {
public:
    virtual ~Backend() = default;
    /// A device with fewer channels than asked gives those it has. Errors: Fault::Device: unknown name (lists those there
    /// are), rate not offered, no channels, busy.
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
/// Plain wire leads from each output to the input of its number. As with an interface, `in` is what arrived while the block
/// before played, so that the round trip is bufferFrames + `wireDelayFrames` whole frames.
enum class Pace { RealTime, Free };
std::unique_ptr<Backend> makeVirtualBackend(Pace pace, int wireDelayFrames = 0);

}  // namespace detent::audio
