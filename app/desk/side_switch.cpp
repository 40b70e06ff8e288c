// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/side_switch.h"

#include "app/desk/parts.h"

#include <QHBoxLayout>

namespace detent::desk {

SideSwitch::SideSwitch(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk), m_row(new QHBoxLayout(this)) {
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(6);
    m_source = add(tr("A"), tr("Hear the source (A)"));
    m_print = add(tr("B"), tr("Hear the print (B); print the song to have one"));
    m_live = add(tr("Rack"), tr("Hear the song live through the rack (X)"));
    connect(&desk.listening, &Listening::changed, this, [this] { show(); });
    show();
}

QPushButton* SideSwitch::add(const QString& letter, const QString& tip) {
    auto* button = makeButton(letter, "side", tip);
    button->setCheckable(true);
    m_row->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, button] {
        m_desk.listening.choose(button->property("candidate").toInt());
        show();
    });
    return button;
}

void SideSwitch::show() {
    for (QPushButton* button : {m_source, m_print, m_live}) button->setEnabled(false), button->setChecked(false);
    const auto& candidates = m_desk.listening.candidates();
    for (int i = 0; i < static_cast<int>(candidates.size()); ++i) {
        const auto kind = candidates[static_cast<std::size_t>(i)].kind;
        QPushButton* button = kind == Candidate::Kind::Source ? m_source : kind == Candidate::Kind::Print ? m_print : m_live;
        button->setProperty("candidate", i);
        button->setEnabled(true);
        button->setChecked(i == m_desk.listening.chosen());
    }
}

}  // namespace detent::desk
