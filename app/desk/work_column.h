// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

class QScrollArea;

namespace detent::desk {

/// The right column: what the desk is doing and what it has to say.
class WorkColumn : public QWidget {
    Q_OBJECT
public:
    WorkColumn(Desk& desk, QWidget* parent);

private:
    void showEmpty();

    Desk& m_desk;
    QScrollArea* m_scroll;
    QLabel* m_empty;
};

}  // namespace detent::desk
