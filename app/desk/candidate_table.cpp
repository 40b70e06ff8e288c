// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/candidate_table.h"

#include "app/desk/parts.h"

#include <QGridLayout>

namespace detent::desk {

CandidateTable::CandidateTable(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(24);
    m_grid->setVerticalSpacing(6);
    connect(&desk.listening, &Listening::changed, this, [this] { show(); });
    show();
}

void CandidateTable::addCell(int row, int column, const QString& text, const char* tone) {
    QLabel* label = column == 0 ? new ElidedLabel(text, tone) : makeLabel(text, tone);
    if (column > 0) label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_grid->addWidget(label, row, column);
}

void CandidateTable::show() {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        item->widget()->hide(), item->widget()->deleteLater();
        delete item;
    }
    const QStringList heads = {tr("Candidate"), tr("Loudness"), tr("Gain"), tr("Delay")};
    for (int i = 0; i < heads.size(); ++i) addCell(0, i, heads[i], "heading");
    m_grid->setColumnStretch(0, 1);
    int row = 0;
    for (const Candidate& candidate : m_desk.listening.candidates()) {
        const char* tone = row == m_desk.listening.chosen() ? "accent" : "";
        addCell(++row, 0, candidate.letter + " " + candidate.name, tone);
        addCell(row, 1, candidate.loudnessLufs ? QString("%1 LUFS").arg(*candidate.loudnessLufs, 0, 'f', 1) : QString("-"),
                "");
        addCell(row, 2, candidate.matched ? dbText(candidate.gainDb, 2) : QString("-"), "");
        addCell(row, 3,
                candidate.kind == Candidate::Kind::Live ? tr("live") : tr("%1 frames").arg(candidate.delayFrames, 0, 'f', 3),
                "");
    }
}

}  // namespace detent::desk
