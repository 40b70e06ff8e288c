// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

class QLabel;
class QComboBox;
class QPushButton;

namespace detent::desk {

class MatchGraph;

/// Source against print: large waveforms, what the match did, how they differ over frequency.
class ComparePage : public QWidget {
    Q_OBJECT
public:
    ComparePage(Desk& desk, QWidget* parent);

private:
    QWidget* makeGraphs();
    void show();
    void showPrints();

    Desk& m_desk;
    QLabel* m_title;
    QComboBox* m_print;
    MatchGraph *m_gain, *m_residual;
    QWidget *m_graphs, *m_empty;
    QLabel *m_summary, *m_emptyText;
    QPushButton* m_make;
};

}  // namespace detent::desk
