// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/match_graph.h"

class QVBoxLayout;

namespace detent::desk {

/// What the match found between source and print.
class MatchCard : public QWidget {
    Q_OBJECT
public:
    MatchCard(Desk& desk, QWidget* parent);

private:
    void show();
    QLabel* addRow(const QString& name);

    Desk& m_desk;
    QLabel *m_title, *m_verdict;
    MatchGraph* m_graph;
    QVBoxLayout* m_column;
    QLabel *m_level, *m_delay, *m_difference, *m_loudness;
};

}  // namespace detent::desk
