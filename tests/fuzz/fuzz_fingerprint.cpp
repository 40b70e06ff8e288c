// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a fingerprint: refused with a reason, or taken, written again and compared with itself; never a crash.
#include "dsp/fingerprint/fingerprint_diff.h"
#include "dsp/fingerprint/fingerprint_file.h"

#include <cstdint>
#include <cstdlib>

using namespace detent::dsp;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto print = fingerprintFromText({reinterpret_cast<const char*>(data), size}, "f");
    if (!print) {
        if (print.problem().what.empty()) std::abort();
        return 0;
    }
    if (!fingerprintFromText(fingerprintText(*print), "again").ok()) std::abort();
    (void)differenceOf(*print, *print);
    return 0;
}
