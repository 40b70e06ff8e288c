// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/message_list.h"

#include "app/desk/parts.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <set>

namespace detent::desk {

MessageList::MessageList(Desk& desk, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_column(new QVBoxLayout(this)), m_head(new QWidget) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    auto* clear = makeButton(tr("All read"), "link", tr("Puts all messages away"));
    auto* head = new QHBoxLayout(m_head);
    head->setContentsMargins(0, 0, 0, 0);
    head->addWidget(makeLabel(tr("Messages"), "heading"), 1);
    head->addWidget(clear);
    m_column->addWidget(m_head);
    connect(clear, &QPushButton::clicked, &desk.messages, &Messages::clear);
    connect(&desk.messages, &Messages::changed, this, [this] { show(); });
    show();
}

namespace {
/// A clause as a sentence begins.
QString begun(const QString& clause) {
    return clause.left(1).toUpper() + clause.mid(1);
}
}  // namespace

QWidget* MessageList::makeCard(const Message& message) {
    auto* card = new QFrame(this);
    card->setObjectName(message.isProblem ? "fault" : "card");
    auto* what = makeLabel(begun(message.what));
    what->setWordWrap(true);
    what->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* remedy = makeLabel(begun(message.remedy), "dim");
    remedy->setWordWrap(true);
    remedy->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* copy = makeButton(tr("Copy"), "small", tr("Copies the message"));
    auto* read = makeButton(tr("Read"), "small", tr("Puts the message away"));
    auto* foot = new QHBoxLayout;
    foot->setSpacing(6);
    foot->addWidget(makeLabel((message.isProblem ? tr("\u2260 ") : QString()) + message.time.toString("HH:mm"),
                              message.isProblem ? "bad" : "small"),
                    1);
    foot->addWidget(copy);
    foot->addWidget(read);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(6);
    column->addWidget(what);
    message.remedy.isEmpty() ? delete remedy : column->addWidget(remedy);
    column->addLayout(foot);
    card->setAccessibleName(message.text());
    connect(copy, &QPushButton::clicked, card, [text = message.text()] { QGuiApplication::clipboard()->setText(text); });
    connect(read, &QPushButton::clicked, &m_desk.messages, [this, id = message.id] { m_desk.messages.remove(id); });
    return card;
}

void MessageList::show() {
    std::set<int> present;
    for (const Message& message : m_desk.messages.all()) {
        present.insert(message.id);
        if (m_cards.contains(message.id)) continue;
        m_cards[message.id] = makeCard(message);
        m_column->insertWidget(1, m_cards[message.id]);  // newest first
    }
    std::erase_if(m_cards, [&](const auto& entry) {
        if (present.contains(entry.first)) return false;
        entry.second->hide(), entry.second->deleteLater();
        return true;
    });
    m_head->setVisible(present.size() > 1);
    setVisible(!present.empty());
}

}  // namespace detent::desk
