// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/virtual_rack.h"

#include "hardware-profiles/link/make_link.h"

#include <algorithm>
#include <array>
#include <functional>

namespace detent::studio {

struct VirtualRack::Entry {
    std::unique_ptr<virt::VirtualUnit> unit;
    std::optional<links::PortOwner> owner;
    std::unique_ptr<profiles::Link> wire;  // the unit's end; outlives `served`
    std::unique_ptr<virt::Served> served;
};

VirtualRack::VirtualRack(recall::StoreThread& store, const profiles::ProfileLibrary& profiles)
    : m_store(store), m_profiles(profiles) {}

VirtualRack::~VirtualRack() = default;

bool VirtualRack::knows(const std::string& profileId) {
    constexpr std::array kKnown = {"detent.eq3", "detent.vc2", "detent.hc1"};
    return std::find(kKnown.begin(), kKnown.end(), profileId) != kKnown.end();
}

std::uint64_t VirtualRack::seedOf(const recall::UnitId& unit) {  // FNV-1a of its id
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : unit.text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

Result<VirtualRack::Entry*> VirtualRack::entry(const recall::Unit& unit) {
    if (const auto at = m_entries.find(unit.id); at != m_entries.end()) return at->second.get();
    const profiles::ProfilePtr profile = m_profiles.find(unit.profileId);
    if (!profile)
        return Problem{Fault::Usage, unit.name + " uses the profile " + unit.profileId + ", which is not here",
                       "put its file into the profiles folder beside the library"};

    std::map<std::string, recall::Code> settings;
    m_store.call([&](recall::Store& store) {
        if (auto kept = store.virtualSettings(unit.id)) settings = *kept;
        if (profile->transport != profiles::Transport::None) return;
        if (auto known = store.known(unit.id))
            for (const auto& value : *known) settings[value.control] = value.code;
    });
    auto made = virt::makeVirtualUnit(profile, unit.params, settings);
    if (!made) return made.problem();

    auto fresh = std::make_unique<Entry>();
    fresh->unit = std::move(*made);
    virt::VirtualUnit* raw = fresh->unit.get();
    if (const auto fault = m_faults.find(unit.name); fault != m_faults.end()) raw->setFault(fault->second);
    raw->onChange([this, raw, id = unit.id] {
        m_store.post([id, now = raw->settings()](recall::Store& store) { (void)store.setVirtualSettings(id, now); });
    });
    return m_entries.emplace(unit.id, std::move(fresh)).first->second.get();
}

Result<std::unique_ptr<profiles::Link>> VirtualRack::link(const recall::Unit& unit) {
    const std::lock_guard lock(m_mutex);
    auto found = entry(unit);
    if (!found) return found.problem();
    Entry& here = **found;
    if (!here.owner) {
        auto owner = links::PortOwner::take("virtual:" + unit.id.text, "the virtual unit " + unit.name);
        if (!owner) return owner.problem();
        here.owner.emplace(std::move(*owner));
    }
    here.served.reset();
    auto [host, device] = links::makeMemoryWire(unit.name);
    here.wire = std::move(device);
    auto served = virt::Served::start(*here.unit, *here.wire);
    if (!served) return served.problem();
    here.served = std::move(*served);
    return std::move(host);
}

Result<std::unique_ptr<dsp::Processor>> VirtualRack::processor(const recall::Unit& unit, bool noise) {
    const std::lock_guard lock(m_mutex);
    auto found = entry(unit);
    if (!found) return found.problem();
    const virt::Analogue analogue{seedOf(unit.id), noise, true};
    return (*found)->unit->makeProcessor(analogue);
}

void VirtualRack::turn(const recall::UnitId& unit, const std::vector<recall::ControlValue>& values) {
    const std::lock_guard lock(m_mutex);
    const auto at = m_entries.find(unit);
    if (at == m_entries.end() || at->second->unit->profile().transport != profiles::Transport::None) return;
    for (const recall::ControlValue& value : values) at->second->unit->turn(value.control, value.code);
}

void VirtualRack::misbehave(const std::string& unitName, const virt::UnitFault& fault) {
    const std::lock_guard lock(m_mutex);
    m_faults[unitName] = fault;
}

}  // namespace detent::studio
