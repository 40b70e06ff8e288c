// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

#include "hardware-profiles/link/port_owner.h"
#include "hardware-profiles/virtual/virtual_unit.h"

namespace detent::cli {

/// "WHO=pty:PATH", "WHO=jack-midi:NAME", "WHO=udp:[ADDRESS:]PORT", "WHO=tcp:[ADDRESS:]PORT" or "WHO=none". WHO is a unit of the
/// rack, or a profile: then the rack's unit of that profile whose link leads there, if there is one.
struct ServedSpec {
    std::string who, port, where;
    /// Errors: Fault::Usage with the forms.
    static Result<ServedSpec> parse(const std::string& text);
    /// Of a network port: where it is heard; this computer only where no address is given.
    std::optional<profiles::LinkAddress::Endpoint> endpoint() const;
};

/// "lose-reply", "corrupt-reply", "close-link", "refuse", "answer-other", with ":N" after N messages. Errors: Fault::Usage.
Result<virt::UnitFault> faultFrom(const std::string& text);
/// "UNIT=kind[:after]"
Result<std::pair<std::string, virt::UnitFault>> unitFaultFrom(const std::string& text);

/// A virtual unit on a port of its own. Its settings are the library's where it is a unit of the rack.
class ServedUnit {
public:
    static Result<std::unique_ptr<ServedUnit>> start(studio::Studio& studio, const ServedSpec& spec,
                                                     const virt::UnitFault& fault);

    const std::string& name() const { return m_name; }
    const std::string& profileId() const { return m_profileId; }
    std::string port() const { return m_port; }
    bool isModelled() const { return m_unit->isModelled(); }
    std::unique_ptr<dsp::Processor> makeProcessor(bool noise) const { return m_unit->makeProcessor({m_seed, noise, true}); }
    /// A hand at its panel. Errors: Fault::Usage naming the control or the value.
    Result<void> turn(const std::string& control, const std::string& value);
    /// Turns the knobs of a unit set by hand as the library knows them by now.
    void follow(studio::Studio& studio);

private:
    ServedUnit() = default;
    std::string m_name, m_profileId, m_port;
    std::optional<recall::UnitId> m_id;
    bool m_byHand = false;
    std::uint64_t m_seed = 1;
    std::optional<links::PortOwner> m_owner;
    std::unique_ptr<virt::VirtualUnit> m_unit;
    std::unique_ptr<profiles::Link> m_link;  // outlives m_served
    std::unique_ptr<virt::Served> m_served;
};

}  // namespace detent::cli
