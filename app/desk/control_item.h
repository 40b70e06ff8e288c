// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/draw/faceplate.h"

#include <QWidget>

#include <optional>
#include <tuple>

namespace detent::desk {

class Faceplate;

/// One control on a faceplate: paints itself over the plate and turns what hands and keys do into codes.
class ControlItem : public QWidget {
    Q_OBJECT
public:
    ControlItem(Faceplate& plate, int control);

    const profiles::Control& control() const;
    const Faceplate& plate() const { return m_plate; }
    profiles::Code target() const;  ///< what it has been asked to stand at, else where it stands, else its default
    void turnTo(profiles::Code code);
    /// Opens the field for typing a value with its unit.
    void type();
    void stateChanged();  ///< repaints, and tells assistive tools
    QString spoken() const;
    /// What it is known to stand at, what is wanted, how well it is known, whether they differ.
    using Shown = std::tuple<std::optional<profiles::Code>, std::optional<profiles::Code>, draw::Knowledge, bool>;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    const draw::FaceplatePlace* place() const;
    bool isKnob() const;
    void click(const QPointF& at);
    void toDefault();
    int gesture(bool keepOn);

    Faceplate& m_plate;
    int m_control;
    bool m_pressed = false, m_dragged = false;
    double m_dragY = 0, m_dragFraction = 0, m_wheel = 0;
    profiles::Code m_before = 0;
    int m_gesture = 0;
    qint64 m_gestureMs = 0;
    QString m_spoken;
    std::tuple<Shown, Shown, bool> m_shown;  ///< of it, of the control that it depends on, and whether it is locked
};

/// Lets assistive tools see every ControlItem as a dial with name, value, range and step. Once per process.
void installControlAccess();

}  // namespace detent::desk
