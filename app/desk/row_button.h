// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/look.h"

#include <QAbstractButton>

namespace detent::desk {

/// A line to choose: a text, and a short one at its right end. The chosen one stands on a card.
class RowButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit RowButton(const Look& look, QWidget* parent = nullptr);

    void setTexts(const QString& text, const QString& right);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    const Look& m_look;
    QString m_right;
};

}  // namespace detent::desk
