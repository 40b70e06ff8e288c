// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <string>
#include <vector>

namespace detent::links {

/// Whether a MIDI system runs, asked without a word on standard error: the drivers' own libraries, which RtMidi brings with
/// it, print there when they find nothing. Any thread; the first call silences them for the whole process.
bool jackRuns();
bool alsaSequencerRuns();

/// The ports one can send to. Looking through RtMidi makes a client that takes part in every period; this one does not, so
/// that looking often disturbs no audio.
std::vector<std::string> jackMidiInputs();

/// What RtMidi does not tell of JACK. Made while the server runs.
class JackWatch {
public:
    JackWatch();
    ~JackWatch();
    JackWatch(const JackWatch&) = delete;
    JackWatch& operator=(const JackWatch&) = delete;
    /// The ports' names stay in memory when the server dies. [any-thread]
    bool serverDied() const { return m_died; }
    /// How many connections a port has in the running graph. A new one counts from the period on in which it passes anything:
    /// what is sent before that is lost.
    std::size_t connectionsOf(const std::string& port) const;

private:
    [[maybe_unused]] void* m_client = nullptr;
    std::atomic<bool> m_died{false};
};

}  // namespace detent::links
