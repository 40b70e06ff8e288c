// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent rack: the room's gear and what it is plugged into.
#include "app/cli/context.h"

#include "app/studio/virtual_rack.h"
#include "hardware-profiles/link/make_link.h"

#include <algorithm>

namespace detent::cli {
namespace {

using profiles::LinkAddress;
using profiles::Transport;
using recall::Store;
using recall::Unit;

bool isThere(const LinkAddress& link) {
    if (link.kind == LinkAddress::Kind::Serial) {
        std::error_code error;
        const auto ports = links::serialPorts();
        const auto named = [&](const links::SerialPort& port) {
            return port.path == link.target || port.usbSerial == link.target;
        };
        return std::any_of(ports.begin(), ports.end(), named) || std::filesystem::exists(pathFromText(link.target), error);
    }
    const auto outs = links::midiPorts().out;
    return std::any_of(outs.begin(), outs.end(),
                       [&](const std::string& name) { return name.find(link.target) != std::string::npos; });
}

/// "retired", "virtual", "by_hand", "network" (whether it is there shows when it is asked), "present" (its port is there now)
/// or "absent".
std::string stateOf(const Unit& unit) {
    if (unit.retired) return "retired";
    const auto link = LinkAddress::parse(unit.link);
    if (!link || link->kind == LinkAddress::Kind::None) return "by_hand";
    if (link->kind == LinkAddress::Kind::Virtual) return "virtual";
    if (link->kind == LinkAddress::Kind::Tcp || link->kind == LinkAddress::Kind::Udp) return "network";
    return isThere(*link) ? "present" : "absent";
}

Json unitJson(const Unit& unit, const std::string& state) {
    Json params = Json::object();
    for (const auto& [id, value] : unit.params) params[id] = value;
    return {{"id", unit.id.text}, {"name", unit.name},   {"profile", unit.profileId}, {"link", unit.link},
            {"state", state},     {"epoch", unit.epoch}, {"params", params}};
}

Result<int> listUnits(Context& context, bool withRetired) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto units = (*studio)->ask<std::vector<Unit>>([&](Store& store) { return store.units(withRetired); });
    if (!units) return units.problem();
    Json all = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const Unit& unit : *units) {
        const std::string state = stateOf(unit);
        all.push_back(unitJson(unit, state));
        rows.push_back(
            {unit.name, unit.profileId, unit.link, state, unit.epoch > 1 ? "epoch " + std::to_string(unit.epoch) : ""});
    }
    context.print(all, rows.empty() ? "the rack is empty; add a unit with detent rack add NAME --profile ID" : table(rows));
    return 0;
}

/// Does gear that speaks so hang on such a link? A serial port may be at the far end of the network.
bool fits(Transport transport, LinkAddress::Kind kind) {
    switch (kind) {
        case LinkAddress::Kind::Serial: return transport == Transport::Serial;
        case LinkAddress::Kind::Midi: return transport == Transport::Midi;
        case LinkAddress::Kind::Tcp: return transport == Transport::Tcp || transport == Transport::Serial;
        case LinkAddress::Kind::Udp: return transport == Transport::Osc;
        case LinkAddress::Kind::Virtual:
        case LinkAddress::Kind::None: break;
    }
    return true;
}

/// The link a new unit gets, checked against what its profile speaks.
Result<std::string> linkFor(const profiles::Profile& profile, const std::string& wanted) {
    const bool isVirtual = studio::VirtualRack::knows(profile.id);
    if (wanted.empty()) return std::string(isVirtual && profile.transport != Transport::None ? "virtual" : "none");
    auto link = LinkAddress::parse(wanted);
    if (!link) return link.problem();
    if (link->kind == LinkAddress::Kind::Virtual && !isVirtual && profile.transport == Transport::None) {
        return Problem{Fault::Usage, "there is no virtual " + profile.maker + " " + profile.model + ", which has no wire",
                       "leave out --link, or give none"};
    }
    if (!fits(profile.transport, link->kind)) {
        const std::string speaks = profile.transport == Transport::None
                                       ? "has no wire"
                                       : std::string("speaks ") + profiles::name(profile.transport);
        return Problem{Fault::Usage, profile.maker + " " + profile.model + " " + speaks + "; " + wanted + " does not fit",
                       "see detent profile show " + profile.id};
    }
    return link->text();
}

