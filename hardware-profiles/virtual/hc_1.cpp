// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/hc_1.h"

#include "hardware-profiles/virtual/hc_1_sound.h"

#include <array>

namespace detent::virt {
namespace {

constexpr std::array<const char*, Hc1Dial::Count> kControls = {"drive", "odd", "even", "mix", "output", "in"};

class Hc1 final : public TalkingUnit {
public:
    using TalkingUnit::TalkingUnit;

    std::unique_ptr<dsp::Processor> makeProcessor(const Analogue& analogue) const override {
        return std::make_unique<Hc1Sound>(sharedDials(), analogue);
    }

private:
    std::optional<Request> hear(std::uint8_t) override { return std::nullopt; }
    std::string toldOf(std::size_t) const override { return {}; }
    std::string doneWith(std::size_t) const override { return {}; }
    std::string lockedAt(std::size_t) const override { return {}; }
    std::string unaskedOf(std::size_t) const override { return {}; }
};

}  // namespace

Result<std::unique_ptr<VirtualUnit>> makeHc1(const profiles::ProfilePtr& profile,
                                             const std::map<std::string, Code>& settings) {
    auto dials = Dials::make(profile, kControls, settings);
    if (!dials) return dials.problem();
    return std::unique_ptr<VirtualUnit>(std::make_unique<Hc1>(profile, std::move(*dials)));
}

}  // namespace detent::virt
