// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

class QHBoxLayout;
class QScrollArea;

namespace detent::desk {

class GuideCard;
class GuidePlate;

/// Guided recall by hand: the panel of the unit at hand with where each control stands and must go, the control at hand drawn
/// large, one answer at a time or one for the whole unit.
class Guide : public QWidget {
    Q_OBJECT
public:
    explicit Guide(Desk& desk, QWidget* parent = nullptr);

    /// There is something to do by hand in the recall that runs.
    bool isNeeded() const;
    int left() const;  ///< steps by hand that are still to be done, of all units

signals:
    void leaveWanted();  ///< back to the rack

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void show();
    void chooseUnit();
    void chooseControl();
    void showUnits();
    void setUnit(const recall::UnitId& unit);
    void stand();
    std::vector<recall::UnitId> units() const;
    const RecallLine* lineOf(const std::string& control) const;

    Desk& m_desk;
    recall::UnitId m_unit;
    std::string m_control;
    QLabel *m_title, *m_count;
    QHBoxLayout* m_units;
    std::vector<std::pair<recall::UnitId, QPushButton*>> m_unitButtons;
    QScrollArea* m_scroll;
    GuidePlate* m_plate;
    GuideCard* m_card;
    QPushButton* m_all;
};

}  // namespace detent::desk
