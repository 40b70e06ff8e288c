// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"
#include "app/draw/faceplate.h"

#include <QWidget>

namespace detent::desk {

/// The panel of a unit that is set by hand: where each control stands and where it must go, what is set already, and the one
/// at hand. A click or the arrows choose another, Enter says that it is set.
class GuidePlate : public QWidget {
    Q_OBJECT
public:
    explicit GuidePlate(Desk& desk, QWidget* parent = nullptr);

    void setUnit(const recall::UnitId& unit);
    void setCurrent(const std::string& control);
    /// Of the unit: as it stands, what the person said already taken in.
    const draw::FaceplateState& state() const { return m_state; }
    /// How a control is drawn, for one that draws it large; null where it is not of this unit.
    const draw::FaceplatePlace* placeOf(const std::string& control) const;
    QRect cellOf(const std::string& control) const;
    int heightWithin(int width, int room) const;  ///< as tall as it likes, less where there is no room, never unusable
    void refresh();

signals:
    void chosen(const QString& control);
    void confirmed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    const recall::KnownUnit* unit() const { return m_desk.rack.find(m_id); }
    const RecallLine* lineOf(const std::string& control) const;
    void paintMarks(QPainter& painter) const;
    void step(int by);

    Desk& m_desk;
    recall::UnitId m_id;
    std::string m_current;
    draw::FaceplateLayout m_layout;
    draw::FaceplateState m_state;
};

}  // namespace detent::desk
