// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/dials.h"
#include "hardware-profiles/virtual/virtual_unit.h"

#include <mutex>

namespace detent::virt {

/// What one message from the host asks.
struct Request {
    enum class Kind { Get, Set, Other };
    Kind kind = Kind::Other;
    std::size_t dial = 0;
    Code code = 0;       ///< of Set
    std::string answer;  ///< of Other: as it stands; may be empty
};

/// What virtual units share: their dials, the faults, who listens. A unit says how it reads the wire and how it phrases.
class TalkingUnit : public VirtualUnit {
public:
    TalkingUnit(profiles::ProfilePtr profile, std::shared_ptr<Dials> dials)
        : m_profile(std::move(profile)), m_dials(std::move(dials)) {}

    const profiles::Profile& profile() const override { return *m_profile; }
    std::vector<std::string> receive(std::string_view bytes) override;
    std::map<std::string, Code> settings() const override;
    void turn(std::string_view control, Code code) override;
    void onChange(std::function<void()> changed) override { m_onChange = std::move(changed); }
    void connect(UnitLine line) override;
    void setFault(UnitFault fault) override;

protected:
    /// The next byte from the wire; a request where it ends a message.
    virtual std::optional<Request> hear(std::uint8_t byte) = 0;
    /// Whole messages, two bytes of framing or checksum at their end; empty where the protocol says nothing.
    virtual std::string toldOf(std::size_t dial) const = 0;     ///< answers a get
    virtual std::string doneWith(std::size_t dial) const = 0;   ///< answers a set
    virtual std::string lockedAt(std::size_t dial) const = 0;   ///< refuses a set
    virtual std::string unaskedOf(std::size_t dial) const = 0;  ///< a hand turned it

    const Dials& dials() const { return *m_dials; }
    const std::shared_ptr<Dials>& sharedDials() const { return m_dials; }

private:
    std::string obey(const Request& request);
    std::string answerTo(const Request& request);
    void slip(std::size_t dial);
    bool strikes(UnitFault::Kind kind);
    void tellChange();

    profiles::ProfilePtr m_profile;
    std::shared_ptr<Dials> m_dials;
    std::function<void()> m_onChange;
    std::mutex m_mutex;  // of one conversation: what follows, and the units' own parsing
    UnitFault m_fault;
    int m_heard = 0;  // messages since the fault was set
    bool m_hangsUp = false;
    std::mutex m_lineMutex;
    UnitLine m_line;
};

}  // namespace detent::virt
