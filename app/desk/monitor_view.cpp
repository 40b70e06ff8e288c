// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/monitor_view.h"

#include <QSlider>
#include <QVBoxLayout>

namespace detent::desk {

namespace {
constexpr int kLowestTenthsDb = -600;
constexpr double kFirstDb = -6;
}  // namespace

MonitorView::MonitorView(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_dim(makeButton(tr("Dim"), "toggle", tr("20 dB down (D)"))),
      m_mono(makeButton(tr("Mono"), "toggle", tr("Left and right together (M)"))),
      m_gain(new QSlider(Qt::Horizontal)),
      m_text(new NumberLabel("-00.0 dB", 13, desk.look)) {
    m_dim->setCheckable(true);
    m_mono->setCheckable(true);
    m_gain->setRange(kLowestTenthsDb, 0);
    m_gain->setSingleStep(5);
    m_gain->setPageStep(30);
    m_gain->setAccessibleName(tr("Gain of the monitor"));
    m_gain->setToolTip(tr("Gain of the monitor"));
    m_text->setAlignment(Qt::AlignCenter);
    auto* label = makeLabel(tr("Monitor"), "dim");
    label->setAlignment(Qt::AlignCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_dim);
    column->addWidget(m_mono);
    column->addStretch();
    column->addWidget(label);
    column->addWidget(m_gain);
    column->addWidget(m_text);
    connect(m_dim, &QPushButton::toggled, &desk.player, &Player::setDim);
    connect(m_mono, &QPushButton::toggled, &desk.player, &Player::setMono);
    connect(m_gain, &QSlider::valueChanged, this, [this](int tenths) { setGain(tenths); });
    const int kept = static_cast<int>(desk.settings.number("monitor", kFirstDb) * 10);
    m_gain->setValue(kept);
    setGain(m_gain->value());
}

void MonitorView::setGain(int tenthsDb) {
    m_desk.player.setMonitorGain(tenthsDb / 10.0);
    m_text->setNumber(dbText(tenthsDb / 10.0, 1));
    m_desk.settings.set("monitor", QString::number(tenthsDb / 10.0));
}

}  // namespace detent::desk
