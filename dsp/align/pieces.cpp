// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/pieces.h"

#include "dsp/core/fft.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>

namespace detent::dsp {
namespace {

constexpr std::size_t kLongest = 32768;  ///< 2.7 s at 12 kHz
constexpr int kMostPieces = 8;
constexpr int kPlaces = 4;        ///< tried per neighbourhood
constexpr double kSilent = 1e-5;  ///< of the loudest piece's energy
constexpr std::size_t kMostMatches = 24;
constexpr std::size_t kApart = 6;   ///< frames between two matches
constexpr std::size_t kSpread = 2;  ///< a peak between frames spreads its energy over these on either side

double energyOf(const float* samples, std::size_t count) {
    double sum = 0.0;
    for (std::size_t n = 0; n < count; ++n) sum += static_cast<double>(samples[n]) * samples[n];
    return sum;
}

/// Keeps the strongest peaks of a curve that is given point after point; of equal ones those nearest to `home`.
class Peaks {
public:
    Peaks(std::int64_t home, std::size_t length)
        : m_home(static_cast<double>(home)), m_length(static_cast<double>(length)) {}

    void add(const Match& match) {
        if (match.at - m_last.at >= static_cast<std::int64_t>(kApart)) push();
        if (std::abs(match.correlation) > std::abs(m_last.correlation)) m_last = match;
    }
    std::vector<Match> strongest() {
        push();
        keep(kMostMatches);
        return m_found;
    }

private:
    void push() {
        if (m_last.correlation != 0.0) m_found.push_back(m_last);
        m_last = {};
        if (m_found.size() >= 512) keep(64);
    }
    double worth(const Match& match) const {
        return std::abs(match.correlation) * (1.0 - 0.02 * std::abs(static_cast<double>(match.at) - m_home) / m_length);
    }
    void keep(std::size_t count) {
        std::sort(m_found.begin(), m_found.end(), [this](const Match& x, const Match& y) { return worth(x) > worth(y); });
        if (m_found.size() > count) m_found.resize(count);
    }

