// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"
#include "app/desk/parts.h"

class QSlider;

namespace detent::desk {

/// Dim, mono and the gain of the monitor.
class MonitorView : public QWidget {
    Q_OBJECT
public:
    MonitorView(Desk& desk, QWidget* parent);

    void toggleDim() { m_dim->click(); }
    void toggleMono() { m_mono->click(); }

private:
    void setGain(int tenthsDb);

    Desk& m_desk;
    QPushButton *m_dim, *m_mono;
    QSlider* m_gain;
    NumberLabel* m_text;
};

}  // namespace detent::desk
