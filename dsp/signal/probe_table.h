// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/signal/probe.h"

namespace detent::dsp {

/// Writes the rows of a probe one after another.
class ProbeTable {
public:
    ProbeTable(double sampleRateHz, int channelCount) : m_rate(sampleRateHz), m_channels(channelCount) {}

    void addFingerprint();
    void addRest();
    const std::vector<ProbeSegment>& segments() const { return m_segments; }
    std::size_t frameCount() const { return m_at; }

private:
    void silence(const char* name, double seconds);
    void sweep(const std::string& name, double dbfs, double foldSeconds, double fromHz, double gapSeconds,
               ProbeChannels channels = ProbeChannels::All);
    ProbeSegment carrier(const std::string& name, double dbfs, double seconds,
                         ProbeChannels channels = ProbeChannels::All) const;
    void lone(const std::string& name, ProbeChannels driven);
    void bursts(double dbfs);
    void sines(double hz);
    void music(const std::string& name, double seconds);
    void append(ProbeSegment segment);

    std::size_t framesOf(double seconds) const;
    std::size_t period() const;  ///< of the carrier, frames

    double m_rate;
    int m_channels;
    std::size_t m_at = 0;
    std::vector<ProbeSegment> m_segments;
};

/// Half a period of the square wave nearest to `hz`: a whole number of frames, even for the common carrier of 1 kHz.
std::size_t halfPeriod(double hz, double sampleRateHz);

}  // namespace detent::dsp
