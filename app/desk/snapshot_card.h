// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"
#include "recall/model/differences.h"

class QLineEdit;

namespace detent::desk {

/// One snapshot of the timeline: a dot on the line, its name (F2 or a double click edits it), when it was taken and what it
/// changed. The chosen one opens to its differences, notes and status.
class SnapshotCard : public QWidget {
    Q_OBJECT
public:
    SnapshotCard(Desk& desk, const SnapshotItem& item, bool first, bool last, QWidget* parent);

    const recall::SnapshotId& id() const { return m_id; }
    void setChosen(bool chosen);
    void showWhen(recall::UtcMs created);  ///< as seen from now
    void editName();
    /// Against the snapshot before it, and against the rack as it stands.
    void showDifferences(const recall::UnitDifferences& fromBefore, const recall::UnitDifferences& toPresent);

signals:
    void chosen();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QColor dotColour() const;

    Desk& m_desk;
    recall::SnapshotId m_id;
    recall::Snapshot::Status m_status;
    bool m_first, m_last, m_isChosen = false;
    QWidget* m_head;
    QLabel* m_name;
    QLabel* m_what;
    QLabel* m_when;
    class SnapshotDetails* m_details = nullptr;
};

}  // namespace detent::desk
