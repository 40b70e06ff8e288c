// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/message_template.h"

#include <optional>
#include <string>
#include <string_view>

namespace detent::profiles {

/// Bytes written as others: nibbles, eight of 7 bits for seven, characters. `base` is added to each nibble.
using Packing = MessageTemplate::Part::Packing;
std::string packed(Packing packing, std::uint8_t base, std::string_view bytes);
/// nullopt where `bytes` cannot have been packed so.
std::optional<std::string> unpacked(Packing packing, std::uint8_t base, std::string_view bytes);
/// Bytes that so many are packed to, and what so many were packed from; nullopt where nothing packs to as many.
std::size_t packedSize(Packing packing, std::size_t plain);
std::optional<std::size_t> unpackedSize(Packing packing, std::size_t packedBytes);

}  // namespace detent::profiles
