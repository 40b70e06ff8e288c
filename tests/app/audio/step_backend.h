// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/backend.h"
#include "app/audio/ring_memory.h"
#include "tests/support/allocation_count.h"

#include <QDeadlineTimer>

#include <thread>

namespace detent::test {

/// A device that the test turns by hand, block by block, on the test's own thread. A cable of `cableFrames` leads from each
/// output to the input of its number. Counts what the callback allocates.
class StepBackend final : public audio::Backend {
public:
    explicit StepBackend(int cableFrames = 0) : m_cable(static_cast<std::size_t>(cableFrames)) {}

    Result<audio::OpenedDevice> open(const audio::DeviceConfig& config) override {
        m_opened = {config.sampleRateHz, config.bufferFrames, config.inputs, config.outputs, "step", true};
        return m_opened;
    }
    Result<void> start(audio::Callback& callback) override {
        m_callback = &callback;
        m_lines.assign(static_cast<std::size_t>(m_opened.inputs), std::vector<float>(m_cable, 0.0F));
        return {};
    }
    void stop() override { m_callback = nullptr; }
    std::vector<audio::DeviceInfo> devices() override { return {}; }
    std::string lost() const override { return lostText; }

    /// The outputs of one block. `wait`: only once the callback says that it can go on.
    std::vector<std::vector<float>> step(int frames, bool wait = true) {
        const QDeadlineTimer patience(20'000);
        while (wait && !m_callback->ready(frames) && !patience.hasExpired()) std::this_thread::yield();
        audio::Lanes in(m_opened.inputs, frames), out(m_opened.outputs, frames);
        for (std::size_t c = 0; c < m_lines.size(); ++c)
            std::copy_n(m_lines[c].begin(), std::min<std::size_t>(m_cable, static_cast<std::size_t>(frames)), in[c]);
        const long before = allocationCount();
        m_callback->process({in.data(), out.data(), m_opened.inputs, m_opened.outputs, frames, std::exchange(xrun, false)});
        allocations += allocationCount() - before;
        for (std::size_t c = 0; c < m_lines.size() && c < static_cast<std::size_t>(out.count()); ++c)
            turn(m_lines[c], out[c], frames);
        std::vector<std::vector<float>> heard;
        for (std::size_t c = 0; c < static_cast<std::size_t>(out.count()); ++c) heard.emplace_back(out[c], out[c] + frames);
        return heard;
    }

    bool xrun = false;
    std::string lostText;
    long allocations = 0;

private:
    void turn(std::vector<float>& line, const float* sent, int frames) const {
        line.insert(line.end(), sent, sent + frames);
        line.erase(line.begin(), line.begin() + frames);
    }

    std::size_t m_cable;  ///< at least a block, so that a block never waits for itself
    audio::OpenedDevice m_opened;
    audio::Callback* m_callback = nullptr;
    std::vector<std::vector<float>> m_lines;
};

}  // namespace detent::test
