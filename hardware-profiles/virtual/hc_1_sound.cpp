// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/hc_1_sound.h"

#include "dsp/core/decibels.h"

#include <numbers>

namespace detent::virt {
namespace {

constexpr double kMostDriveDb = 24.0, kBlockHz = 3.0;
constexpr double kSecondPerEven = 0.02, kThirdPerOdd = 0.015, kThirdOfDrive = 0.05;

/// S(u) - u of the class comment.
double colour(double u, double second, double third) {
    if (u > 1.0) return second - third + (2.0 * second - 3.0 * third) * (u - 1.0);
    if (u < -1.0) return second + third + (-2.0 * second - 3.0 * third) * (u + 1.0);
    return u * u * (second - third * u);
}

}  // namespace

void Hc1Sound::prepareSound() {
    m_lines.assign(channels(), Channel());
    const double k = std::tan(std::numbers::pi * kBlockHz / rateHz());
    m_block = {1.0 / (1.0 + k), -1.0 / (1.0 + k), 0.0, (k - 1.0) / (k + 1.0), 0.0};
}

void Hc1Sound::clearSound() noexcept {
    for (Channel& line : m_lines) {
        line.halfband.clear();
        line.blocker = {};
        std::fill(line.dry.begin(), line.dry.end(), 0.0F);
        std::fill(line.clean.begin(), line.clean.end(), 0.0);
    }
    m_at = 0;
}

void Hc1Sound::follow() noexcept {
    const double driveDb = dials().value(Hc1Dial::Drive);
    m_drive.aim(dsp::gainFromDb(driveDb - kMostDriveDb), rampFrames());
    m_second.aim(kSecondPerEven * dials().value(Hc1Dial::Even), rampFrames());
    m_third.aim(kThirdPerOdd * dials().value(Hc1Dial::Odd) + kThirdOfDrive * driveDb / kMostDriveDb, rampFrames());
    m_mix.aim(0.01 * dials().value(Hc1Dial::Mix), rampFrames());
    m_output.aim(dsp::gainFromDb(dials().value(Hc1Dial::Output)), rampFrames());
    setRelays(dials().isOn(Hc1Dial::In), true);
}

void Hc1Sound::sound(double* wet, float* dry) noexcept {
    const double drive = m_drive.next(), second = m_second.next(), third = m_third.next();
    const double mix = m_mix.next(), output = m_output.next();
    for (std::size_t c = 0; c < channels(); ++c) {
        Channel& line = m_lines[c];
        const auto doubled = line.halfband.up(wet[c]);
        const double coloured =
            line.halfband.down({colour(drive * doubled.early, second, third), colour(drive * doubled.late, second, third)});
        const double blocked = line.blocker.run(m_block, coloured / drive);
        const double clean = std::exchange(line.clean[m_at], wet[c]);
        dry[c] = std::exchange(line.dry[m_at], dry[c]);
        wet[c] = output * (clean + mix * blocked);
    }
    m_at = (m_at + 1) % Halfband::kLatency;
}

}  // namespace detent::virt
