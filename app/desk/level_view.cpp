// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/level_view.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace detent::desk {

namespace {

constexpr qint64 kHoldMs = 2000;
constexpr double kFloorDb = -200, kFallDbPerTick = 0.67;  // 20 dB a second at 30 news a second

double toDb(float linear) {
    return linear > 1e-10F ? 20 * std::log10(static_cast<double>(linear)) : kFloorDb;
}

}  // namespace

LevelView::LevelView(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk) {
    m_shown.channels.resize(audio::kMaxMeters);
    m_shown.marks = false;
    m_clock.start();
    setAccessibleName(tr("Level of the monitor"));
    setToolTip(tr("RMS solid, peak lighter, the line holds the highest for two seconds. A click puts the clip lamps out."));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(&desk.player, &Player::heard, this, [this] { take(); });
}

QSize LevelView::sizeHint() const {
    return {m_desk.look.px(46), m_desk.look.px(170)};
}
QSize LevelView::minimumSizeHint() const {
    return {m_desk.look.px(46), m_desk.look.px(80)};
}

void LevelView::take() {
    const audio::EngineStatus& status = m_desk.player.hearing().status;
    const auto before = m_shown;
    const qint64 now = m_clock.elapsed();
    bool changed = false;
    for (std::size_t c = 0; c < m_shown.channels.size(); ++c) {
        draw::ChannelLevel& level = m_shown.channels[c];
        const draw::ChannelLevel was = level;
        level.rmsDb = std::max(toDb(status.rms[c]), level.rmsDb - kFallDbPerTick * 2);
        level.peakDb = std::max(toDb(status.peak[c]), level.peakDb - kFallDbPerTick);
        if (level.peakDb >= level.holdDb) level.holdDb = level.peakDb, m_heldMs[c] = now;
        if (now - m_heldMs[c] > kHoldMs) level.holdDb = std::max(level.peakDb, level.holdDb - kFallDbPerTick * 2);
        level.clipped |= status.clipped;
        changed |= was.rmsDb != level.rmsDb || was.peakDb != level.peakDb || was.holdDb != level.holdDb ||
                   was.clipped != level.clipped;
    }
    if (changed && m_shown.channels[0].holdDb + before.channels[0].holdDb > 2 * (kFloorDb + 1)) update();
}

void LevelView::mousePressEvent(QMouseEvent*) {
    for (draw::ChannelLevel& level : m_shown.channels) level.clipped = false;
    update();
}

void LevelView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const double scale = m_desk.look.scale();
    painter.scale(scale, scale);
    draw::paintLevelMeter(painter, QRectF(0, 0, width() / scale, height() / scale), m_shown, m_desk.look.palette());
}

}  // namespace detent::desk
