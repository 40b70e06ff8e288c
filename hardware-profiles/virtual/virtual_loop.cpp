// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/fractional_delay.h"
#include "hardware-profiles/virtual/virtual_unit.h"

#include <cassert>
#include <cmath>

namespace detent::virt {
namespace {

class VirtualLoop final : public dsp::Processor {
public:
    VirtualLoop(std::vector<std::unique_ptr<dsp::Processor>> units, double delayFrames)
        : m_units(std::move(units)), m_wiring(delayFrames - dsp::FractionalDelay::kLatency) {
        assert(delayFrames >= dsp::FractionalDelay::kLatency || delayFrames == std::floor(delayFrames));
    }

    void prepare(double sampleRateHz, int channelCount, int maxFrames) override {
        for (auto& unit : m_units)
            if (unit) unit->prepare(sampleRateHz, channelCount, maxFrames);
        m_wiring.prepare(sampleRateHz, channelCount, maxFrames);
    }
    void reset() noexcept override {
        for (auto& unit : m_units)
            if (unit) unit->reset();
        m_wiring.reset();
    }
    void process(const dsp::AudioView& audio) noexcept override {
        for (auto& unit : m_units)
            if (unit) unit->process(audio);
        m_wiring.process(audio);
    }
    double delayFrames() const noexcept override {
        double sum = m_wiring.delayFrames();
        for (const auto& unit : m_units) sum += unit ? unit->delayFrames() : 0.0;
        return sum;
    }
    std::optional<double> gainReductionDb(int place) const noexcept override {
        const auto at = static_cast<std::size_t>(place);
        return place >= 0 && at < m_units.size() && m_units[at] ? m_units[at]->gainReductionDb(0) : std::nullopt;
    }

private:
    std::vector<std::unique_ptr<dsp::Processor>> m_units;
    dsp::FractionalDelay m_wiring;
};

}  // namespace

std::unique_ptr<dsp::Processor> makeVirtualLoop(std::vector<std::unique_ptr<dsp::Processor>> units, double delayFrames) {
    return std::make_unique<VirtualLoop>(std::move(units), delayFrames);
}

}  // namespace detent::virt
