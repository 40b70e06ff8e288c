// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"
#include "app/draw/meters.h"

#include <QElapsedTimer>
#include <QWidget>

namespace detent::desk {

/// Level of the monitor: RMS, peak, a hold of two seconds, and a clip lamp that a click puts out.
class LevelView : public QWidget {
    Q_OBJECT
public:
    LevelView(Desk& desk, QWidget* parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void take();

    Desk& m_desk;
    draw::LevelMeterLook m_shown;
    std::array<qint64, audio::kMaxMeters> m_heldMs{};
    QElapsedTimer m_clock;
};

}  // namespace detent::desk
