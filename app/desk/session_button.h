// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

#include <QPushButton>

namespace detent::desk {

/// The session at hand and its client; its menu opens another, begins a new one, renames this one.
class SessionButton : public QPushButton {
    Q_OBJECT
public:
    SessionButton(Desk& desk, QWidget* parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void openMenu();
    void ask(const QString& title, const QString& label, const QString& text, std::function<void(const QString&)> take);

    Desk& m_desk;
};

}  // namespace detent::desk
