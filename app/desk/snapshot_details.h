// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"
#include "recall/model/differences.h"

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace detent::desk {

/// What the chosen snapshot opens to: notes, status, and how it differs.
class SnapshotDetails : public QWidget {
    Q_OBJECT
public:
    SnapshotDetails(Desk& desk, const recall::SnapshotId& id);
    void showDifferences(const recall::UnitDifferences& fromBefore, const recall::UnitDifferences& toPresent);

private:
    void addList(const QString& title, const QString& none, const recall::UnitDifferences& found);

    Desk& m_desk;
    QLineEdit* m_notes;
    QComboBox* m_status;
    QVBoxLayout* m_lists;
};

}  // namespace detent::desk
