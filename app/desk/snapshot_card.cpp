// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/snapshot_card.h"

#include "app/desk/parts.h"
#include "app/desk/recall_text.h"
#include "app/desk/snapshot_details.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace detent::desk {

using recall::Snapshot;

namespace {

constexpr int kRail = 34;  // the line and its dots

/// "14:05" of today, "Tue" of this week, "3 Nov" before.
QString whenText(recall::UtcMs time, recall::UtcMs now) {
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(time), today = QDateTime::fromMSecsSinceEpoch(now);
    if (now - time < 60000) return SnapshotCard::tr("now");
    if (then.date() == today.date()) return then.toString("HH:mm");
    if (then.daysTo(today) < 6) return QLocale(QLocale::English).toString(then.date(), "ddd");
    return QLocale(QLocale::English)
        .toString(then.date(), then.date().year() == today.date().year() ? "d MMM" : "d MMM yyyy");
}

QString whatText(const SnapshotItem& item) {
    QString text = item.first ? SnapshotCard::tr("%1 controls").arg(item.changed)
                              : changesText(static_cast<std::size_t>(item.changed), item.added, item.gone);
    if (text.isEmpty()) text = SnapshotCard::tr("nothing changed");
    if (item.snapshot.status != Snapshot::Status::Draft) text += QString(", ") + recall::name(item.snapshot.status);
    return text;
}

}  // namespace

SnapshotCard::SnapshotCard(Desk& desk, const SnapshotItem& item, bool first, bool last, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_id(item.snapshot.id),
      m_status(item.snapshot.status),
      m_first(first),
      m_last(last),
      m_head(new QWidget),
      m_name(new ElidedLabel(QString::fromStdString(item.snapshot.name), "strong")),
      m_what(new ElidedLabel(whatText(item), "dim")),
      m_when(makeLabel({}, "small")) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(tr("Snapshot %1, %2").arg(m_name->text(), m_what->text()));
    auto* top = new QHBoxLayout;
    top->setSpacing(6);
    top->addWidget(m_name, 1);
    m_when->setToolTip(QLocale().toString(QDateTime::fromMSecsSinceEpoch(item.snapshot.createdMs), QLocale::LongFormat));
    top->addWidget(m_when);
    showWhen(item.snapshot.createdMs);
    auto* head = new QVBoxLayout(m_head);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(2);
    head->addLayout(top);
    head->addWidget(m_what);
    auto* column = new QVBoxLayout(this);
    const auto stand = [&look = desk.look, column] { column->setContentsMargins(look.px(kRail) + 10, 8, 10, 8); };
    connect(&desk.look, &Look::changed, this, stand);
    stand();
    column->setSpacing(8);
    column->addWidget(m_head);
}

void SnapshotCard::showWhen(recall::UtcMs created) {
    m_when->setText(whenText(created, m_desk.services.clock()));
}

void SnapshotCard::setChosen(bool chosen) {
    m_isChosen = chosen;
    if (chosen && !m_details) {
        m_details = new SnapshotDetails(m_desk, m_id);
        layout()->addWidget(m_details);
    }
    if (m_details) m_details->setVisible(chosen);
    update();
}

void SnapshotCard::showDifferences(const recall::UnitDifferences& fromBefore, const recall::UnitDifferences& toPresent) {
    if (m_details) m_details->showDifferences(fromBefore, toPresent);
}

void SnapshotCard::editName() {
    auto* field = new QLineEdit(m_name->text(), m_head);
    field->setAccessibleName(tr("Name of the snapshot"));
    field->setGeometry(0, 0, m_head->width(), field->sizeHint().height());
    field->show();
    field->setFocus();
    field->selectAll();
    connect(field, &QLineEdit::editingFinished, this, [this, field] {
        if (field->isHidden()) return;
        const QString name = field->text();
        field->hide();
        field->deleteLater();
        setFocus();
        m_desk.renameSnapshot(m_id, name);
    });
}

void SnapshotCard::mousePressEvent(QMouseEvent*) {
    emit chosen();
}

void SnapshotCard::mouseDoubleClickEvent(QMouseEvent*) {
    editName();
}

void SnapshotCard::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_F2:
            return editName();
        case Qt::Key_Return:
        case Qt::Key_Enter:
            emit chosen();
            return;
        case Qt::Key_Up:
            focusPreviousChild();
            return;
        case Qt::Key_Down:
            focusNextChild();
            return;
        case Qt::Key_Escape:  // of the name's field, too
            for (QLineEdit* field : m_head->findChildren<QLineEdit*>()) field->hide(), field->deleteLater();
            setFocus();
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

bool SnapshotCard::event(QEvent* event) {
    const auto type = event->type();
    if (type == QEvent::FocusIn || type == QEvent::FocusOut || type == QEvent::HoverEnter || type == QEvent::HoverLeave)
        update();
    return QWidget::event(event);
}

QColor SnapshotCard::dotColour() const {
    const draw::Palette& p = m_desk.look.palette();
    if (m_isChosen) return p.accent;
    return m_status == Snapshot::Status::Approved ? p.good : QColor();
}

void SnapshotCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const draw::Palette& p = m_desk.look.palette();
    const double x = m_desk.look.px(kRail) / 2.0 + 1, y = 8 + m_desk.look.px(9), r = m_desk.look.px(6);
    painter.setPen(QPen(p.line, 2));
    if (!m_first) painter.drawLine(QPointF(x, 0), QPointF(x, y));
    if (!m_last) painter.drawLine(QPointF(x, y), QPointF(x, height()));
    const QColor dot = dotColour();
    painter.setPen(QPen(dot.isValid() ? dot : p.faint, 2));
    painter.setBrush(dot.isValid() ? dot : p.panel);
    painter.drawEllipse(QPointF(x, y), r, r);
    if (!m_isChosen && !hasFocus() && !underMouse()) return;
    painter.setPen(QPen(hasFocus() ? p.hand : p.line, hasFocus() ? 2 : 1));
    painter.setBrush(m_isChosen ? p.raised : QColor(Qt::transparent));
    painter.drawRoundedRect(QRectF(m_desk.look.px(kRail), 1, width() - m_desk.look.px(kRail) - 1, height() - 2), 6, 6);
}

}  // namespace detent::desk
