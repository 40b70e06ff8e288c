// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the callback costs with eight decks at 96 kHz in blocks of 64 frames, as a share of the time a block has, and how
// fast a print runs where nobody listens, against sox copying the same file.
#include "app/audio/capture.h"
#include "app/audio/engine.h"
#include "tests/dsp/sounds.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <thread>

using namespace detent;
using namespace detent::audio;

namespace {

using Clock = std::chrono::steady_clock;
constexpr double kRateHz = 96000;
constexpr int kFrames = 64;

/// In real time, each block timed.
class TimedBackend final : public Backend {
public:
    ~TimedBackend() override { stop(); }
    Result<OpenedDevice> open(const DeviceConfig& c) override {
        return OpenedDevice{c.sampleRateHz, c.bufferFrames, c.inputs, c.outputs, "timed", true};
    }
    Result<void> start(Callback& callback) override {
        m_running = true;
        m_thread = std::thread([this, &callback] { run(callback); });
        return {};
    }
    void stop() override {
        m_running = false;
        if (m_thread.joinable()) m_thread.join();
    }
    std::vector<DeviceInfo> devices() override { return {}; }

    std::vector<double> shares;  ///< of the block's time; once stopped
    std::atomic<bool> measure{false};

private:
    void run(Callback& callback) {
        std::vector<std::vector<float>> memory(4, std::vector<float>(kFrames));
        const std::array in{memory[0].data(), memory[1].data()};
        const std::array out{memory[2].data(), memory[3].data()};
        shares.reserve(1U << 20);
        const std::chrono::duration<double> period(kFrames / kRateHz);
        auto due = Clock::now();
        while (m_running) {
            for (auto& lane : memory) std::fill(lane.begin(), lane.end(), 0.0F);
            const auto before = Clock::now();
            callback.process({in.data(), out.data(), 2, 2, kFrames, false});
            if (measure) shares.push_back(std::chrono::duration<double>(Clock::now() - before) / period);
            due += std::chrono::duration_cast<Clock::duration>(period);
            std::this_thread::sleep_until(due);
        }
    }
    std::atomic<bool> m_running{false};
    std::thread m_thread;
};

void callbackCost(const QTemporaryDir& folder) {
    std::vector<DeckConfig> decks;
    for (unsigned i = 0; i < kMaxDecks; ++i) {
        auto audio = test::noise(2, static_cast<std::size_t>(30 * kRateHz), 0.5, i);
        const auto file = pathFromText((folder.path() + "/" + QString::number(i) + ".wav").toStdString());
        (void)test::save(file, audio, kRateHz);
        decks.push_back({file, i * 10.37});
    }
    auto owned = std::make_unique<TimedBackend>();
    TimedBackend& device = *owned;
    Engine engine(std::move(owned));
    (void)engine.open({"timed", kRateHz, kFrames, 2, 2});
    (void)engine.setDecks(decks);
    engine.play();
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    device.measure = true;
    for (int i = 0; i < 300; ++i) {  // always one cross-fade or another
        engine.choose(i % kMaxDecks);
        (void)engine.status();
        (void)engine.takeMonitor();
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
    }
    const EngineStatus status = engine.status();
    engine.close();
    auto& shares = device.shares;
    std::sort(shares.begin(), shares.end());
    const auto at = [&](double part) {
        return 100 * shares[static_cast<std::size_t>(part * static_cast<double>(shares.size() - 1))];
    };
    std::printf(
        "callback, 8 decks (7 between frames), 96 kHz, 64 frames, %zu blocks: median %.2f %%, p99 %.2f %%, p99.9 %.2f %%, "
        "max %.2f %% of 667 us; %d underruns\n",
        shares.size(), at(0.5), at(0.99), at(0.999), at(1.0), status.underruns);
}

void printSpeed(const QTemporaryDir& folder) {
    constexpr double kSeconds = 300;
    auto audio = test::noise(2, static_cast<std::size_t>(kSeconds * 48000), 0.5, 9);
    const QString in = folder.path() + "/in.wav", out = folder.path() + "/out.wav", copy = folder.path() + "/copy.wav";
    (void)test::save(pathFromText(in.toStdString()), audio, 48000, dsp::SampleCoding::Pcm24);
    PrintJob job;
    job.source = pathFromText(in.toStdString());
    job.target = pathFromText(out.toStdString());
    job.loop.device = {"virtual", 48000, 256, 2, 2};
    job.delayFrames = 256;
    const auto backend = makeVirtualBackend(Pace::Free);
    const auto timed = [](const auto& work) {
        double best = 1e9;
        for (int i = 0; i < 3; ++i) {
            QElapsedTimer clock;
            clock.start();
            work();
            best = std::min(best, static_cast<double>(clock.nsecsElapsed()) / 1e9);
        }
        return best;
    };
    const double ours = timed([&] { (void)print(*backend, job); });
    const double checksum = timed([&] { (void)dsp::fileSha256(job.target); });
    const double sox = timed([&] { (void)test::runPeer("sox", {in, "-e", "floating-point", "-b", "32", copy}); });
    std::printf(
        "print of 300 s at 48 kHz through plain wire: %.2f s, %.0f x real time (its checksum alone %.2f s); sox copying it: "
        "%.2f s\n",
        ours, kSeconds / ours, checksum, sox);
}

}  // namespace

int main() {
    const QTemporaryDir folder;
    callbackCost(folder);
    printSpeed(folder);
}
