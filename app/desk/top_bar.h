// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

#include <QFrame>

class QPushButton;

namespace detent::desk {

/// Session, pages, and how everything outside stands.
class TopBar : public QFrame {
    Q_OBJECT
public:
    TopBar(Desk& desk, const QStringList& pages, QWidget* parent);
    void setPage(int page);
    /// Buttons that bring a folded column back; shown only while one is folded.
    void setFolded(bool left, bool right, bool leftShown, bool rightShown);

signals:
    void pageWanted(int page);
    void leftWanted(bool wanted);
    void rightWanted(bool wanted);
    void keysWanted();

private:
    void showCount();

    Desk& m_desk;
    std::vector<QPushButton*> m_pages;
    QPushButton *m_left, *m_right;
};

}  // namespace detent::desk
