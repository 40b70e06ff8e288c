// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/look.h"

#include <QPushButton>

namespace detent::desk {

/// A button that bears a drawn sign: of the transport, or a theme.
class ShapeButton : public QPushButton {
    Q_OBJECT
public:
    enum class Shape { Play, Stop, Loop, Theme, Help };
    ShapeButton(Shape shape, const QString& name, const QString& tip, const Look& look, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Shape m_shape;
    const Look& m_look;
};

}  // namespace detent::desk
