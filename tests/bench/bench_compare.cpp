// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long it takes to compare and to measure five minutes of stereo, and how much memory, beside what others need for the
// like in the same run: one plain FFT cross-correlation over everything, and ffmpeg. And what measuring a loop costs.
#include "dsp/align/compare.h"
#include "dsp/align/loop.h"
#include "dsp/core/fft.h"
#include "tests/dsp/align/recordings.h"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <thread>
#ifdef __linux__
#include <fstream>
#endif

using namespace detent;
using namespace detent::dsp;

namespace {

constexpr double kSeconds = 300.0;

/// The process's memory by its name in /proc/self/status, in MiB; 0 where there is no such file.
double memoryMiB(const std::string& name) {
#ifdef __linux__
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        double kib = 0.0;
        if (word == name + ":" && status >> kib) return kib / 1024.0;
    }
#endif
    return 0.0;
}

/// Starts a new high-water mark, where the system allows.
void forgetPeak() {
#ifdef __linux__
    std::ofstream("/proc/self/clear_refs") << "5";
#endif
}

void timed(const char* what, const std::function<void()>& work) {
    forgetPeak();
    const double before = memoryMiB("VmRSS");
    const std::clock_t cpuStart = std::clock();
    const auto start = std::chrono::steady_clock::now();
    work();
    const double cpu = static_cast<double>(std::clock() - cpuStart) / CLOCKS_PER_SEC;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("  %-58s %7.2f s (own CPU %6.2f) %6.0f x real time  +%5.0f MiB\n", what, seconds, cpu, kSeconds / seconds,
                memoryMiB("VmHWM") - before);
    std::fflush(stdout);
}

/// Three pieces of real music one after the other where they are installed, as if at this rate; else noise that falls
/// towards high frequencies.
AudioBuffer music(double rate) {
    AudioBuffer audio(2, static_cast<std::size_t>(kSeconds * rate));
    std::size_t at = 0;
    for (int track = 0; track < 3; ++track) {
        const auto piece = test::pieceOfMusic(track, 2.0, track == 2 ? 120.0 : 200.0);
        for (std::size_t n = 0; piece && n < piece->frameCount() && at < audio.frameCount(); ++n, ++at) {
            for (int c = 0; c < 2; ++c) audio.channel(c)[at] = piece->channel(c)[n];
        }
    }
    std::mt19937 random(1);
    std::uniform_real_distribution<float> spread(-0.3F, 0.3F);
    for (float last = 0.0F; at < audio.frameCount(); ++at) {
        last = 0.8F * last + 0.2F * spread(random);
        for (int c = 0; c < 2; ++c) audio.channel(c)[at] = last;
    }
    return audio;
}

/// What one would write in an afternoon: one FFT over all of the first channel, the largest value of the correlation.
double plainCorrelation(const AudioBuffer& a, const AudioBuffer& b) {
    RealFft fftA(fftSize(2 * a.frameCount())), fftB(fftA.size());
    const auto fill = [](RealFft& fft, const AudioBuffer& audio) {
        std::fill(fft.time().begin(), fft.time().end(), 0.0);
        std::copy(audio.channel(0).begin(), audio.channel(0).end(), fft.time().begin());
        fft.forward();
    };
    fill(fftA, a);
    fill(fftB, b);
    for (std::size_t k = 0; k < fftA.bins().size(); ++k) fftA.bins()[k] = std::conj(fftA.bins()[k]) * fftB.bins()[k];
    fftA.inverse();
    const auto peak = std::max_element(fftA.time().begin(), fftA.time().end(),
                                       [](double x, double y) { return std::abs(x) < std::abs(y); });
    return static_cast<double>(peak - fftA.time().begin());
}

void compared(const char* what, const AudioBuffer& a, const AudioBuffer& b, double rate) {
    Result<Difference> found = Difference{};
    timed(what, [&] { found = compare(a, b, rate); });
    if (!found)
        std::printf("    %s\n", found.problem().text().c_str());
    else
        std::printf("    delay %.6f frames, gain %.6f dB, residual %.1f dB\n", found->delayFrames, found->gainDb,
                    found->residualDb);
}

void atRate(double rate) {
    const AudioBuffer a = music(rate);
    AudioBuffer b = shifted(a, 123.37);
    for (int c = 0; c < 2; ++c) {
        for (float& x : b.channel(c)) x *= -0.6081F;  // -4.321 dB, inverted
    }
    std::printf("5 minutes of stereo at %g kHz; the two recordings themselves are %.0f MiB\n", rate / 1000.0,
                4.0 * 4.0 * static_cast<double>(a.frameCount()) / 1048576.0);
    compared("compare, all", a, b, rate);
    double whole = 0.0;
    timed("peer: one FFT correlation (whole frames, one channel)", [&] { whole = plainCorrelation(a, b); });
    std::printf("    delay %.0f frames\n", whole);
    if (rate > 48000.0) return;

    AudioBuffer drifting(2, a.frameCount());  // by linear interpolation: crude, but it is the time that counts here
    for (int c = 0; c < 2; ++c) {
        for (std::size_t n = 0; n + 1 < a.frameCount(); ++n) {
            const double at = static_cast<double>(n) * (1.0 - 20e-6);
            const auto low = static_cast<std::size_t>(at);
            const auto part = static_cast<float>(at - static_cast<double>(low));
            drifting.channel(c)[n] = a.channel(c)[low] + part * (a.channel(c)[low + 1] - a.channel(c)[low]);
        }
    }
    compared("compare, 20 ppm of drift", a, drifting, rate);
    timed("match levels of two", [&] { (void)matchLevels({&a, &b}, rate); });
}

void loudness() {
    const auto path = std::filesystem::temp_directory_path() / "bench_compare.wav";
    AudioBuffer audio = music(48000.0);
    if (!test::save(path, audio, 48000.0, SampleCoding::Pcm24).ok()) return;
    std::printf("5 minutes of stereo at 48 kHz from a 24-bit file\n");
    timed("loudness, all figures", [&] { (void)measureLoudness(path); });
    const QString file = QString::fromStdString(path.string());
    timed("peer: ffmpeg -af ebur128=peak=true", [&] {
        (void)test::runPeer("ffmpeg",
                            {"-nostats", "-i", file, "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"});
    });
    timed("peer: ffmpeg -af ebur128 (no peak)", [&] {
        (void)test::runPeer("ffmpeg", {"-nostats", "-i", file, "-af", "ebur128=framelog=verbose", "-f", "null", "-"});
    });
    std::filesystem::remove(path);
}

void loops() {
    for (const double rate : {48000.0, 192000.0}) {
        const AudioBuffer sent = loopPing(rate, 2);
        const AudioBuffer back = test::fftShifted(sent, 1234.567, -0.5, static_cast<std::size_t>(1.6 * rate));
        const std::clock_t start = std::clock();
        const LoopMeasurement found = measureLoop(sent, back, rate);
        std::printf("three stereo pings at %g kHz measured in %.3f s of processor; off by %.6f frame\n", rate / 1000.0,
                    static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, found.delayFrames - 1234.567);
    }
}

}  // namespace

int main() {
    std::printf("bench_compare, on one of %u cores\n", std::thread::hardware_concurrency());
    loops();
    atRate(48000.0);
    atRate(96000.0);
    loudness();
}
