// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/profile.h"

#include <string>
#include <string_view>
#include <vector>

namespace detent::profiles {

/// What stands at the front of a stream of frames.
struct FoundFrame {
    enum class Kind {
        Partial,  ///< not enough has come to tell
        Message,  ///< `message`, from the first `size` bytes
        Noise,    ///< the first `size` bytes are none of any message
    };
    Kind kind = Kind::Partial;
    std::size_t size = 0;
    std::string message;
};

/// `known`: the messages there are; of use where only a pause ends a frame, and a check may agree too early by chance.
FoundFrame findFrame(const Framing& framing, std::string_view stream, const std::vector<MessageTemplate>& known);

}  // namespace detent::profiles
