// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/ask_panel.h"

#include "app/desk/parts.h"
#include "app/desk/recall_text.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace detent::desk {

using recall::Answer;

AskPanel::AskPanel(Desk& desk)
    : m_desk(desk),
      m_what(new ElidedLabel({}, "strong")),
      m_how(makeLabel({}, "hand")),
      m_instruction(makeLabel({}, "dim")),
      m_done(makeButton({}, "hand")),
      m_sound(makeButton(tr("By sound"), "small", tr("It was set by ear or by measurement"))),
      m_skip(makeButton(tr("Skip"), "small", tr("Leaves this control as it is"))) {
    setObjectName("asked");
    m_instruction->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->addWidget(m_what, 1);
    head->addWidget(m_how);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(m_done, 1);
    buttons->addWidget(m_sound);
    buttons->addWidget(m_skip);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_instruction);
    column->addLayout(buttons);
    connect(m_done, &QPushButton::clicked, this, [this] { m_desk.recalls.answer(Answer::Done); });
    connect(m_sound, &QPushButton::clicked, this, [this] { m_desk.recalls.answer(Answer::BySound); });
    connect(m_skip, &QPushButton::clicked, this, [this] { m_desk.recalls.answer(Answer::Skip); });
}

void AskPanel::ask(const recall::Step& step) {
    const bool byHand = step.how == recall::Step::How::Hand;
    m_what->setText(QString::fromStdString(step.unitName + " " + step.label));
    m_how->setText(byHand ? tr("By hand") : tr("Waits for you"));
    QString text = QString::fromStdString(step.instruction);
    if (text.isEmpty()) text = stepText(step);
    if (!step.warning.empty()) text += "\n" + tr("Caution: %1").arg(QString::fromStdString(step.warning));
    m_instruction->setText(text);
    m_done->setText(byHand ? tr("Done") : tr("Allow"));
    m_done->setToolTip(byHand ? tr("It stands like this now (Enter)") : tr("Send it (Enter)"));
    m_done->setAccessibleName(m_done->text() + ": " + text);
    m_sound->setVisible(byHand);
    show();
    if (!qobject_cast<QLineEdit*>(QApplication::focusWidget())) m_done->setFocus();
}

}  // namespace detent::desk
