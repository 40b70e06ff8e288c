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
    RackView& view() { return *m_view; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeEmpty();
    void unitsReset();
    void showTexts();

    Desk& m_desk;
    ElidedLabel *m_source, *m_insert, *m_print;
    QScrollArea* m_scroll;
    RackView* m_view;
    QWidget* m_empty;
    QLabel *m_emptyTitle, *m_emptyText;
    QPushButton *m_addUnit, *m_printButton;
};

}  // namespace detent::desk
