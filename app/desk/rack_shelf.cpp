// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The rack's units in the library: reading, adding, renaming, retiring, locking.
#include "app/desk/on_main.h"
#include "app/desk/rack.h"
#include "recall/run/knowledge.h"

namespace detent::desk {

using recall::KnownUnit;
using recall::UnitId;

namespace {

bool hasWire(const KnownUnit& unit) {
    return unit.profile->transport != profiles::Transport::None && !unit.unit.link.empty() && unit.unit.link != "none";
}

Result<std::vector<KnownUnit>> readRack(recall::Store& store, const profiles::ProfileLibrary& profiles, recall::UtcMs now,
                                        std::vector<Problem>& left) {
    auto units = store.units();
    if (!units) return units.problem();
    std::vector<KnownUnit> rack;
    for (const recall::Unit& unit : *units) {
        KnownUnit known{unit, profiles.find(unit.profileId), {}, {}};
        if (!known.profile) {
            left.push_back({Fault::Usage, unit.name + ": its profile " + unit.profileId + " is not here",
                            "put the profile's file into the profiles folder and start again"});
            continue;
        }
        if (auto values = store.known(unit.id))
            for (const auto& value : *values) known.values[value.control] = recall::asKept(value, now);
        if (auto locked = store.locked(unit.id)) known.locked = *locked;
        rack.push_back(std::move(known));
    }
    return rack;
}

}  // namespace

void Rack::load() {
    struct Loaded {
        Result<std::vector<KnownUnit>> rack;
        std::vector<Problem> left;
    };
    auto job = [profiles = m_services.profiles, now = m_services.clock()](recall::Store& store) {
        std::vector<Problem> left;
        auto rack = readRack(store, *profiles, now, left);
        return Loaded{std::move(rack), std::move(left)};
    };
    askStore(*m_services.store, this, job, [this](Loaded loaded) {
        for (const Problem& problem : loaded.left) m_messages.add(problem);
        if (!loaded.rack) return m_messages.add(loaded.rack.problem());
        start(std::move(*loaded.rack));
    });
}

void Rack::start(std::vector<KnownUnit> units) {
    for (KnownUnit& unit : units)  // what this process knows and locked is newer than the library
        if (const KnownUnit* before = find(unit.unit.id)) unit.locked = before->locked, unit.values = before->values;
    m_units = std::move(units);
    m_links.clear(), m_linkTexts.clear(), m_lostSince.clear(), m_wanted.clear(), m_planned.clear(), m_faults.clear();
    for (const KnownUnit& unit : m_units) m_links[unit.unit.id] = hasWire(unit) ? LinkState::Opening : LinkState::ByHand;
    ConductorThread::Hooks hooks;
    // Links close before others open, and main waits for neither.
    auto former = std::make_shared<std::unique_ptr<ConductorThread>>(std::move(m_thread));
    hooks.make = [this, former, known = m_units](ConductorThread& thread) {
        former->reset();
        m_up.clear();
        return std::make_unique<recall::Conductor>(known, m_services.makeLink, m_services.clock, observer(thread));
    };
    hooks.apply = [this](auto& conductor, const auto& unit, const auto& wanted) { apply(conductor, unit, wanted); };
    hooks.idle = [this](recall::Conductor& conductor) {
        conductor.takeIn();
        if (const auto back = watchLinks(conductor); !back.empty()) conductor.readAll(back);
    };
    m_thread = std::make_unique<ConductorThread>(std::move(hooks));
    m_loaded = true;
    emit unitsReset();
    openThenRead({});
}

bool Rack::isByHand(const KnownUnit& unit, const profiles::Control& control) const {
    return !control.driven() || !hasWire(unit);
}

void Rack::edit(std::function<Result<UnitId>(recall::Store&)> change, void (Rack::*done)(const QString&)) {
    if (m_recalling) return m_messages.note(tr("A recall is under way"), tr("change the rack when it has ended"));
    askStore(*m_services.store, this, std::move(change), [this, done](Result<UnitId> unit) {
        if (!unit) return m_messages.add(unit.problem());
        if (done) emit(this->*done)(QString::fromStdString(unit->text));
        load();
    });
}

void Rack::add(recall::Unit unit) {
    auto change = [unit = std::move(unit)](recall::Store& store) -> Result<UnitId> {
        auto added = store.addUnit(unit);
        if (!added) return added.problem();
        return added->id;
    };
    edit(change, &Rack::unitAdded);
}

void Rack::rename(const UnitId& unit, const QString& name) {
    edit([unit, name = name.toStdString()](recall::Store& store) -> Result<UnitId> {
        auto renamed = store.renameUnit(unit, name);
        if (!renamed) return renamed.problem();
        return unit;
    });
}

void Rack::retire(const UnitId& unit) {
    auto change = [unit](recall::Store& store) -> Result<UnitId> {
        auto retired = store.retireUnit(unit);
        if (!retired) return retired.problem();
        return unit;
    };
    edit(change, &Rack::unitRetired);
}

void Rack::setLocked(const UnitId& unit, const std::string& control, bool locked) {
    KnownUnit* known = findMutable(unit);
    if (!known) return;
    locked ? (void)known->locked.insert(control) : (void)known->locked.erase(control);
    m_services.store->post([unit, all = known->locked](recall::Store& store) { (void)store.setLocked(unit, all); });
    emit unitChanged(QString::fromStdString(unit.text));
}

}  // namespace detent::desk
