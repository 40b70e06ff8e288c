// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/unit_menu.h"

#include "app/desk/control_item.h"
#include "app/desk/plate_state.h"
#include "app/desk/unit_dialog.h"
#include "app/desk/words.h"

#include <QMenu>

namespace detent::desk {

namespace {

/// A menu that goes when it is closed; it does not stop the desk.
QMenu* makeMenu(QWidget* parent) {
    auto* menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    return menu;
}

}  // namespace

void showControlMenu(Desk& desk, Faceplate& plate, ControlItem& item, const QPoint& at) {
    const profiles::Control& control = item.control();
    const recall::UnitId id = plate.unit().unit.id;
    QMenu* menu = makeMenu(&item);
    menu->addAction(item.accessibleName() + ": " + item.spoken())->setEnabled(false);
    menu->addSeparator();
    menu->addAction(tr("Type a value\tEnter"), &item, &ControlItem::type);
    const QString standard = QString::fromStdString(control.scale.textOf(control.defaultCode));
    menu->addAction(tr("Default: %1\tDelete").arg(standard), &item, [&item, &control] { item.turnTo(control.defaultCode); });
    QAction* read = menu->addAction(tr("Read back"), &desk.rack, [&desk, id] { desk.rack.readBack({id}); });
    read->setEnabled(control.readable() && desk.rack.linkState(id) == Rack::LinkState::Up);
    QAction* lock = menu->addAction(tr("Lock against recall"), &desk.rack,
                                    [&desk, id, name = control.id](bool on) { desk.rack.setLocked(id, name, on); });
    lock->setCheckable(true);
    lock->setChecked(plate.unit().locked.contains(control.id));
    menu->addSeparator();
    menu->addAction(tr("Where this comes from"), &desk, [&desk, &plate, &control] {
        desk.messages.note(QString::fromStdString(plate.unit().unit.name + " " + control.label) + ": " +
                           sourceText(plate.profile(), control));
    });
    menu->popup(at);
}

void showUnitMenu(Desk& desk, const recall::UnitId& unit, const QPoint& at, QWidget* parent) {
    const recall::KnownUnit* known = desk.rack.find(unit);
    if (!known) return;
    QMenu* menu = makeMenu(parent);
    const Rack::LinkState link = desk.rack.linkState(unit);
    QAction* head = menu->addAction(
        QString::fromStdString(known->unit.name + ", " + known->profile->maker + " " + known->profile->model));
    head->setEnabled(false);
    menu->addSeparator();
    menu->addAction(tr("Read back"), &desk.rack, [&desk, unit] { desk.rack.readBack({unit}); })
        ->setEnabled(link == Rack::LinkState::Up);
    menu->addAction(tr("Open its link"), &desk.rack, [&desk, unit] { desk.rack.open({unit}); })
        ->setEnabled(link == Rack::LinkState::Lost);
    menu->addSeparator();
    menu->addAction(tr("Rename…"), parent, [&desk, unit, parent] { askName(desk, unit, parent); });
    menu->addAction(tr("Retire…"), parent, [&desk, unit, parent] { askRetire(desk, unit, parent); });
    menu->popup(at);
}

}  // namespace detent::desk
