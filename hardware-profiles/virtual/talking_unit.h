// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/dialled_unit.h"

namespace detent::virt {

/// What one message from the host asks.
struct Request {
    enum class Kind { Get, Set, Other };
    Kind kind = Kind::Other;
    std::size_t dial = 0;
    Code code = 0;       ///< of Set
    std::string answer;  ///< of Other: as it stands; may be empty
};

/// What the units written by hand share. A unit says how it reads the wire and how it phrases.
class TalkingUnit : public DialledUnit {
public:
    using DialledUnit::DialledUnit;

protected:
    /// The next byte from the wire; a request where it ends a message.
    virtual std::optional<Request> hear(std::uint8_t byte) = 0;
    /// Whole messages, two bytes of framing or checksum at their end; empty where the protocol says nothing.
    virtual std::string toldOf(std::size_t dial) const = 0;    ///< answers a get
    virtual std::string doneWith(std::size_t dial) const = 0;  ///< answers a set
    virtual std::string lockedAt(std::size_t dial) const = 0;  ///< refuses a set

private:
    std::vector<std::string> converse(std::string_view bytes) final;
    std::string obey(const Request& request);
    std::string answerTo(const Request& request);
};

}  // namespace detent::virt
