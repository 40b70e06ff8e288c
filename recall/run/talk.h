// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detent::recall {

/// Milliseconds, with fractions, on a steady clock the caller owns.
using SteadyMs = double;

/// What a Talk wants sent.
struct Action {
    std::string bytes;
    int gapMs = 0;
};

/// One request and what came back, as the wire saw it.
struct Exchange {
    int bytesOut = 0, bytesIn = 0, gapMs = 0;
};

/// What a Talk has used of its wire.
struct WireUse {
    std::vector<Exchange> exchanges;
    double settleMs = 0;  ///< waited for nothing but the unit's settling

    /// The least time this could have taken: bytes out, then the gap while the reply comes in, and the settling.
    double leastMs(double msPerByte) const;
};

/// A conversation with one unit as a state machine: no I/O, no clock. Feed it time and bytes; send what it returns.
class Talk {
public:
    virtual ~Talk() = default;

    virtual std::vector<Action> start(SteadyMs now) = 0;
    virtual std::vector<Action> received(std::string_view bytes, SteadyMs now) = 0;
    /// The next of the returned actions, in order, has left and its gap has passed. Once per action.
    virtual std::vector<Action> sent(SteadyMs now) = 0;
    /// Call when `deadline` has passed.
    virtual std::vector<Action> tick(SteadyMs now) = 0;
    virtual void linkLost() = 0;
    virtual void cancel() = 0;

    virtual std::optional<SteadyMs> deadline() const = 0;
    virtual bool done() const = 0;
    /// Until then a late reply could be taken for another's; nothing new is asked on this wire.
    virtual SteadyMs quietUntil() const { return 0; }
    virtual const WireUse& used() const = 0;
    /// Was anything left unanswered, or read otherwise than it had been set? Then the unit may have started anew.
    virtual bool stumbled() const { return false; }
};

/// How long the link may take to report a message as sent, on top of its gap, before it counts as stuck.
constexpr SteadyMs kSendAllowanceMs = 5000;

}  // namespace detent::recall
