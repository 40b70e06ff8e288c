// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/dials.h"
#include "hardware-profiles/virtual/virtual_unit.h"

#include <mutex>

namespace detent::virt {

/// What virtual units share: their dials, the faults, who listens. A unit says how it converses.
class DialledUnit : public VirtualUnit {
public:
    DialledUnit(profiles::ProfilePtr profile, std::shared_ptr<Dials> dials)
        : m_profile(std::move(profile)), m_dials(std::move(dials)) {}

    const profiles::Profile& profile() const override { return *m_profile; }
    std::vector<std::string> receive(std::string_view bytes) final;
    std::vector<std::string> greet() final;
    std::map<std::string, Code> settings() const override;
    void turn(std::string_view control, Code code) override;
    void onChange(std::function<void()> changed) override { m_onChange = std::move(changed); }
    void connect(UnitLine line) override;
    void setFault(UnitFault fault) override;

protected:
    /// What is said to these bytes; one call at a time. Counts each message with `hears`, and ends with the first that hangs
    /// up.
    virtual std::vector<std::string> converse(std::string_view bytes) = 0;
    /// Said when a hand has turned it, and to who connects; empty where the protocol says nothing.
    virtual std::string unaskedOf(std::size_t dial) const = 0;
    virtual std::string greeting() { return {}; }
    virtual bool handsMayTurn() const { return true; }

    Dials& dials() { return *m_dials; }
    const Dials& dials() const { return *m_dials; }
    const std::shared_ptr<Dials>& sharedDials() const { return m_dials; }

    // Of `converse`.
    /// One more message was heard; false where the unit hangs up instead of acting.
    bool hears();
    bool strikes(UnitFault::Kind kind);
    /// To a neighbouring position.
    void slip(std::size_t dial);

private:
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
