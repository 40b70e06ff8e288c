// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace detent::desk {

class AskPanel;
class RecallRow;

/// The recall from its plan to its outcome.
class RecallList : public QWidget {
    Q_OBJECT
public:
    RecallList(Desk& desk, QWidget* parent);

signals:
    void rowAtHand(QWidget* row);  ///< it should be seen

private:
    void show();
    void showLines();
    void showHead();
    void showButtons();
    void makeRows();
    void press();

    Desk& m_desk;
    QLabel *m_title, *m_count, *m_summary, *m_notes;
    QProgressBar* m_bar;
    QVBoxLayout* m_rowsLayout;
    std::vector<RecallRow*> m_rows;
    AskPanel* m_ask;
    QPushButton *m_go, *m_cancel, *m_undo;
    QTimer* m_clock;
    recall::UtcMs m_since = 0;
    int m_state = -1;
    const recall::Step* m_asked = nullptr;
};

}  // namespace detent::desk
