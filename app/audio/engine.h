// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/backend.h"
#include "app/audio/process_command.h"
#include "dsp/core/processor.h"

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace detent::audio {

/// One candidate that plays in step with the others.
struct DeckConfig {
    std::filesystem::path file;
    double delayFrames = 0;        ///< against deck 0, from the alignment: the deck is read that much later (fractions by windowed sinc)
    bool inverted = false;
    double gainDb = 0;             ///< <= 0, the match gain
    bool throughInsert = false;    ///< heard through the running insert: the live rack. Other decks wait for its delay
};

constexpr int kMaxMeters = 2;

/// What the desk shows; taken from the audio side without waiting.
struct EngineStatus {
    bool playing = false;
    std::int64_t positionFrames = 0;           ///< of deck 0's file, as heard
    std::int64_t lengthFrames = 0;
    int chosen = 0;                            ///< deck that is heard
    std::array<float, kMaxMeters> peak{};      ///< linear, held over the last 50 ms, of the monitor
    std::array<float, kMaxMeters> rms{};
    std::array<std::optional<float>, kMaxInsertUnits> gainReductionDb{};  ///< of the live insert's units in their order, where known
    bool clipped = false;                      ///< a monitor sample reached full scale since last asked
    int xruns = 0;
    int underruns = 0;                         ///< a reader came too late; silence was played
};

/// The audio side of listening: decks in step, equal-gain switching with a 20 ms cross-fade, the live insert, the monitor,
/// meters. All methods [main-thread]; none blocks longer than a device needs to open. Commands travel to the callback in a
/// lock-free queue; memory the callback is done with comes back and is freed here.
class Engine {
public:
    explicit Engine(std::unique_ptr<Backend> backend);
    ~Engine();

    /// Opens and starts the device. Monitor channels count from 1. Errors: Fault::Device.
    Result<OpenedDevice> open(const DeviceConfig& config, const std::vector<int>& monitor = {1, 2});
    /// Stops playing. Insert and monitor settings are kept for the next open; decks and position too where its rate is the same.
    void close();

    /// Replaces all decks (the transport keeps position and state). Every file must be at the device's rate.
    /// Errors: Fault::File; Fault::Usage for another rate, naming file and both rates.
    Result<void> setDecks(const std::vector<DeckConfig>& decks);
    /// The live insert: a processor (owned; prepared here) or interface channels; `delayFrames` from its measurement.
    void setInsert(std::unique_ptr<dsp::Processor> processor, double delayFrames);
    void setInsert(const std::vector<int>& send, const std::vector<int>& returns, double delayFrames);

    void play();                               ///< from the beginning where the end was reached
    void stop();
    void locate(std::int64_t frame);
    void setLoop(std::optional<std::pair<std::int64_t, std::int64_t>> frames);
    void choose(int deck);
    void setMatchGain(int deck, double gainDb);
    void setMonitorGain(double gainDb);        ///< <= 0
    void setDim(bool dim);                     ///< -20 dB
    void setMono(bool mono);
    void setMuted(bool muted);                 ///< sends and monitor, while gear moves; 5 ms fade

    /// Frees what the callback handed back and returns the newest state; call some 30 times a second.
    EngineStatus status();
    /// Interleaved-by-channel monitor samples since the last call, for the loudness meter; at most a second's worth.
    dsp::AudioBuffer takeMonitor();
    /// The device went away, or a deck's file can be read no more; text for a person, empty while all is well.
    std::string lost() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace detent::audio
