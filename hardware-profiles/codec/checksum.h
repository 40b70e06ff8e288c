// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace detent::profiles {

/// The checksums a message may bear, by the names of docs/formats/profile.md: "xor8", "crc16-modbus", with "-le" where the low
/// byte goes first. CRC parameters follow Greg Cook's catalogue of parametrised CRC algorithms.
bool isChecksum(std::string_view algorithm);
/// Bytes it has: 1, 2 or 4.
std::size_t checksumSize(std::string_view algorithm);
std::string checksumOf(std::string_view algorithm, std::string_view bytes);

}  // namespace detent::profiles
