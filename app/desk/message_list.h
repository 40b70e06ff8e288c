// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

class QVBoxLayout;

namespace detent::desk {

/// Messages stay until they are read, and can be copied.
class MessageList : public QWidget {
    Q_OBJECT
public:
    MessageList(Desk& desk, QWidget* parent);

private:
    void show();
    QWidget* makeCard(const Message& message);

    Desk& m_desk;
    QVBoxLayout* m_column;
    std::map<int, QWidget*> m_cards;
    QWidget* m_head;
};

}  // namespace detent::desk