struct UnitOptions {
    std::string key, name, profile, link, serialNumber;
    std::vector<std::string> params;
    bool all = false;
};

Result<int> showUnit(Context& context, const Result<Unit>& unit) {
    if (!unit) return unit.problem();
    context.print(unitJson(*unit, stateOf(*unit)),
                  unit->name + ": " + unit->profileId + ", " + unit->link + (unit->retired ? ", retired" : ""));
    return 0;
}

Result<int> addUnit(Context& context, const UnitOptions& o) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    const profiles::ProfilePtr profile = (*studio)->profiles().find(o.profile);
    if (!profile) {
        auto unknown = (*studio)->profiles().findOrRead(o.profile);
        if (!unknown) return unknown.problem();
        return Problem{
            Fault::Usage, o.profile + " is a file, not the library's",
            "put it into " + pathText((*studio)->places().userProfiles()) + " and give its id, " + (*unknown)->id};
    }
    if (o.name.find_first_of("./=,") != std::string::npos)
        return Problem{Fault::Usage, "a unit cannot be called " + o.name, "leave out . / = and ,"};
    auto link = linkFor(*profile, o.link);
    if (!link) return link.problem();
    auto params = paramsFrom(*profile, o.params);
    if (!params) return params.problem();
    Unit unit;
    unit.name = o.name;
    unit.profileId = profile->id;
    unit.link = *link;
    unit.params = *params;
    unit.serialNumber = o.serialNumber;
    return showUnit(context, (*studio)->ask<Unit>([&](Store& store) { return store.addUnit(unit); }));
}

/// Finds a unit and does something to it.
Result<int> change(Context& context, const std::string& key, const std::function<Result<void>(Store&, const Unit&)>& what) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    return showUnit(context, (*studio)->ask<Unit>([&](Store& store) -> Result<Unit> {
        auto unit = store.unit(key);
        if (!unit) return unit;
        if (auto done = what(store, *unit); !done) return done.problem();
        return store.unit(unit->id.text);
    }));
}

}  // namespace

void addRack(CLI::App& app, Context& context) {
    auto o = std::make_shared<UnitOptions>();
    CLI::App& noun = *app.add_subcommand("rack", "the room's gear");
    noun.require_subcommand(1)->fallthrough();
    addRackScan(noun, context);
    CLI::App* verb = addVerb(noun, context, "list", "the units", [&context, o] { return listUnits(context, o->all); });
    verb->add_flag("--all", o->all, "retired ones too");
    verb = addVerb(noun, context, "add", "a unit", [&context, o] { return addUnit(context, *o); });
    verb->add_option("NAME", o->name)->required();
    verb->add_option("--profile", o->profile, "profile id, see detent profile list")->required();
    verb->add_option("--link", o->link, "serial:PATH-or-usb-serial[,baud=N,...], midi:OUT[,in=IN], tcp:HOST:PORT, udp:HOST:PORT[,listen=PORT], virtual "
                     "or none");
    verb->add_option("--param", o->params, "name=value of an installation parameter")->allow_extra_args(false);
    verb->add_option("--serial", o->serialNumber, "its serial number");
    verb = addVerb(noun, context, "rename", "give a unit another name", [&context, o] {
        return change(context, o->key, [&](Store& store, const Unit& unit) { return store.renameUnit(unit.id, o->name); });
    });
    verb->add_option("UNIT", o->key)->required();
    verb->add_option("NAME", o->name)->required();
    verb = addVerb(noun, context, "retire", "take a unit out of the rack; its history stays", [&context, o] {
        return change(context, o->key, [](Store& store, const Unit& unit) { return store.retireUnit(unit.id); });
    });
    verb->add_option("UNIT", o->key)->required();
    verb = addVerb(noun, context, "repaired", "from now on it counts as another one: repaired or replaced", [&context, o] {
        return change(context, o->key, [&](Store& store, const Unit& unit) { return store.newEpoch(unit.id, o->name); });
    });
    verb->add_option("UNIT", o->key)->required();
    verb->add_option("REASON", o->name)->required();
    addRackState(noun, context);
    addRackServe(noun, context);
}

}  // namespace detent::cli
