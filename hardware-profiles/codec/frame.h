// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/profile.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detent::profiles {

/// A byte and how many it takes as it travels.
struct EscapedByte {
    char plain = 0;
    std::size_t size = 1;

    /// The one at the front; nullopt where it ends too early, or stands for no byte that is escaped, or should have been.
    static std::optional<EscapedByte> at(const Escape& escape, std::string_view bytes);
    static std::optional<std::vector<EscapedByte>> all(const Escape& escape, std::string_view bytes);
};

std::string escaped(const Escape& escape, std::string_view bytes);

/// Bytes of a frame around its payload.
std::size_t frameOverhead(const MessageTemplate& frame);

}  // namespace detent::profiles
