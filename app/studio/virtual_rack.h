// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/link/port_owner.h"
#include "hardware-profiles/profile/profile_library.h"
#include "hardware-profiles/virtual/virtual_unit.h"
#include "recall/store/store_thread.h"

#include <map>
#include <memory>
#include <mutex>

namespace detent::studio {

/// The virtual units of this process, made when first needed from the settings the library keeps and kept there again after
/// each change, so that the next command finds them as they were left. [any-thread]
class VirtualRack {
public:
    VirtualRack(recall::StoreThread& store, const profiles::ProfileLibrary& profiles);
    ~VirtualRack();

    /// Does Detent have a virtual unit of this profile that sounds as the gear does? Others with a protocol only speak.
    static bool knows(const std::string& profileId);
    /// One serial number, one set of tolerances: the same in every process.
    static std::uint64_t seedOf(const recall::UnitId& unit);
    /// A link whose other end is the unit. Errors: Fault::Link where another process owns the unit, which is named.
    Result<std::unique_ptr<profiles::Link>> link(const recall::Unit& unit);
    /// Sounds as the unit does and follows it. `noise` as the gear's.
    Result<std::unique_ptr<dsp::Processor>> processor(const recall::Unit& unit, bool noise);
    /// Turns the knobs of a unit that is set by hand; nothing where it was never made or is driven.
    void turn(const recall::UnitId& unit, const std::vector<recall::ControlValue>& values);
    /// For tests: the unit of that name misbehaves so, once made.
    void misbehave(const std::string& unitName, const virt::UnitFault& fault);

private:
    struct Entry;
    Result<Entry*> entry(const recall::Unit& unit);

    recall::StoreThread& m_store;
    const profiles::ProfileLibrary& m_profiles;
    std::mutex m_mutex;
    std::map<recall::UnitId, std::unique_ptr<Entry>> m_entries;
    std::map<std::string, virt::UnitFault> m_faults;
};

}  // namespace detent::studio
