// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/draw/text.h"
#include "app/draw/tokens.h"

#include <QFont>
#include <QObject>
#include <QString>

namespace detent::desk {

/// Colours and sizes of the whole desk: one theme, one scale of text. [main-thread]
class Look : public QObject {
    Q_OBJECT
public:
    explicit Look(QObject* parent = nullptr);

    draw::Theme theme() const { return m_theme; }
    const draw::Palette& palette() const { return draw::palette(m_theme); }
    double scale() const { return m_scale; }
    int px(int logical) const;  ///< a length that grows with the text
    QFont font(int pixels, draw::Weight weight = draw::Weight::Regular) const;

    void setTheme(draw::Theme theme);
    void setScale(double scale);  ///< 1..2
    void toggleTheme();
    QString styleSheet() const;

    static draw::Theme systemTheme();
    static QString name(draw::Theme theme);

signals:
    void changed();

private:
    draw::Theme m_theme = draw::Theme::Dark;
    double m_scale = 1;
};

}  // namespace detent::desk
