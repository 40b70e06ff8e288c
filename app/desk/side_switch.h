// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

class QPushButton;
class QHBoxLayout;

namespace detent::desk {

/// Which candidate is heard. Source, print and the live rack always have their places.
class SideSwitch : public QWidget {
    Q_OBJECT
public:
    SideSwitch(Desk& desk, QWidget* parent);

private:
    void show();
    QPushButton* add(const QString& letter, const QString& tip);

    Desk& m_desk;
    QHBoxLayout* m_row;
    QPushButton *m_source, *m_print, *m_live;
};

}  // namespace detent::desk
