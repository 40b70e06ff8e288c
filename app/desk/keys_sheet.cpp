// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/keys_sheet.h"

#include "app/desk/parts.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace detent::desk {

KeysSheet::KeysSheet(const std::vector<Key>& keys, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* inside = new QWidget;
    inside->setObjectName("inside");
    auto* grid = new QGridLayout(inside);
    grid->setContentsMargins(24, 20, 24, 20);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(8);
    for (int i = 0; i < static_cast<int>(keys.size()); ++i) {
        const Key& key = keys[static_cast<std::size_t>(i)];
        grid->addWidget(makeLabel(key.shown, "strong"), i, 0);
        grid->addWidget(makeLabel(key.what), i, 1);
    }
    grid->setColumnStretch(1, 1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("Keys"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
    const QSize wish = inside->sizeHint() + QSize(24, 4);
    resize(wish.boundedTo(parent ? parent->size() - QSize(40, 40) : wish));
}

}  // namespace detent::desk
