// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/served_unit.h"

#include "app/cli/hex.h"
#include "app/studio/virtual_rack.h"
#include "hardware-profiles/link/virtual_ports.h"

#include <algorithm>
#include <charconv>

namespace detent::cli {

using recall::Store;
using recall::Unit;
using virt::UnitFault;

Result<ServedSpec> ServedSpec::parse(const std::string& text) {
    const auto sign = text.find('=');
    const std::string rest = sign == std::string::npos ? "" : text.substr(sign + 1);
    const auto colon = rest.find(':');
    ServedSpec spec{text.substr(0, sign), rest.substr(0, colon), colon == std::string::npos ? "" : rest.substr(colon + 1)};
    const bool ported = (spec.port == "pty" || spec.port == "jack-midi") && !spec.where.empty();
    const bool networked = (spec.port == "udp" || spec.port == "tcp") && spec.endpoint();
    if (!spec.who.empty() && (ported || networked || rest == "none")) return spec;
    return Problem{Fault::Usage, "\"" + text + "\" says not what to serve where",
                   "write PROFILE=pty:PATH, PROFILE=jack-midi:NAME, PROFILE=udp:PORT, PROFILE=tcp:PORT (ADDRESS:PORT for other "
                   "computers too) or, for a unit without a wire, PROFILE=none"};
}

std::optional<profiles::LinkAddress::Endpoint> ServedSpec::endpoint() const {
    const bool isPortAlone = where.find(':') == std::string::npos;
    const std::string place = isPortAlone ? std::string(links::kThisComputer) + ":" + where : where;
    const auto address = profiles::LinkAddress::parse("tcp:" + place);
    if (!address || !address->options.empty()) return std::nullopt;
    return address->endpoint();
}

Result<UnitFault> faultFrom(const std::string& text) {
    static const std::vector<std::pair<std::string, UnitFault::Kind>> kinds = {
        {"lose-reply", UnitFault::Kind::LoseReply},
        {"corrupt-reply", UnitFault::Kind::CorruptReply},
        {"close-link", UnitFault::Kind::CloseLink},
        {"refuse", UnitFault::Kind::RefuseValue},
        {"answer-other", UnitFault::Kind::AnswerOther}};
    const auto colon = text.find(':');
    UnitFault fault;
    for (const auto& [name, kind] : kinds) {
        if (text.substr(0, colon) == name) fault.kind = kind;
    }
    bool good = fault.kind != UnitFault::Kind::None;
    if (colon != std::string::npos) {
        const char *from = text.data() + colon + 1, *to = text.data() + text.size();
        const auto [end, error] = std::from_chars(from, to, fault.afterMessages);
        good = good && error == std::errc() && end == to && fault.afterMessages >= 0;
    }
    if (good) return fault;
    return Problem{
        Fault::Usage, "\"" + text + "\" is no fault",
        "write lose-reply, corrupt-reply, close-link, refuse or answer-other, with :N to strike after N messages"};
}

Result<std::pair<std::string, UnitFault>> unitFaultFrom(const std::string& text) {
    auto pair = splitAssignment(text);
    if (!pair) return pair.problem();
    auto fault = faultFrom(pair->second);
    if (!fault) return fault.problem();
    return std::pair{pair->first, *fault};
}

namespace {

std::string absolute(const std::string& path) {
    std::error_code error;
    const auto whole = std::filesystem::absolute(pathFromText(path), error);
    return error ? path : pathText(whole.lexically_normal());
}

bool leadsTo(const Unit& unit, const ServedSpec& spec) {
    const auto link = profiles::LinkAddress::parse(unit.link);
    if (!link) return false;
    if (spec.port == "pty")
        return link->kind == profiles::LinkAddress::Kind::Serial && absolute(link->target) == absolute(spec.where);
    if (spec.port == "jack-midi")
        return link->kind == profiles::LinkAddress::Kind::Midi && link->target.starts_with(spec.where);
    if (spec.port == "udp" || spec.port == "tcp") {
        const auto kind = spec.port == "udp" ? profiles::LinkAddress::Kind::Udp : profiles::LinkAddress::Kind::Tcp;
        return link->kind == kind && link->endpoint().port == spec.endpoint()->port;
    }
    return link->kind == profiles::LinkAddress::Kind::None;
}

/// The rack's unit that is meant, if any.
std::optional<Unit> unitOf(const std::vector<Unit>& units, const ServedSpec& spec) {
    for (const Unit& unit : units) {
        if (unit.name == spec.who || unit.id.text == spec.who) return unit;
    }
    for (const Unit& unit : units) {
        if (unit.profileId == spec.who && leadsTo(unit, spec)) return unit;
    }
    return std::nullopt;
}

std::map<std::string, profiles::Code> settingsOf(Store& store, const Unit& unit, bool byHand) {
    std::map<std::string, profiles::Code> settings;
    if (!byHand) {
        if (auto kept = store.virtualSettings(unit.id)) settings = *kept;
    } else if (auto known = store.known(unit.id)) {
        for (const auto& value : *known) settings[value.control] = value.code;
    }
    return settings;
}

/// How a profile of this transport can be served.
bool suits(profiles::Transport transport, const std::string& port) {
    switch (transport) {
        case profiles::Transport::None: return port == "none";
        case profiles::Transport::Serial: return port == "pty" || port == "tcp";  // as over a terminal server
        case profiles::Transport::Midi: return port == "jack-midi";
        case profiles::Transport::Osc: return port == "udp";
        case profiles::Transport::Tcp: return port == "tcp";
    }
    return false;
}

std::string formsFor(profiles::Transport transport) {
    switch (transport) {
        case profiles::Transport::None: return "none";
        case profiles::Transport::Serial: return "pty:PATH or tcp:PORT";
        case profiles::Transport::Midi: return "jack-midi:NAME";
        case profiles::Transport::Osc: return "udp:PORT";
        case profiles::Transport::Tcp: return "tcp:PORT";
    }
    return {};
}

/// The unit paces its bytes as its baud rate would: a pseudo-terminal has none.
double paceMs(const profiles::SerialSettings& serial) {
    const int bits = 1 + serial.dataBits + (serial.parity == 'N' ? 0 : 1) + serial.stopBits;
    return 1000.0 * bits / serial.baud;
}

Result<std::unique_ptr<profiles::Link>> makePort(const ServedSpec& spec, const profiles::Profile& profile) {
    if (spec.port == "pty") return links::openPtyServer(spec.where, paceMs(profile.serial));
    if (spec.port == "udp") return links::openUdpServer(spec.endpoint()->port, spec.endpoint()->host);
    if (spec.port == "tcp") return links::openTcpServer(spec.endpoint()->port, spec.endpoint()->host);
    return links::openMidiServer(spec.where);
}

}  // namespace

Result<std::unique_ptr<ServedUnit>> ServedUnit::start(studio::Studio& studio, const ServedSpec& spec,
                                                      const UnitFault& fault) {
    auto units = studio.ask<std::vector<Unit>>([](Store& store) { return store.units(); });
    if (!units) return units.problem();
    const std::optional<Unit> unit = unitOf(*units, spec);
    auto profile = studio.profiles().findOrRead(unit ? unit->profileId : spec.who);
    if (!profile) return profile.problem();

    std::unique_ptr<ServedUnit> served(new ServedUnit);
    served->m_name = unit ? unit->name : spec.who;
    served->m_profileId = (*profile)->id;
    served->m_byHand = (*profile)->transport == profiles::Transport::None;
    if (!suits((*profile)->transport, spec.port)) {
        return Problem{Fault::Usage,
                       served->m_name + (served->m_byHand ? " has no wire" : " does not speak over " + spec.port),
                       "serve it as " + spec.who + "=" + formsFor((*profile)->transport)};
    }
    std::map<std::string, profiles::Code> settings;
    if (unit) {
        served->m_id = unit->id;
        studio.store().call([&](Store& store) { settings = settingsOf(store, *unit, served->m_byHand); });
        auto owner = links::PortOwner::take("virtual:" + unit->id.text, "the virtual unit " + unit->name);
        if (!owner) return owner.problem();
        served->m_owner.emplace(std::move(*owner));
        served->m_seed = studio::VirtualRack::seedOf(unit->id);
    }
    auto made = virt::makeVirtualUnit(*profile, unit ? unit->params : (*profile)->defaultParams(), settings);
    if (!made) return made.problem();
    served->m_unit = std::move(*made);
    served->m_unit->setFault(fault);
    if (unit) {
        served->m_unit->onChange([&studio, raw = served->m_unit.get(), id = unit->id] {
            studio.store().post([id, now = raw->settings()](Store& store) { (void)store.setVirtualSettings(id, now); });
        });
    }
    if (served->m_byHand) return served;
    auto link = makePort(spec, **profile);
    if (!link) return link.problem();
    served->m_link = std::move(*link);
    auto running = virt::Served::start(*served->m_unit, *served->m_link);
    if (!running) return running.problem();
    served->m_served = std::move(*running);
    served->m_port = spec.port + ":" + spec.where;
    return served;
}

Result<void> ServedUnit::turn(const std::string& control, const std::string& value) {
    const auto code = codeFor(m_unit->profile(), control, value);
    if (!code) return code.problem();
    m_unit->turn(control, *code);
    return {};
}

void ServedUnit::follow(studio::Studio& studio) {
    if (!m_byHand || !m_id) return;
    auto known = studio.ask<std::vector<recall::ControlValue>>([&](Store& store) { return store.known(*m_id); });
    if (!known) return;  // told when it is asked for; the sound stays
    for (const auto& value : *known) m_unit->turn(value.control, value.code);
}

}  // namespace detent::cli
