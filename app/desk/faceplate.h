// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"
#include "app/desk/page_bar.h"
#include "app/draw/faceplate.h"

#include <QWidget>

#include <map>

namespace detent::desk {

class ControlItem;

/// One unit of the rack: its plate with a widget for every control; a large one's by pages, chosen above it.
class Faceplate : public QWidget {
    Q_OBJECT
public:
    Faceplate(Desk& desk, const recall::UnitId& unit, QWidget* parent);

    const recall::KnownUnit& unit() const;
    const profiles::Profile& profile() const { return *m_profile; }
    const draw::FaceplateLayout& layout() const { return m_layout; }
    const draw::FaceplateState& state() const { return m_state; }
    double scale() const { return m_desk.look.scale(); }  ///< device-independent pixels of one logical pixel
    QPoint origin() const;                                ///< of the layout
    QString spoken(const profiles::Control& control) const;
    /// As it is read while the control that it depends on stands where it does.
    const profiles::Scale& scaleOf(const profiles::Control& control) const;
    ControlItem* item(const std::string& control) const;  ///< null where it has no such control

    PageBar* pages() const { return m_bar; }  ///< null where there is one page
    void bring(const std::string& control);   ///< onto the page that is shown

    double preferredHeight(double width) const;
    double leastHeight(double width) const;

    void turn(const profiles::Control& control, profiles::Code code, int gesture);
    void showMenu(ControlItem& item, const QPoint& at);
    void paintLock(QPainter& painter, const draw::FaceplatePlace& place) const;
    void refresh();

signals:
    void turnedPage();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    const profiles::Profile& shown() const { return *page().shown; }
    const PlatePage& page() const { return m_bar ? m_bar->page() : m_whole; }
    QRect onWidget(const QRectF& rect) const;  ///< of the layout
    void placeItems();
    void showPage();
    void showMeters();

    Desk& m_desk;
    recall::UnitId m_id;
    profiles::ProfilePtr m_profile;
    PlatePage m_whole;
    PageBar* m_bar = nullptr;
    std::vector<ControlItem*> m_order;  ///< those shown, as the eye goes
    draw::FaceplateLayout m_layout, m_plate;  ///< the whole; what the items do not paint
    draw::FaceplateState m_state;
    std::map<int, ControlItem*> m_items;
};

}  // namespace detent::desk
