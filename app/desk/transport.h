// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"
#include "app/desk/parts.h"
#include "app/desk/shape_button.h"

namespace detent::desk {

/// Play, stop, loop, and where it is.
class Transport : public QWidget {
    Q_OBJECT
public:
    Transport(Desk& desk, QWidget* parent);

private:
    void showTime();
    void showLoop();

    Desk& m_desk;
    ShapeButton *m_play, *m_stop, *m_loop;
    NumberLabel* m_time;
    QLabel *m_loopText, *m_note;
};

}  // namespace detent::desk
