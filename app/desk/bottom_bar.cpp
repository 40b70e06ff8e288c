// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/bottom_bar.h"

#include "app/desk/level_view.h"
#include "app/desk/loudness_view.h"
#include "app/desk/match_strip.h"
#include "app/desk/monitor_view.h"
#include "app/desk/side_switch.h"
#include "app/desk/transport.h"
#include "app/desk/waveform_view.h"

#include <QHBoxLayout>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace detent::desk {

namespace {
constexpr int kFlatBelow = 196, kLoudnessFrom = 820, kWideFrom = 1160;  // logical pixels
}

BottomBar::BottomBar(Desk& desk, QWidget* parent)
    : QFrame(parent),
      m_desk(desk),
      m_transport(new Transport(desk, nullptr)),
      m_loudness(new LoudnessView(desk, nullptr)),
      m_monitor(new MonitorView(desk, nullptr)) {
    setObjectName("bottom");
    auto* under = new QHBoxLayout;
    under->setSpacing(24);
    under->addWidget(new SideSwitch(desk, nullptr));
    under->addWidget(new MatchStrip(desk, nullptr), 1);
    auto* middle = new QVBoxLayout;
    middle->setSpacing(12);
    middle->addWidget(new WaveformView(desk, nullptr), 1);
    middle->addLayout(under);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 14, 20, 14);
    row->setSpacing(20);
    row->addWidget(m_transport);
    row->addLayout(middle, 1);
    row->addWidget(new LevelView(desk, nullptr));
    row->addWidget(m_loudness);
    row->addWidget(m_monitor);
}

void BottomBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    const double scale = m_desk.look.scale(), width = event->size().width() / scale, height = event->size().height() / scale;
    m_loudness->setFlat(height < kFlatBelow);
    m_loudness->setVisible(width >= kLoudnessFrom);
    m_transport->setFixedWidth(m_desk.look.px(width >= kWideFrom ? 204 : 146));
    m_monitor->setFixedWidth(m_desk.look.px(96));
}

}  // namespace detent::desk
