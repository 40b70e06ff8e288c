// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QPointer>

namespace detent::desk {

class ControlItem;

/// A field over a control's value, for typing it with its unit: Enter turns the control, Escape leaves it as it was. What
/// cannot be understood stays in the field, with what would be.
class ValueField : public QLineEdit {
    Q_OBJECT
public:
    static void open(ControlItem& item);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    explicit ValueField(ControlItem& item);
    void take();
    void close();

    QPointer<ControlItem> m_item;
};

}  // namespace detent::desk
