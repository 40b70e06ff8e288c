// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How many times faster than real time the virtual units process stereo at 96 kHz, one core.
#include "hardware-profiles/profile/profile_library.h"
#include "hardware-profiles/virtual/virtual_unit.h"
#include "tests/dsp/sounds.h"

#include <chrono>
#include <cstdio>

using namespace detent;

namespace {

constexpr double kRate = 96000, kSeconds = 20;
constexpr int kBlock = 256;

double realTimeFactor(dsp::Processor& processor) {
    processor.prepare(kRate, 2, kBlock);
    const auto noise = test::noise(2, kBlock, 0.5, 1);
    auto block = noise;
    std::vector<float*> pointers;
    const auto view = test::viewOf(block, pointers);
    const auto begin = std::chrono::steady_clock::now();
    for (double frames = 0; frames < kRate * kSeconds; frames += kBlock) {
        for (int c = 0; c < 2; ++c) std::copy(noise.channel(c).begin(), noise.channel(c).end(), block.channel(c).begin());
        processor.process(view);
    }
    return kSeconds / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main() {
    const auto library = profiles::ProfileLibrary::load();
    std::vector<std::unique_ptr<dsp::Processor>> rack;
    for (const char* id : {"detent.eq3", "detent.vc2", "detent.hc1"}) {
        const auto profile = library.find(id);
        std::map<std::string, profiles::Code> settings;
        for (const auto& control : profile->controls)
            settings[control.id] = control.scale.codeAt(control.id == "mute" ? 0.0 : 0.7);
        const auto unit = virt::makeVirtualUnit(profile, {}, settings);
        if (!unit) return 1;
        rack.push_back((*unit)->makeProcessor({}));
        std::printf("%-12s %7.0f x real time\n", id, realTimeFactor(*rack.back()));
    }
    const auto loop = virt::makeVirtualLoop(std::move(rack), 212.37);
    std::printf("%-12s %7.0f x real time\n", "rack", realTimeFactor(*loop));
    return 0;
}
