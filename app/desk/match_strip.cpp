// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/match_strip.h"

#include "app/desk/parts.h"

#include <QVBoxLayout>

#include <cmath>

namespace detent::desk {

namespace {

QString gainText(const Listening& listening) {
    if (listening.matching()) return MatchStrip::tr("matching…");
    const auto& candidates = listening.candidates();
    if (!listening.match() || candidates.size() < 2) return MatchStrip::tr("once there is a print");
    const bool onB = candidates[1].gainDb < candidates[0].gainDb;
    return MatchStrip::tr("%1 on %2, locked")
        .arg(dbText(std::min(candidates[0].gainDb, candidates[1].gainDb), 2),
             onB ? candidates[1].letter : candidates[0].letter);
}

}  // namespace

MatchStrip::MatchStrip(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk) {
    for (const QString& name : {tr("Match"), tr("Left over"), tr("Difference"), tr("Delay")}) m_figures.push_back(add(name));
    connect(&desk.listening, &Listening::changed, this, [this] { show(); });
    connect(&desk.look, &Look::changed, this, [this] { place(); });
    show();
}

MatchStrip::Figure MatchStrip::add(const QString& name) {
    Figure figure{new QWidget(this), makeLabel(name, "dim"), makeLabel({}, "strong")};
    auto* column = new QVBoxLayout(figure.whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(figure.name);
    column->addWidget(figure.value);
    return figure;
}

void MatchStrip::show() {
    const auto& match = m_desk.listening.match();
    m_figures[0].value->setText(gainText(m_desk.listening));
    m_figures[1].value->setText(match ? QString("%1 LU").arg(std::abs(match->leftOverLu), 0, 'f', 2) : QString());
    m_figures[2].value->setText(match && match->difference ? dbText(match->difference->residualDb, 1) : QString());
    m_figures[3].value->setText(match ? tr("%1 frames, aligned").arg(match->candidates[1].delayFrames, 0, 'f', 3)
                                      : QString());
    place();
}

QSize MatchStrip::sizeHint() const {
    return {m_desk.look.px(200), m_figures[0].whole->sizeHint().height()};
}

void MatchStrip::place() {
    int x = 0;
    const int gap = m_desk.look.px(26);
    for (const Figure& figure : m_figures) {
        const QSize size = figure.whole->sizeHint();
        const bool fits = x + size.width() <= width() && !figure.value->text().isEmpty();
        figure.whole->setVisible(fits);
        if (!fits) continue;
        figure.whole->setGeometry(x, (height() - size.height()) / 2, size.width(), size.height());
        x += size.width() + gap;
    }
}

void MatchStrip::resizeEvent(QResizeEvent*) {
    place();
}

}  // namespace detent::desk
