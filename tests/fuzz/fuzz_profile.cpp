// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a profile file: a profile or faults with their place, never both, never a crash.
// Seeds: hardware-profiles/data and tests/hardware-profiles/profile/shapes.
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/profile/reader.h"

#include <cstdlib>

using namespace detent::profiles;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void use(const ProfilePtr& profile) {
    const Codec codec(profile, {});
    KnownCodes known;
    for (const Control& control : profile->controls) known[control.id] = control.defaultCode;
    for (const Control& control : profile->controls) {
        const Scale& scale = control.scale;
        for (const Code code : {scale.minCode(), scale.maxCode(), control.defaultCode}) {
            if (control.driven() && scale.contains(code)) require(codec.set(control.id, code, known).ok());
            require(scale.codeAt(scale.fractionOf(code)) == code || !scale.contains(code));
        }
        if (control.readable()) require(codec.get(control.id).ok());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ProfileReading reading = readProfile(std::string_view(reinterpret_cast<const char*>(data), size));
    require((reading.profile == nullptr) != reading.faults.empty());
    for (const ProfileFault& fault : reading.faults) require(fault.line >= 1 && fault.column >= 1 && !fault.message.empty());
    if (reading.profile) use(reading.profile);
    for (const ProfilePtr& variant : reading.variants) use(variant);
    return 0;
}
