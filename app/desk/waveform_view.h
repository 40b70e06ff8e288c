// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

#include <QPixmap>
#include <QWidget>

namespace detent::desk {

/// The candidates' waveforms in step. A click goes there, a drag selects the loop; arrows move by a second.
class WaveformView : public QWidget {
    Q_OBJECT
public:
    WaveformView(Desk& desk, QWidget* parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void changed();
    void moved();
    void render();
    double fractionAt(double x) const;
    std::int64_t frameAt(double x) const;
    double playheadX() const;

    Desk& m_desk;
    QPixmap m_picture;
    bool m_stale = true;
    int m_headX = -1;
    double m_pressX = 0;
    bool m_pressed = false, m_selecting = false;
};

}  // namespace detent::desk
