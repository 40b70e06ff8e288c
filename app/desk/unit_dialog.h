// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>

class QFormLayout;

namespace detent::desk {

/// Adds a unit to the rack: what it is, what it is called, and what it is wired to.
class UnitDialog : public QDialog {
    Q_OBJECT
public:
    UnitDialog(Desk& desk, QWidget* parent);

private:
    void fillProfiles();
    void profileChosen();
    void showParams(const profiles::Profile& profile);
    profiles::ParamValues params(const profiles::Profile& profile) const;
    void linksFound(const std::vector<FoundLink>& links);
    QString freeName(const profiles::Profile& profile) const;
    void take();

    Desk& m_desk;
    QComboBox* m_profile;
    QLineEdit* m_name;
    QComboBox* m_link;
    QFormLayout* m_params;  ///< MIDI channel, device number: as the profile asks
    QLabel* m_fault;
    QPushButton* m_add;
    QString m_proposed;  ///< the name as long as nobody typed another
    int m_scan = 0;
};

void askName(Desk& desk, const recall::UnitId& unit, QWidget* parent);
/// A retired unit does not come back by undo, so this asks.
void askRetire(Desk& desk, const recall::UnitId& unit, QWidget* parent);

}  // namespace detent::desk
