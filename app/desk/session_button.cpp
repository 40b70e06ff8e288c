// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/session_button.h"

#include <QInputDialog>
#include <QMenu>
#include <QPainter>

namespace detent::desk {

namespace {
constexpr std::size_t kMostSessions = 20;
}

SessionButton::SessionButton(Desk& desk, QWidget* parent) : QPushButton(parent), m_desk(desk) {
    setProperty("role", "session");
    setAutoDefault(true);
    setToolTip(tr("Sessions"));
    connect(this, &QPushButton::clicked, this, [this] { openMenu(); });
    connect(&desk.book, &Book::sessionChanged, this, [this] {
        const recall::Session* session = m_desk.book.session();
        setAccessibleName(session ? tr("Session %1").arg(QString::fromStdString(session->title)) : tr("No session"));
        updateGeometry();
        update();
    });
    setAccessibleName(tr("No session"));
}

QSize SessionButton::sizeHint() const {
    return {m_desk.look.px(330), m_desk.look.px(34)};
}
QSize SessionButton::minimumSizeHint() const {
    return {m_desk.look.px(90), m_desk.look.px(34)};
}

void SessionButton::paintEvent(QPaintEvent* event) {
    QPushButton::paintEvent(event);
    const recall::Session* session = m_desk.book.session();
    const draw::Palette& p = m_desk.look.palette();
    QPainter painter(this);
    QRect room = rect().adjusted(m_desk.look.px(8), 0, -m_desk.look.px(8), 0);
    painter.setFont(m_desk.look.font(15, draw::Weight::SemiBold));
    painter.setPen(p.text);
    const QString title = session ? QString::fromStdString(session->title) : tr("Detent");
    const QString shown = painter.fontMetrics().elidedText(title, Qt::ElideRight, room.width());
    const int baseline = (height() + painter.fontMetrics().ascent() - painter.fontMetrics().descent()) / 2;
    painter.drawText(room.left(), baseline, shown);
    room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(shown) + m_desk.look.px(10));
    painter.setFont(m_desk.look.font(12));
    painter.setPen(p.dim);
    const QString client = session ? QString::fromStdString(session->client) : QString();
    if (room.width() > m_desk.look.px(40))
        painter.drawText(room.left(), baseline, painter.fontMetrics().elidedText(client, Qt::ElideRight, room.width()));
}

void SessionButton::ask(const QString& title, const QString& label, const QString& text,
                        std::function<void(const QString&)> take) {
    auto* dialog = new QInputDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setTextValue(text);
    connect(dialog, &QInputDialog::textValueSelected, &m_desk, [take = std::move(take)](const QString& typed) {
        if (!typed.trimmed().isEmpty()) take(typed.trimmed());
    });
    dialog->open();
}

void SessionButton::openMenu() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto& sessions = m_desk.book.sessions();
    for (std::size_t i = 0; i < std::min(kMostSessions, sessions.size()); ++i) {
        QAction* action = menu->addAction(QString::fromStdString(sessions[i].title), &m_desk.book,
                                          [this, id = sessions[i].id] { m_desk.book.chooseSession(id); });
        action->setCheckable(true);
        action->setChecked(m_desk.book.session() && m_desk.book.session()->id == sessions[i].id);
    }
    menu->addSeparator();
    menu->addAction(tr("New session…"), this, [this] {
        ask(tr("New session"), tr("Title, or title / client"), {}, [this](const QString& typed) {
            m_desk.book.addSession(typed.section('/', 0, 0).trimmed(), typed.section('/', 1).trimmed());
        });
    });
    if (const recall::Session* session = m_desk.book.session())
        menu->addAction(tr("Rename this session…"), this, [this, title = QString::fromStdString(session->title)] {
            ask(tr("Rename the session"), tr("Title"), title,
                [this](const QString& typed) { m_desk.book.renameSession(typed); });
        });
    menu->popup(mapToGlobal(QPoint(0, height())));
}

}  // namespace detent::desk
