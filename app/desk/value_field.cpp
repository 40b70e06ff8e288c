// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/value_field.h"

#include "app/desk/control_item.h"
#include "app/desk/faceplate.h"

#include <QKeyEvent>
#include <QToolTip>

namespace detent::desk {

void ValueField::open(ControlItem& item) {
    auto* field = new ValueField(item);
    field->show();
    field->setFocus();
    field->selectAll();
}

ValueField::ValueField(ControlItem& item) : QLineEdit(item.parentWidget()), m_item(&item) {
    setText(QString::fromStdString(item.plate().scaleOf(item.control()).textOf(item.target())));
    setAccessibleName(item.accessibleName());
    setAccessibleDescription(item.accessibleDescription());
    setAlignment(Qt::AlignCenter);
    ensurePolished();
    const QSize size(std::max(item.width(), fontMetrics().horizontalAdvance("-00.00 kHz") + 28), sizeHint().height());
    QRect place(QPoint(item.geometry().center().x() - size.width() / 2, item.geometry().bottom() - size.height() + 1), size);
    const QRect room = parentWidget()->rect();
    place.moveLeft(std::clamp(place.left(), 2, std::max(2, room.width() - size.width() - 2)));
    place.moveTop(std::clamp(place.top(), 2, std::max(2, room.height() - size.height() - 2)));
    setGeometry(place);
}

void ValueField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return close();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return take();
    QLineEdit::keyPressEvent(event);
}

void ValueField::take() {
    if (!m_item) return close();
    const auto code = m_item->plate().scaleOf(m_item->control()).parse(text().trimmed().toStdString());
    if (!code) {
        selectAll();
        return QToolTip::showText(mapToGlobal(QPoint(0, height())), QString::fromStdString(code.problem().text()), this);
    }
    m_item->turnTo(*code);
    close();
}

void ValueField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason) close();
}

void ValueField::close() {
    const bool held = hasFocus();
    hide();
    deleteLater();
    if (held && m_item) m_item->setFocus();
}

}  // namespace detent::desk
