// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Gear and devices that behave as the audio tests want them to.
#pragma once

#include "app/audio/backend.h"
#include "dsp/core/processor.h"
#include "tests/support/allocation_count.h"

#include <atomic>
#include <cmath>
#include <vector>

namespace detent::test {

/// Deterministic gear with a memory: a low shelf, a soft curve and a round trip of 7.25 frames.
class TestGear final : public dsp::Processor {
public:
    static constexpr double kDelayFrames = 7.25;

    void prepare(double sampleRateHz, int channelCount, int) override {
        m_step = 1.0 - std::exp(-2.0 * 3.14159265358979 * 120.0 / sampleRateHz);
        m_channels.assign(static_cast<std::size_t>(channelCount), {});
        ++prepared;
    }
    void reset() noexcept override {
        for (Channel& channel : m_channels) channel = {};
    }
    void process(const dsp::AudioView& audio) noexcept override {
        for (int c = 0; c < audio.channelCount; ++c) {
            Channel& channel = m_channels[static_cast<std::size_t>(c)];
            for (int f = 0; f < audio.frameCount; ++f) audio.channel(c)[f] = channel.next(audio.channel(c)[f], m_step);
        }
    }
    double delayFrames() const noexcept override { return kDelayFrames; }

    int prepared = 0;

private:
    struct Channel {
        double low = 0.0;
        float line[8]{};  // a ring: 7 and 8 frames ago are mixed
        unsigned at = 0;
        float next(float in, double step) {
            low += step * (static_cast<double>(in) - low);
            const double driven = static_cast<double>(in) + 0.5 * low;
            const float eight = line[at % 8], seven = line[(at + 1) % 8];
            line[at++ % 8] = static_cast<float>(driven - 0.1 * driven * driven * driven);
            return 0.75F * seven + 0.25F * eight;
        }
    };
    double m_step = 0.0;
    std::vector<Channel> m_channels;
};

/// The virtual device, but at block `atBlock` something goes wrong. Counts what the callback allocates.
class FaultyBackend final : public audio::Backend, private audio::Callback {
public:
    enum class Kind { None, Xrun, Lost, SeparateClocks, OtherRate, NotStarting };
    FaultyBackend(Kind kind, int atBlock)
        : m_kind(kind), m_atBlock(atBlock), m_inner(audio::makeVirtualBackend(audio::Pace::Free)) {}

    Result<audio::OpenedDevice> open(const audio::DeviceConfig& config) override {
        auto opened = m_inner->open(config);
        if (opened && m_kind == Kind::SeparateClocks) opened->oneClock = false;
        if (opened && m_kind == Kind::OtherRate) opened->sampleRateHz = 44100;
        return opened;
    }
    Result<void> start(audio::Callback& callback) override {
        if (m_kind == Kind::NotStarting) return Problem{Fault::Device, "the box cannot be started", "look at it"};
        m_callback = &callback;
        return m_inner->start(*this);
    }
    void stop() override { m_inner->stop(); }
    std::vector<audio::DeviceInfo> devices() override { return m_inner->devices(); }
    std::string lost() const override { return m_lost ? "the box went away" : ""; }
    /// Once it has stopped.
    int blocks() const { return m_blocks; }
    long allocations() const { return m_allocations; }

private:
    void process(const audio::Block& block) noexcept override {
        audio::Block changed = block;
        if (++m_blocks == m_atBlock) {
            changed.xrun = m_kind == Kind::Xrun;
            m_lost = m_kind == Kind::Lost;
        }
        const long before = allocationCount();
        m_callback->process(changed);
        m_allocations += allocationCount() - before;
    }
    bool ready(int frames) const noexcept override { return !m_lost && m_callback->ready(frames); }

    Kind m_kind;
    int m_atBlock, m_blocks = 0;
    long m_allocations = 0;
    std::atomic<bool> m_lost{false};
    std::unique_ptr<audio::Backend> m_inner;
    audio::Callback* m_callback = nullptr;
};

}  // namespace detent::test
