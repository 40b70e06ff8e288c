// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/dials.h"
#include "hardware-profiles/virtual/ramp.h"
#include "hardware-profiles/virtual/virtual_unit.h"

namespace detent::virt {

/// 0 dBFS of the virtual converters.
constexpr double kFullScaleDbu = 24.0;

/// What the sounds of the virtual units share: they follow the dials with ramps of 15 ms, bypass and mute by relays, and
/// have their channels' tolerance and noise. Noise is white, Gaussian, -95 dBFS RMS at 48 kHz (a constant density at other
/// rates).
class UnitSound : public dsp::Processor {
public:
    UnitSound(std::shared_ptr<const Dials> dials, const Analogue& analogue)
        : m_dials(std::move(dials)), m_analogue(analogue) {}

    void prepare(double sampleRateHz, int channelCount, int maxFrames) final;
    void reset() noexcept final;
    void process(const dsp::AudioView& audio) noexcept final;

protected:
    virtual void prepareSound() = 0;
    virtual void clearSound() noexcept = 0;
    /// The dials moved: aim at where they stand. With rampFrames() of 0 that is at once.
    virtual void follow() noexcept = 0;
    /// One frame in place, one value a channel. `dry`, which bypass puts out, may be made as late as the unit is.
    virtual void sound(double* wet, float* dry) noexcept = 0;

    const Dials& dials() const { return *m_dials; }
    double rateHz() const { return m_rateHz; }
    std::size_t channels() const { return m_channels; }
    int rampFrames() const { return m_rampFrames; }
    void setRelays(bool in, bool open) noexcept;

private:
    void turnTo(std::uint64_t version, int rampFrames) noexcept;
    void frame(float* const* audio, int at) noexcept;
    double noise(std::size_t channel) noexcept;

    std::shared_ptr<const Dials> m_dials;
    Analogue m_analogue;
    double m_rateHz = 48000, m_noiseGain = 0;
    std::size_t m_channels = 0, m_used = 0;  // prepared, and of this block
    int m_rampFrames = 0;
    std::uint64_t m_version = 0;
    Ramp m_in, m_open;                  // 0 bypass to 1 in; 0 muted to 1 open
    std::vector<double> m_wet, m_gain;  // m_gain: each channel's tolerance
    std::vector<float> m_dry;
    std::vector<std::uint64_t> m_random;
};

}  // namespace detent::virt
