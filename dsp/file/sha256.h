// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace detent::dsp {

/// SHA-256 (FIPS 180-4), fed in pieces.
class Sha256 {
public:
    void add(const void* bytes, std::size_t count);
    /// Lower-case hex of everything added; the object is spent afterwards.
    std::string finish();

private:
    void block(const std::uint8_t* bytes);

    std::array<std::uint32_t, 8> m_hash{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> m_pending{};
    std::size_t m_pendingCount = 0;
    std::uint64_t m_total = 0;
};

}  // namespace detent::dsp
