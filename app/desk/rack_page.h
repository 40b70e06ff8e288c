// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/parts.h"
#include "app/desk/rack_view.h"

#include <QScrollArea>

namespace detent::desk {

/// The rack as it stands in the room, what feeds it and what it is printed through.
class RackPage : public QWidget {
    Q_OBJECT
public:
    RackPage(Desk& desk, QWidget* parent);

    void addUnit();
    /// Brings it into view and gives it the focus; an empty control is the unit's first.
    void showControl(const recall::UnitId& unit, const std::string& control);
    RackView& view() { return *m_view; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void layOut();
    void listen();
    QWidget* makeEmpty();
    void unitsReset();
    void showTexts();
    void showGuide();

    Desk& m_desk;
    ElidedLabel *m_source, *m_insert, *m_print;
    QScrollArea* m_scroll;
    RackView* m_view;
    class Guide* m_guide;
    QWidget *m_rack, *m_empty;  ///< what stands there when nobody is guided
    QLabel *m_emptyTitle, *m_emptyText;
    QPushButton *m_addUnit, *m_printButton, *m_guideButton;
    bool m_guideLeft = false;  ///< the person went back to the rack
};

}  // namespace detent::desk
