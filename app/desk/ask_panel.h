// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

#include <QFrame>

class QPushButton;

namespace detent::desk {

/// The step at hand: what a person is to do or to allow, and the answers. Enter gives the first.
class AskPanel : public QFrame {
    Q_OBJECT
public:
    explicit AskPanel(Desk& desk);
    void ask(const recall::Step& step);

private:
    Desk& m_desk;
    QLabel *m_what, *m_how, *m_instruction;
    QPushButton *m_done, *m_sound, *m_skip;
};

}  // namespace detent::desk
