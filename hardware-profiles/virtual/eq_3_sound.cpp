// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/eq_3_sound.h"

#include "dsp/core/decibels.h"

namespace detent::virt {

void Eq3Sound::prepareSound() {
    m_states.assign(channels(), {});
}

void Eq3Sound::clearSound() noexcept {
    std::fill(m_states.begin(), m_states.end(), std::array<BiquadState, Eq3Dial::Bands>{});
}

void Eq3Sound::follow() noexcept {
    constexpr std::array kKinds = {BandKind::LowShelf, BandKind::Bell, BandKind::HighShelf};
    for (std::size_t b = 0; b < kKinds.size(); ++b) {
        const Band band{kKinds[b], dials().value(Eq3Dial::freq(b)), dials().value(Eq3Dial::gain(b))};
        m_bands[b].aim(designBand(band, rateHz()), rampFrames());
    }
    m_trim.aim(dsp::gainFromDb(dials().value(Eq3Dial::Trim)), rampFrames());
    setRelays(dials().isOn(Eq3Dial::In), !dials().isOn(Eq3Dial::Mute));
}

void Eq3Sound::sound(double* wet, float*) noexcept {
    const std::array<Biquad, Eq3Dial::Bands> now = {m_bands[0].next(), m_bands[1].next(), m_bands[2].next()};
    const double trim = m_trim.next();
    for (std::size_t c = 0; c < channels(); ++c) {
        double x = wet[c];
        for (std::size_t b = 0; b < now.size(); ++b) x = m_states[c][b].run(now[b], x);
        wet[c] = x * trim;
    }
}

}  // namespace detent::virt
