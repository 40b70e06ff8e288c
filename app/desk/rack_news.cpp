// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What comes from the conductor's thread to the Rack.

#include "app/desk/on_main.h"
#include "app/desk/rack.h"
#include "recall/run/verify.h"

namespace detent::desk {

using recall::ControlOutcome;
using recall::Outcome;
using recall::UnitId;

namespace {

bool asWanted(Outcome outcome) {
    return outcome == Outcome::Verified || outcome == Outcome::SentOnly || outcome == Outcome::ConfirmedByHand ||
           outcome == Outcome::ConfirmedBySound;
}

}  // namespace

/// [conductor thread]
recall::Observer Rack::observer(ConductorThread& thread) {
    const QPointer<QObject> self(this);
    recall::Observer told;
    told.phaseStarted = [this, self](recall::Phase phase) {
        onMain(self, [this, phase] { emit phaseStarted(static_cast<int>(phase)); });
    };
    told.stepStarted = [this, self](const recall::Step& step) { onMain(self, [this, step] { emit stepStarted(step); }); };
    told.stepEnded = [this, self](const recall::Step& step, const ControlOutcome& outcome) {
        onMain(self, [this, step, outcome] {
            if (!step.transient) judged(outcome);
            emit stepEnded(step, outcome);
        });
    };
    told.learned = [this, self, keep = m_services.learned](const UnitId& unit, const std::vector<recall::ControlValue>& values) {
        if (keep) keep(unit, values);
        onMain(self, [this, unit, values] { learned(unit, values); });
    };
    told.ask = [this, self, &thread](const recall::Step& step) {
        return thread.waitForAnswer([&] { onMain(self, [this, step] { emit asked(step); }); });
    };
    told.watching = [this, self](const std::vector<recall::Watched>& wrong) {
        onMain(self, [this, wrong] { emit watching(wrong); });
    };
    told.news = [&thread] { thread.post([](recall::Conductor& conductor) { conductor.takeIn(); }); };
    told.mute = [this, self](bool mute) { onMain(self, [this, mute] { emit muteWanted(mute); }); };
    told.linkChanged = [this, self](const UnitId& unit, bool up, const std::string& why) {
        onMain(self, [this, unit, up, why = QString::fromStdString(why)] { linkTold(unit, up, why); });
    };
    return told;
}

void Rack::learned(const UnitId& unit, const std::vector<recall::ControlValue>& values) {
    recall::KnownUnit* known = findMutable(unit);
    if (!known) return;
    for (const auto& value : values) {
        const profiles::Control* control = known->profile->control(value.control);
        // A hand on the screen may be further than what the conductor says of it.
        if (control && isByHand(*known, *control) && value.timeMs < known->values[value.control].timeMs) continue;
        known->values[value.control] = value;
        const auto fault = m_faults.find({unit, value.control});
        const bool settled = value.quality == recall::Quality::Confirmed && fault != m_faults.end() && fault->second.wanted == value.code;
        if (settled) m_faults.erase(fault);
    }
    emit unitChanged(QString::fromStdString(unit.text));
}

void Rack::judged(const ControlOutcome& outcome) {
    const Key key{outcome.unit, outcome.control};
    m_planned.erase(key);
    if (asWanted(outcome.outcome)) {
        m_faults.erase(key);
    } else {
        m_faults[key] = outcome;
    }
    emit unitChanged(QString::fromStdString(outcome.unit.text));
}

/// [conductor thread]
void Rack::apply(recall::Conductor& conductor, const UnitId& unit, const ConductorThread::Wanted& wanted) {
    const auto& units = conductor.units();
    const auto known = std::find_if(units.begin(), units.end(), [&](const auto& u) { return u.unit.id == unit; });
    if (known == units.end()) return;
    std::vector<std::pair<std::string, recall::Code>> byWire;
    for (const auto& [id, code] : wanted) {
        const profiles::Control* control = known->profile->control(id);
        if (control && isByHand(*known, *control)) {
            conductor.setByHand(unit, id, code);
        } else {
            byWire.emplace_back(id, code);
        }
    }
    if (byWire.empty()) return;
    const auto outcomes = conductor.set(unit, byWire);
    onMain(QPointer<QObject>(this), [this, unit, outcomes] { setEnded(unit, outcomes); });
}

void Rack::setEnded(const UnitId& unit, const std::vector<ControlOutcome>& outcomes) {
    for (const ControlOutcome& outcome : outcomes) {
        const auto it = m_wanted.find({unit, outcome.control});
        if (it == m_wanted.end() || it->second != outcome.wanted) continue;  // the hand is further already
        m_wanted.erase(it);
        judged(outcome);
        if (!asWanted(outcome.outcome)) m_messages.add({Fault::NotSo, recall::outcomeText(outcome), ""});
    }
    emit unitChanged(QString::fromStdString(unit.text));
}

void Rack::open(const std::vector<UnitId>& only) { openThenRead(only); }

void Rack::openThenRead(const std::vector<UnitId>& only) {
    if (!m_thread) return;
    m_thread->post([this, only](recall::Conductor& conductor) {
        const auto failed = conductor.open(only);
        for (const auto& [unit, problem] : failed)
            onMain(QPointer<QObject>(this), [this, unit = unit, problem = problem] {
                m_messages.add(problem);
                linkTold(unit, false, QString::fromStdString(problem.text()));
            });
        watchLinks(conductor);
        conductor.readAll(only);
    });
}

void Rack::readBack(const std::vector<UnitId>& only, std::function<void()> done) {
    if (!m_thread) return;
    m_thread->post([this, only, done](recall::Conductor& conductor) {
        const auto outcomes = conductor.readAll(only);
        onMain(QPointer<QObject>(this), [this, outcomes, done] {
            for (const ControlOutcome& outcome : outcomes) {
                const bool told = outcome.outcome == Outcome::Verified || outcome.outcome == Outcome::Skipped;
                if (!told && !outcome.message.empty()) m_messages.add({Fault::Link, recall::outcomeText(outcome), ""});
            }
            if (done) done();
        });
    });
}

/// A link may go away while nobody uses it. The units that were away and are back. [conductor thread]
std::vector<UnitId> Rack::watchLinks(recall::Conductor& conductor) {
    std::vector<UnitId> back;
    for (const auto& known : conductor.units()) {
        const bool up = conductor.isOpen(known.unit.id);
        const auto it = m_up.find(known.unit.id);
        if (it != m_up.end() && it->second == up) continue;
        const bool wasAway = it != m_up.end() && !it->second;
        const bool news = up || it != m_up.end();
        if (up && wasAway) back.push_back(known.unit.id);
        m_up[known.unit.id] = up;
        if (news) onMain(QPointer<QObject>(this), [this, unit = known.unit.id, up] { linkTold(unit, up, {}); });
    }
    return back;
}

void Rack::linkTold(const UnitId& unit, bool up, const QString& why) {
    auto it = m_links.find(unit);
    if (it == m_links.end() || it->second == LinkState::ByHand) return;
    const bool wasUp = it->second == LinkState::Up;
    it->second = up ? LinkState::Up : LinkState::Lost;
    m_linkTexts[unit] = up ? QString() : why;
    if (up) m_lostSince.erase(unit);
    if (!up && !m_lostSince.contains(unit)) m_lostSince[unit] = m_services.clock();
    if (wasUp && !up && !why.isEmpty())
        m_messages.add({Fault::Link, why.toStdString(), "check its cable and power; once it is there again it is read by itself"});
    emit linkChanged(QString::fromStdString(unit.text));
    emit unitChanged(QString::fromStdString(unit.text));
}

}  // namespace detent::desk
