// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

#include <QFrame>

namespace detent::desk {

/// On every page: transport, waveforms, the switch and what the match did, levels, monitor.
class BottomBar : public QFrame {
    Q_OBJECT
public:
    BottomBar(Desk& desk, QWidget* parent);
    class MonitorView& monitor() {
        return *m_monitor;
    }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    Desk& m_desk;
    class Transport* m_transport;
    class LoudnessView* m_loudness;
    class MonitorView* m_monitor;
};

}  // namespace detent::desk
