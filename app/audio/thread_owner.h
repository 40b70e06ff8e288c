// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <thread>

namespace detent::audio {

/// Remembers the thread that made it, for the asserts of [main-thread].
class ThreadOwner {
public:
    bool here() const { return std::this_thread::get_id() == m_id; }

private:
    std::thread::id m_id = std::this_thread::get_id();
};

}  // namespace detent::audio