    double m_home, m_length;
    Match m_last;
    std::vector<Match> m_found;
};

using Spectrum = std::vector<std::complex<double>>;

/// Of samples[from, ...) until the FFT is full or `end` reached, `lead` frames of silence before them.
Spectrum spectrumOf(RealFft& fft, const std::vector<float>& samples, std::size_t from, std::size_t end,
                    std::size_t lead = 0) {
    std::fill(fft.time().begin(), fft.time().end(), 0.0);
    const std::size_t count = std::min(fft.size() - lead, std::min(end, samples.size()) - from);
    std::copy_n(samples.begin() + static_cast<std::ptrdiff_t>(from), count,
                fft.time().begin() + static_cast<std::ptrdiff_t>(lead));
    fft.forward();
    return {fft.bins().begin(), fft.bins().end()};
}

/// c[k] = sum over n of piece[n] * block[n + k], left in fft.time().
void correlate(RealFft& fft, const Spectrum& piece, const Spectrum& block) {
    auto bins = fft.bins();
    for (std::size_t k = 0; k < bins.size(); ++k) bins[k] = block[k] * std::conj(piece[k]);
    fft.inverse();
}

/// Local maxima of c[kSpread..kSpread + count), which stand for B's frames from `offset` on, as matches.
void collect(std::span<const double> c, std::size_t count, std::size_t offset, const std::vector<double>& energyOfB,
             double energyOfPiece, std::size_t length, Peaks& peaks) {
    const double silent = kSilent * energyOfPiece + 1e-30;
    for (std::size_t k = kSpread; k < kSpread + count; ++k) {
        const double value = std::abs(c[k]);
        if (value < std::abs(c[k - 1]) || value < std::abs(c[k + 1])) continue;
        const std::size_t at = offset + k - kSpread;
        const double local = energyOfB[at + length] - energyOfB[at];
        if (local <= silent) continue;
        double whole = 0.0;
        for (std::size_t j = k - kSpread; j <= k + kSpread; ++j) whole += c[j] * c[j];
        const double correlation = std::min(1.0, std::sqrt(whole / (energyOfPiece * local)));
        peaks.add({static_cast<std::int64_t>(at), std::copysign(correlation, c[k])});
    }
}

}  // namespace

std::vector<Piece> choosePieces(const std::vector<float>& a, std::size_t framesOfB) {
    const std::size_t length = std::min({kLongest, a.size() / 2, framesOfB / 2});
    std::vector<Piece> pieces;
    if (length == 0) return pieces;
    const std::size_t room = a.size() - length;
    const auto count =
        static_cast<std::size_t>(std::clamp<std::int64_t>(static_cast<std::int64_t>(2 * room / length), 3, kMostPieces));
    std::vector<double> energies;
    for (std::size_t i = 0; i < count; ++i) {
        Piece piece{0, length, {}};
        double most = -1.0;
        for (int place = 0; place < kPlaces; ++place) {
            const std::size_t at = room * (i * kPlaces + static_cast<std::size_t>(place)) / (count * kPlaces - 1);
            const double energy = energyOf(a.data() + at, length);
            if (energy > most) {
                most = energy;
                piece.at = static_cast<std::int64_t>(at);
            }
        }
        pieces.push_back(piece);
        energies.push_back(most);
    }
    const double least = kSilent * *std::max_element(energies.begin(), energies.end());
    std::vector<Piece> loud;
    for (std::size_t i = 0; i < count; ++i) {
        const bool known = !loud.empty() && loud.back().at == pieces[i].at;
        if (energies[i] > least && !known) loud.push_back(pieces[i]);
    }
    return loud;
}

Liking likingNear(const Piece& piece, const std::vector<float>& a, const std::vector<float>& b, std::int64_t at) {
    constexpr std::int64_t kNear = 3, kReach = kNear + static_cast<std::int64_t>(kSpread);
    const auto length = static_cast<std::int64_t>(piece.length);
    if (at < kReach || at + length + kReach > std::ssize(b)) return {};
    const float* x = a.data() + piece.at;
    std::array<double, 2 * kReach + 1> c{};
    for (std::int64_t n = 0; n < length; ++n) {
        const float* y = b.data() + at - kReach + n;
        for (std::size_t k = 0; k < c.size(); ++k) c[k] += static_cast<double>(x[n] * y[k]);
    }
    const double energies = energyOf(x, piece.length) * energyOf(b.data() + at, piece.length);
    if (energies <= 0.0) return {};
    const auto peak = [&](std::size_t k) {
        double whole = 0.0;
        for (std::size_t i = k - kSpread; i <= k + kSpread; ++i) whole += c[i] * c[i];
        return std::min(1.0, std::sqrt(whole / energies));
    };
    const auto [lowest, highest] = std::minmax_element(c.begin() + kSpread, c.end() - kSpread);
    return {*highest > 0.0 ? peak(static_cast<std::size_t>(highest - c.begin())) : 0.0,
            *lowest < 0.0 ? peak(static_cast<std::size_t>(lowest - c.begin())) : 0.0};
}

Result<void> matchPieces(std::vector<Piece>& pieces, const std::vector<float>& a, const std::vector<float>& b,
                         std::int64_t start, const Progress& progress) {
    if (pieces.empty()) return {};
    const std::size_t length = pieces.front().length;
    RealFft fft(fftSize(4 * length));
    std::vector<double> energyOfB(b.size() + 1, 0.0);
    for (std::size_t n = 0; n < b.size(); ++n) energyOfB[n + 1] = energyOfB[n] + static_cast<double>(b[n]) * b[n];
    std::vector<Spectrum> spectra;
    std::vector<double> energies;
    std::vector<Peaks> peaks;
    for (const Piece& piece : pieces) {
        const auto at = static_cast<std::size_t>(piece.at);
        spectra.push_back(spectrumOf(fft, a, at, at + length));
        energies.push_back(energyOf(a.data() + piece.at, length));
        peaks.emplace_back(piece.at + start, b.size());
    }
    const std::size_t places = b.size() - length + 1;
    const std::size_t step = fft.size() - length - 2 * kSpread;  // places a block decides
    for (std::size_t at = 0; at < places; at += step) {
        if (!goesOn(progress, static_cast<double>(at) / static_cast<double>(places))) return cancelled();
        const std::size_t lead = at == 0 ? kSpread : 0;
        const Spectrum block = spectrumOf(fft, b, at + lead - kSpread, b.size(), lead);
        const std::size_t count = std::min(step, places - at);
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            correlate(fft, spectra[i], block);
            collect(fft.time(), count, at, energyOfB, energies[i], length, peaks[i]);
        }
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) pieces[i].matches = peaks[i].strongest();
    return {};
}

}  // namespace detent::dsp
