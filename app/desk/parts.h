// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/look.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>

namespace detent::desk {

// The small parts that every page is made of.

/// `tone`: heading, dim, small, title, large, strong, good, hand, bad, accent; empty: plain.
QLabel* makeLabel(const QString& text, const char* tone = "", QWidget* parent = nullptr);
/// `role`: main, hand, small, link, page, side, toggle, tool, session; empty: plain. The tip tells the key too.
QPushButton* makeButton(const QString& text, const char* role = "", const QString& tip = {}, QWidget* parent = nullptr);
void setTone(QLabel* label, const char* tone);

/// One line that is elided where there is no room, with the whole as its tip.
class ElidedLabel : public QLabel {
public:
    explicit ElidedLabel(const QString& text = {}, const char* tone = "", QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
};

/// A combo box with an arrow of the desk's own.
class Choice : public QComboBox {
public:
    explicit Choice(const QString& name, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent*) override;
};

/// A number that changes: tabular figures, as wide as `widest` from the first.
class NumberLabel : public QLabel {
public:
    NumberLabel(const QString& widest, int pixels, const Look& look, QWidget* parent = nullptr);
    void setNumber(const QString& text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QString m_widest;
    int m_pixels;
    const Look& m_look;
};

/// "1:18.402"
QString timeText(double seconds, bool millis);
/// "-1.8 dB"; a true minus is not used, so that figures can be copied.
QString dbText(double db, int decimals, bool plus = false);

}  // namespace detent::desk
