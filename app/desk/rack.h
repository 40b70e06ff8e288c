// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/conductor_thread.h"
#include "app/desk/messages.h"
#include "app/desk/services.h"

#include <QObject>

#include <map>
#include <set>

namespace detent::desk {

/// The gear as the desk sees it: main's copy of what is known, what is wanted, and the links. The conductor works on its own
/// thread and its news come queued. [main-thread]
class Rack : public QObject {
    Q_OBJECT
public:
    enum class LinkState { ByHand, Opening, Up, Lost };

    Rack(const Services& services, Messages& messages, QObject* parent = nullptr);
    ~Rack() override;

    /// Reads the units from the library and opens their links; changes what is here already to what the library says.
    void load();
    bool loaded() const { return m_loaded; }

    const std::vector<recall::KnownUnit>& units() const { return m_units; }
    const recall::KnownUnit* find(const recall::UnitId& unit) const;
    /// Turned by a person: the unit has no wire, or this control has none.
    bool isByHand(const recall::KnownUnit& unit, const profiles::Control& control) const;
    LinkState linkState(const recall::UnitId& unit) const;
    QString linkText(const recall::UnitId& unit) const;  ///< why it is lost; empty while all is well
    /// What a control has been asked to stand at and does not yet.
    std::optional<recall::Code> wanted(const recall::UnitId& unit, const std::string& control) const;
    /// The last outcome of a control, where it was not as wanted.
    const recall::ControlOutcome* fault(const recall::UnitId& unit, const std::string& control) const;
    recall::UtcMs lostSince(const recall::UnitId& unit) const;  ///< 0 where it is not lost
    /// A plan that is shown: its codes stand as wanted until each step has ended.
    void showPlan(const recall::Plan& plan);
    void hidePlan();
    int stepsToGo(const recall::UnitId& unit) const;  ///< of the plan shown

    void add(recall::Unit unit);
    void rename(const recall::UnitId& unit, const QString& name);
    void retire(const recall::UnitId& unit);

    /// A hand on the screen: sent live to driven gear, taken as set by hand for the rest.
    void turn(const recall::UnitId& unit, const std::string& control, recall::Code code);
    void setLocked(const recall::UnitId& unit, const std::string& control, bool locked);
    void open(const std::vector<recall::UnitId>& only = {});
    /// Reads back what can be read (or those named), then calls `done`.
    void readBack(const std::vector<recall::UnitId>& only, std::function<void()> done = {});

    void recall(const recall::Plan& plan);
    void answer(recall::Answer answer);
    void cancel();
    void leave(const recall::UnitId& unit, const std::string& control);  ///< whose panel is watched
    bool recalling() const { return m_recalling; }

signals:
    void unitsReset();
    void unitAdded(const QString& unit);
    void unitRetired(const QString& unit);
    void unitChanged(const QString& unit);
    void linkChanged(const QString& unit);
    void phaseStarted(int phase);
    void stepStarted(const detent::recall::Step& step);
    void stepEnded(const detent::recall::Step& step, const detent::recall::ControlOutcome& outcome);
    void asked(const detent::recall::Step& step);
    void watching(const std::vector<detent::recall::Watched>& stillWrong);
    void muteWanted(bool mute);
    void recallEnded(const detent::recall::RecallReport& report);

private:
    using Key = std::pair<recall::UnitId, std::string>;
    recall::Observer observer(ConductorThread& thread);
    void start(std::vector<recall::KnownUnit> units);
    void edit(std::function<Result<recall::UnitId>(recall::Store&)> change, void (Rack::*done)(const QString&) = nullptr);
    void learned(const recall::UnitId& unit, const std::vector<recall::ControlValue>& values);
    void apply(recall::Conductor& conductor, const recall::UnitId& unit, const ConductorThread::Wanted& wanted);
    void setEnded(const recall::UnitId& unit, const std::vector<recall::ControlOutcome>& outcomes);
    void takeByHand(const recall::UnitId& unit, const profiles::Control& control, recall::Code code);
    void openThenRead(const std::vector<recall::UnitId>& only);
    void judged(const recall::ControlOutcome& outcome);
    void linkTold(const recall::UnitId& unit, bool up, const QString& why);
    std::vector<recall::UnitId> watchLinks(recall::Conductor& conductor);
    recall::KnownUnit* findMutable(const recall::UnitId& unit);

    const Services m_services;
    Messages& m_messages;
    std::vector<recall::KnownUnit> m_units;
    std::map<recall::UnitId, LinkState> m_links;
    std::map<recall::UnitId, QString> m_linkTexts;
    std::map<recall::UnitId, recall::UtcMs> m_lostSince;
    std::map<Key, recall::Code> m_wanted, m_planned;
    std::map<Key, recall::ControlOutcome> m_faults;
    std::map<recall::UnitId, bool> m_up;  ///< [conductor thread] as last told
    std::unique_ptr<ConductorThread> m_thread;
    bool m_loaded = false, m_recalling = false;
};

}  // namespace detent::desk
