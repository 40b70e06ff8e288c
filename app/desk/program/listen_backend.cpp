// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/program/listen_backend.h"

#include <algorithm>

namespace detent {

namespace {

class ListenBackend : public audio::Backend {
public:
    Result<audio::OpenedDevice> open(const audio::DeviceConfig& config) override {
        stop();
        audio::DeviceConfig wanted = config;
        auto real = audio::makeRtAudioBackend();
        if (wanted.device.empty()) wanted.device = deviceFor(real->devices(), config.sampleRateHz);
        m_backend = wanted.device == "virtual" ? audio::makeVirtualBackend(audio::Pace::RealTime) : std::move(real);
        return m_backend->open(wanted);
    }
    Result<void> start(audio::Callback& callback) override { return m_backend->start(callback); }
    void stop() override {
        if (m_backend) m_backend->stop();
    }
    std::vector<audio::DeviceInfo> devices() override { return audio::makeRtAudioBackend()->devices(); }
    std::string lost() const override { return m_backend ? m_backend->lost() : std::string(); }

private:
    /// The first that fits, else the first that plays at all: opening it says what does not fit.
    static std::string deviceFor(const std::vector<audio::DeviceInfo>& devices, double rateHz) {
        const audio::DeviceInfo* any = nullptr;
        for (const audio::DeviceInfo& device : devices) {
            if (device.outputs < 2) continue;
            const auto& rates = device.ratesHz;
            if (std::find(rates.begin(), rates.end(), rateHz) != rates.end()) return device.name;
            if (!any) any = &device;
        }
        return any ? any->name : "virtual";
    }

    std::unique_ptr<audio::Backend> m_backend;
};

}  // namespace

std::unique_ptr<audio::Backend> makeListenBackend() {
    return std::make_unique<ListenBackend>();
}

}  // namespace detent
