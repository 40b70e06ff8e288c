// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"
#include "app/draw/faceplate.h"

#include <QWidget>

#include <map>

namespace detent::desk {

class ControlItem;

/// One unit of the rack: its plate with a widget for every control.
class Faceplate : public QWidget {
    Q_OBJECT
public:
    Faceplate(Desk& desk, const recall::UnitId& unit, QWidget* parent);

    const recall::KnownUnit& unit() const;
    const profiles::Profile& profile() const { return *m_profile; }
    const draw::FaceplateLayout& layout() const { return m_layout; }
    const draw::FaceplateState& state() const { return m_state; }
    double scale() const { return m_desk.look.scale(); }  ///< device-independent pixels of one logical pixel
    QString spoken(const profiles::Control& control) const;
    /// As it is read while the control that it depends on stands where it does.
    const profiles::Scale& scaleOf(const profiles::Control& control) const;
    ControlItem* item(const std::string& control) const;  ///< null where it has no such control

    double preferredHeight(double width) const;
    double leastHeight(double width) const;

    void turn(const profiles::Control& control, profiles::Code code, int gesture);
    void showMenu(ControlItem& item, const QPoint& at);
    void paintLock(QPainter& painter, const draw::FaceplatePlace& place) const;
    void refresh();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void placeItems();
    void showMeters();

    Desk& m_desk;
    recall::UnitId m_id;
    profiles::ProfilePtr m_profile;
    draw::FaceplateLayout m_layout, m_plate;  ///< the whole; what the items do not paint
    draw::FaceplateState m_state;
    std::map<int, ControlItem*> m_items;
};

}  // namespace detent::desk
