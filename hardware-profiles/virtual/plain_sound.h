// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/unit_sound.h"

namespace detent::virt {

/// The sound of a unit that Detent has no model of: bits pass as they are, and nothing while one of its mutes is closed.
class PlainSound final : public UnitSound {
public:
    explicit PlainSound(std::shared_ptr<const Dials> all) : UnitSound(std::move(all), {1, false, false}) {}

private:
    void prepareSound() override {}
    void clearSound() noexcept override {}
    void follow() noexcept override {
        bool open = true;
        for (std::size_t dial = 0; dial < dials().count(); ++dial)
            open = open && dials().control(dial).mutedCode != dials().code(dial);
        setRelays(true, open);
    }
    void sound(double*, float*) noexcept override {}
};

}  // namespace detent::virt
