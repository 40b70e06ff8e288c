// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <chrono>
#include <functional>
#include <map>
#include <string>

namespace detent::profiles {

/// What a link reports, on its own thread, in order. Never after close() has returned.
struct LinkEvent {
    enum class Kind {
        Received,  ///< `bytes` as they came, cut anywhere (serial) or one message (MIDI)
        Sent,      ///< the message with `ticket` has left and its gap has passed
        Lost,      ///< the port is gone; nothing more will come; `bytes` says why, for a person
        Joined,    ///< somebody connected to this port; only of one that waits for others
    };
    Kind kind = Kind::Received;
    std::string bytes;
    std::uint64_t ticket = 0;
    std::chrono::steady_clock::time_point at;
};
using LinkHandler = std::function<void(LinkEvent)>;

/// Moves bytes and knows nothing of their meaning. Matching replies and time-outs belong to Run.
class Link {
public:
    virtual ~Link() = default;

    /// Takes the port and starts the link's thread. Errors: Fault::Link: missing, or owned by another process, which is named.
    virtual Result<void> open(LinkHandler handler) = 0;
    /// Queues one message; at least `gap` passes before the next. Returns its ticket at once. [any-thread]
    virtual std::uint64_t send(std::string bytes, std::chrono::milliseconds gap) = 0;
    /// Stops the thread and releases the port; idempotent.
    virtual void close() = 0;
    /// For people: "serial /dev/ttyUSB0", "MIDI VC-2".
    virtual std::string name() const = 0;
};

/// "serial:PATH-or-usb-serial[,baud=N]", "midi:OUT[,in=IN]", "tcp:HOST:PORT", "udp:HOST:PORT[,listen=PORT]", "virtual",
/// "none", as in docs/user-guide. An IPv6 host stands in brackets: "tcp:[fe80::1]:4001".
struct LinkAddress {
    enum class Kind { None, Virtual, Serial, Midi, Tcp, Udp };
    Kind kind = Kind::None;
    std::string target;                           ///< port path, USB serial number, MIDI output name, or HOST:PORT
    std::map<std::string, std::string> options;   ///< "baud", "in", "listen"

    /// Errors: Fault::Usage with the forms that are understood.
    static Result<LinkAddress> parse(std::string_view text);
    std::string text() const;

    struct Endpoint {
        std::string host;  ///< without brackets
        int port = 0;      ///< 1 to 65535
        std::string text() const;
    };
    /// Of Tcp and Udp.
    Endpoint endpoint() const;
};

}  // namespace detent::profiles
