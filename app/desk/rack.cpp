// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/rack.h"

#include "app/desk/on_main.h"

namespace detent::desk {

using recall::Code;
using recall::KnownUnit;
using recall::UnitId;

Rack::Rack(const Services& services, Messages& messages, QObject* parent)
    : QObject(parent), m_services(services), m_messages(messages) {}

Rack::~Rack() = default;

const KnownUnit* Rack::find(const UnitId& unit) const {
    for (const KnownUnit& known : m_units)
        if (known.unit.id == unit) return &known;
    return nullptr;
}

KnownUnit* Rack::findMutable(const UnitId& unit) { return const_cast<KnownUnit*>(find(unit)); }


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

void Rack::leave(const UnitId& unit, const std::string& control) {
    if (m_thread) m_thread->leave(unit, control);
}

void Rack::cancel() {
    if (m_thread) m_thread->cancel();
}

}  // namespace detent::desk
