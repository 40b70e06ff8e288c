// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/rack.h"

#include "app/desk/on_main.h"
#include "recall/run/verify.h"

namespace detent::desk {

using recall::Code;
using recall::KnownUnit;
using recall::UnitId;

namespace {

bool hasWire(const KnownUnit& unit) {
    return unit.profile->transport != profiles::Transport::None && !unit.unit.link.empty() && unit.unit.link != "none";
}

/// What an earlier process knew of gear with a wire may have been turned since.
recall::ControlValue afterRestart(recall::ControlValue value) {
    using recall::Quality;
    if (value.quality == Quality::Confirmed || value.quality == Quality::Sent) value.quality = Quality::Stale;
    return value;
}

Result<std::vector<KnownUnit>> readRack(recall::Store& store, const profiles::ProfileLibrary& profiles, std::vector<Problem>& left) {
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
            for (const auto& value : *values) known.values[value.control] = afterRestart(value);
        rack.push_back(std::move(known));
    }
    return rack;
}

}  // namespace

Rack::Rack(const Services& services, Messages& messages, QObject* parent)
    : QObject(parent), m_services(services), m_messages(messages) {}

Rack::~Rack() = default;

void Rack::load() {
    struct Loaded {
        Result<std::vector<KnownUnit>> rack;
        std::vector<Problem> left;
    };
    auto job = [profiles = m_services.profiles](recall::Store& store) {
        std::vector<Problem> left;
        auto rack = readRack(store, *profiles, left);
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
    m_thread.reset();  // links close before others open
    m_units = std::move(units);
    m_links.clear(), m_linkTexts.clear(), m_lostSince.clear(), m_wanted.clear(), m_planned.clear(), m_faults.clear(), m_up.clear();
    for (const KnownUnit& unit : m_units) m_links[unit.unit.id] = hasWire(unit) ? LinkState::Opening : LinkState::ByHand;
    ConductorThread::Hooks hooks;
    hooks.make = [this, known = m_units](ConductorThread& thread) {
        return std::make_unique<recall::Conductor>(known, m_services.makeLink, m_services.clock, observer(thread));
    };
    hooks.apply = [this](auto& conductor, const auto& unit, const auto& wanted) { apply(conductor, unit, wanted); };
    hooks.idle = [this](recall::Conductor& conductor) { watchLinks(conductor); };
    m_thread = std::make_unique<ConductorThread>(std::move(hooks));
    m_loaded = true;
    emit unitsReset();
    openThenRead({});
}

const KnownUnit* Rack::find(const UnitId& unit) const {
    for (const KnownUnit& known : m_units)
        if (known.unit.id == unit) return &known;
    return nullptr;
}

KnownUnit* Rack::findMutable(const UnitId& unit) { return const_cast<KnownUnit*>(find(unit)); }

bool Rack::isByHand(const KnownUnit& unit, const profiles::Control& control) const { return !control.driven() || !hasWire(unit); }

Rack::LinkState Rack::linkState(const UnitId& unit) const {
    const auto it = m_links.find(unit);
    return it == m_links.end() ? LinkState::Lost : it->second;
}

QString Rack::linkText(const UnitId& unit) const {
    const auto it = m_linkTexts.find(unit);
    return it == m_linkTexts.end() ? QString() : it->second;
}

recall::UtcMs Rack::lostSince(const UnitId& unit) const {
    const auto it = m_lostSince.find(unit);
    return it == m_lostSince.end() ? 0 : it->second;
}

std::optional<Code> Rack::wanted(const UnitId& unit, const std::string& control) const {
    for (const auto* map : {&m_wanted, &m_planned})
        if (const auto it = map->find({unit, control}); it != map->end()) return it->second;
    return {};
}

const recall::ControlOutcome* Rack::fault(const UnitId& unit, const std::string& control) const {
    const auto it = m_faults.find({unit, control});
    return it == m_faults.end() ? nullptr : &it->second;
}

void Rack::showPlan(const recall::Plan& plan) {
    m_planned.clear();
    for (const recall::Step& step : plan.steps)
        if (!step.transient) m_planned[{step.unit, step.control}] = step.to;
    for (const KnownUnit& unit : m_units) emit unitChanged(QString::fromStdString(unit.unit.id.text));
}

void Rack::hidePlan() { showPlan({}); }

int Rack::stepsToGo(const UnitId& unit) const {
    return static_cast<int>(std::count_if(m_planned.begin(), m_planned.end(), [&](const auto& p) { return p.first.first == unit; }));
}

void Rack::turn(const UnitId& unit, const std::string& control, Code code) {
    const KnownUnit* known = find(unit);
    const profiles::Control* what = known ? known->profile->control(control) : nullptr;
    if (!what || !what->scale.contains(code)) return;
    if (m_recalling) return m_messages.note(tr("A recall is under way"), tr("wait for its end or cancel it, then turn the knob"));
    m_faults.erase({unit, control});
    if (isByHand(*known, *what)) {
        takeByHand(unit, *what, code);
    } else {
        m_wanted[{unit, control}] = code;
    }
    m_thread->set(unit, control, code);
    emit unitChanged(QString::fromStdString(unit.text));
}

/// Shown at once: no wire will ever contradict it.
void Rack::takeByHand(const UnitId& unit, const profiles::Control& control, Code code) {
    findMutable(unit)->values[control.id] = {control.id, code, control.scale.valueOf(code), control.scale.textOf(code),
                                             recall::Quality::ByHand, m_services.clock()};
}

void Rack::setLocked(const UnitId& unit, const std::string& control, bool locked) {
    KnownUnit* known = findMutable(unit);
    if (!known) return;
    locked ? (void)known->locked.insert(control) : (void)known->locked.erase(control);
    emit unitChanged(QString::fromStdString(unit.text));
}

void Rack::recall(const recall::Plan& plan) {
    if (!m_thread) return;
    m_recalling = true;
    m_faults.clear();
    m_thread->post([this, plan](recall::Conductor& conductor) {
        auto report = conductor.recall(plan);
        onMain(QPointer<QObject>(this), [this, report = std::move(report)] {
            m_recalling = false;
            hidePlan();
            emit recallEnded(report);
        });
    });
}

void Rack::answer(recall::Answer answer) {
    if (m_thread) m_thread->answer(answer);
}

void Rack::cancel() {
    if (m_thread) m_thread->cancel();
}

}  // namespace detent::desk
