// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

class QTimer;
class QVBoxLayout;

namespace detent::desk {

class SnapshotCard;

/// The snapshots of the song at hand, newest first, with what the rack has that none of them keeps.
class Timeline : public QWidget {
    Q_OBJECT
public:
    Timeline(Desk& desk, QWidget* parent);

signals:
    void cardChosen(QWidget* card);  ///< it should be seen

private:
    void rebuild();
    SnapshotCard* makeCard(const SnapshotItem& item, bool first, bool last);
    void showChosen();
    void showPresent();

    Desk& m_desk;
    QLabel* m_title;
    QLabel* m_unsaved;
    QLabel* m_empty;
    QVBoxLayout* m_rows;
    std::vector<SnapshotCard*> m_cards;
    std::vector<QString> m_shown;  ///< what each of them shows
    QTimer* m_soon;
};

}  // namespace detent::desk
