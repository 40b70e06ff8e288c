// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/inbox.h"

namespace detent::recall {

/// The steady clock of a rack and how it waits for what its links report. This one is real; tests bring one of their own that
/// lets the links move while it waits. Conductor's thread.
class SteadyTime {
public:
    using Point = std::chrono::steady_clock::time_point;

    virtual ~SteadyTime() = default;
    virtual Point now() const { return std::chrono::steady_clock::now(); }
    /// As Inbox::wait.
    virtual std::deque<Arrival> wait(Inbox& inbox, std::optional<Point> until) { return inbox.wait(until); }
};

}  // namespace detent::recall
