// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

class QProgressBar;
class QVBoxLayout;

namespace detent::desk {

/// Long work under way: what, how far, how long yet, and cancel.
class JobList : public QWidget {
    Q_OBJECT
public:
    JobList(Desk& desk, QWidget* parent);

private:
    struct Row {
        QWidget* whole = nullptr;
        QProgressBar* bar = nullptr;
        QLabel* toGo = nullptr;
    };
    void show();
    void add(const JobView& view);

    Desk& m_desk;
    QVBoxLayout* m_column;
    std::map<int, Row> m_rows;
};

}  // namespace detent::desk
