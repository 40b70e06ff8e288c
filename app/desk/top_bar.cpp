// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/top_bar.h"

#include "app/desk/parts.h"
#include "app/desk/session_button.h"
#include "app/desk/shape_button.h"
#include "app/desk/states_strip.h"

#include <QHBoxLayout>

namespace detent::desk {

TopBar::TopBar(Desk& desk, const QStringList& pages, QWidget* parent)
    : QFrame(parent),
      m_desk(desk),
      m_left(makeButton(tr("Songs"), "page", tr("Shows songs and snapshots"))),
      m_right(makeButton(tr("Work"), "page", tr("Shows the recall list, jobs and messages"))) {
    setObjectName("top");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 14, 8);
    row->setSpacing(8);
    row->addWidget(m_left);
    row->addWidget(new SessionButton(desk, nullptr), 2);
    row->addStretch(1);
    for (int i = 0; i < pages.size(); ++i) {
        auto* button = makeButton(pages[i], "page", tr("Ctrl+%1").arg(i + 1));
        button->setCheckable(true);
        connect(button, &QPushButton::clicked, this, [this, i] { emit pageWanted(i); });
        row->addWidget(button);
        m_pages.push_back(button);
    }
    row->addStretch(1);
    row->addWidget(new StatesStrip(desk, nullptr), 3);
    auto* theme =
        new ShapeButton(ShapeButton::Shape::Theme, tr("Light or dark"), tr("Light or dark (Ctrl+Shift+L)"), desk.look);
    auto* keys = new ShapeButton(ShapeButton::Shape::Help, tr("Keys"), tr("All keys (?)"), desk.look);
    row->addWidget(theme);
    row->addWidget(keys);
    row->addWidget(m_right);
    for (QPushButton* toggle : {m_left, m_right}) toggle->setCheckable(true);
    connect(theme, &QPushButton::clicked, &desk.look, &Look::toggleTheme);
    connect(keys, &QPushButton::clicked, this, &TopBar::keysWanted);
    connect(m_left, &QPushButton::clicked, this, &TopBar::leftWanted);
    connect(m_right, &QPushButton::clicked, this, &TopBar::rightWanted);
    connect(&desk.messages, &Messages::changed, this, [this] { showCount(); });
    showCount();
}

void TopBar::setPage(int page) {
    for (int i = 0; i < static_cast<int>(m_pages.size()); ++i) m_pages[static_cast<std::size_t>(i)]->setChecked(i == page);
}

void TopBar::setFolded(bool left, bool right, bool leftShown, bool rightShown) {
    m_left->setVisible(left);
    m_right->setVisible(right);
    m_left->setChecked(leftShown);
    m_right->setChecked(rightShown);
}

void TopBar::showCount() {
    const auto count = m_desk.messages.all().size();
    m_right->setText(count == 0 ? tr("Work") : count == 1 ? tr("1 message") : tr("%1 messages").arg(count));
    m_right->setAccessibleName(m_right->text());
}

}  // namespace detent::desk
