// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/match_card.h"

#include "app/desk/parts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <cmath>

namespace detent::desk {

MatchCard::MatchCard(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_title(new ElidedLabel({}, "heading")),
      m_verdict(makeLabel({}, "good")),
      m_graph(new MatchGraph(desk.look, false)),
      m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_verdict);
    m_column->addLayout(head);
    m_column->addWidget(m_graph);
    m_level = addRow(tr("Level"));
    m_loudness = addRow(tr("Loudness of B"));
    m_delay = addRow(tr("Delay"));
    m_difference = addRow(tr("Difference"));
    connect(&desk.listening, &Listening::changed, this, [this] { show(); });
    show();
}

QLabel* MatchCard::addRow(const QString& name) {
    auto* value = makeLabel({}, "strong");
    auto* row = new QHBoxLayout;
    row->addWidget(makeLabel(name, "dim"), 1);
    row->addWidget(value);
    m_column->addLayout(row);
    return value;
}

void MatchCard::show() {
    const auto& match = m_desk.listening.match();
    setVisible(match.has_value());
    if (!match) return;
    const auto& candidates = m_desk.listening.candidates();
    const auto& b = match->candidates[1];
    m_title->setText(candidates.size() > 1 ? tr("B %1 against A").arg(candidates[1].name) : tr("B against A"));
    const bool level = std::abs(match->leftOverLu) <= 0.05;
    m_verdict->setText(level ? tr("level-matched") : tr("not matched"));
    setTone(m_verdict, level ? "good" : "bad");
    const auto& difference = match->difference;
    m_graph->setVisible(difference.has_value());
    if (difference) m_graph->show(*difference);
    const double gainDb = difference ? difference->gainDb : match->candidates[0].gainDb - match->candidates[1].gainDb;
    m_level->setText(dbText(gainDb, 2, true));
    m_loudness->setText(b.loudnessLufs ? QString("%1 LUFS").arg(*b.loudnessLufs, 0, 'f', 1) : tr("silent"));
    m_delay->setText(tr("%1 frames%2").arg(b.delayFrames, 0, 'f', 3).arg(b.inverted ? tr(", inverted") : QString()));
    m_difference->setText(difference ? dbText(difference->residualDb, 1) : tr("too unlike to tell"));
}

}  // namespace detent::desk
