// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Virtual units as the tests want them: settings said as on the panel, audio through them, and what came out measured.
#pragma once

#include "hardware-profiles/profile/profile_library.h"
#include "hardware-profiles/virtual/virtual_unit.h"

#include <QTest>
#include <cmath>
#include <complex>
#include <numbers>

namespace detent::test {

using Texts = std::map<std::string, std::string>;  ///< control id to what a person would type

inline const profiles::ProfileLibrary& library() {
    static const auto all = profiles::ProfileLibrary::load();
    return all;
}

inline std::unique_ptr<virt::VirtualUnit> unit(const std::string& id, const Texts& texts = {},
                                               const profiles::ParamValues& params = {}) {
    const auto profile = library().find(id);
    if (!profile) qFatal("no profile %s", id.c_str());
    std::map<std::string, profiles::Code> settings;
    for (const auto& [control, text] : texts) settings[control] = profile->control(control)->scale.parse(text).value();
    auto made = virt::makeVirtualUnit(profile, params, settings);
    if (!made) qFatal("%s", made.problem().text().c_str());
    return std::move(*made);
}

inline void turn(virt::VirtualUnit& unit, const std::string& control, const std::string& text) {
    unit.turn(control, unit.profile().control(control)->scale.parse(text).value());
}

/// Neither noise nor tolerance.
inline virt::Analogue ideal() {
    return {1, false, false};
}

using Blocks = std::vector<int>;

/// Runs `in` through a prepared processor, blocks of these sizes in turn.
inline dsp::AudioBuffer continued(dsp::Processor& processor, const dsp::AudioBuffer& in, const Blocks& blocks = {512}) {
    dsp::AudioBuffer out = in;
    std::vector<float*> pointers(static_cast<std::size_t>(in.channelCount()));
    std::size_t at = 0;
    for (std::size_t b = 0; at < in.frameCount(); ++b) {
        const auto frames = std::min(static_cast<std::size_t>(blocks[b % blocks.size()]), in.frameCount() - at);
        for (int c = 0; c < in.channelCount(); ++c) pointers[static_cast<std::size_t>(c)] = out.channel(c).data() + at;
        processor.process({pointers.data(), in.channelCount(), static_cast<int>(frames)});
        at += frames;
    }
    return out;
}

inline dsp::AudioBuffer played(dsp::Processor& processor, const dsp::AudioBuffer& in, double rateHz = 48000,
                               const Blocks& blocks = {512}) {
    processor.prepare(rateHz, in.channelCount(), 512);
    return continued(processor, in, blocks);
}

inline dsp::AudioBuffer played(const virt::VirtualUnit& unit, const dsp::AudioBuffer& in, double rateHz = 48000,
                               const virt::Analogue& analogue = ideal()) {
    const auto processor = unit.makeProcessor(analogue);
    return played(*processor, in, rateHz);
}

/// The part of `x` from `from` on that turns at `hz`: amplitude and phase, exact for whole cycles.
inline std::complex<double> toneIn(const std::vector<float>& x, double hz, double rateHz, std::size_t from = 0) {
    std::complex<double> sum = 0;
    for (std::size_t n = from; n < x.size(); ++n) {
        sum += static_cast<double>(x[n]) * std::polar(1.0, -2.0 * std::numbers::pi * hz * static_cast<double>(n) / rateHz);
    }
    return 2.0 * sum / static_cast<double>(x.size() - from);
}

inline double decibels(double gain) {
    return 20.0 * std::log10(std::abs(gain));
}

inline double rms(const std::vector<float>& x, std::size_t from = 0) {
    double sum = 0;
    for (std::size_t n = from; n < x.size(); ++n) sum += static_cast<double>(x[n]) * static_cast<double>(x[n]);
    return std::sqrt(sum / static_cast<double>(x.size() - from));
}

/// Bytes as they are read in a manual: "F0 7D 44".
inline std::string bytes(const char* hex) {
    return QByteArray::fromHex(hex).toStdString();
}
inline QString hex(const std::string& bytes) {
    return QString::fromLatin1(QByteArray::fromStdString(bytes).toHex(' ').toUpper());
}
inline QString joined(const std::vector<std::string>& messages) {
    std::string all;
    for (const auto& message : messages) all += message;
    return QString::fromStdString(all);
}
inline QString joinedHex(const std::vector<std::string>& messages) {
    QStringList all;
    for (const auto& message : messages) all << hex(message);
    return all.join(" | ");
}

}  // namespace detent::test
