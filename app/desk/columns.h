// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

#include <QSplitter>

namespace detent::desk {

/// The three columns. Where there is no room for all, the right one folds away first, then the left; either can be called
/// back in the place of the other.
class Columns : public QSplitter {
    Q_OBJECT
public:
    Columns(Desk& desk, QWidget* left, QWidget* page, QWidget* right);

    void wantLeft(bool wanted);
    void wantRight(bool wanted);

signals:
    /// Which cannot stand beside the page together with the other, and which are shown.
    void folded(bool left, bool right, bool leftShown, bool rightShown);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Aside { Automatic, Left, Right, None };
    void arrange();
    void keep();

    Desk& m_desk;
    Aside m_aside = Aside::Automatic;
    int m_leftWidth, m_rightWidth;  ///< logical
    bool m_arranging = false;
};

}  // namespace detent::desk
