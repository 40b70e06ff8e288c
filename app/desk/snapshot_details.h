// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace detent::desk {

/// What the chosen snapshot opens to: notes, status, and how it differs.
class SnapshotDetails : public QWidget {
    Q_OBJECT
public:
    SnapshotDetails(Desk& desk, const recall::SnapshotId& id);
    void showDifferences(const std::vector<recall::Change>& fromBefore, const std::vector<recall::Change>& toPresent);

private:
    void addList(const QString& title, const QString& none, const std::vector<recall::Change>& changes);

    Desk& m_desk;
    QLineEdit* m_notes;
    QComboBox* m_status;
    QVBoxLayout* m_lists;
};

}  // namespace detent::desk
