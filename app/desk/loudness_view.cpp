// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/loudness_view.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace detent::desk {

LoudnessView::LoudnessView(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(14);
    m_figures = {add(tr("Short-term"), "-00.0 LUFS"), add(tr("Integrated"), "-00.0 LUFS"),
                 add(tr("True peak"), "-00.0 dBTP"), add(tr("Correlation"), "+0.00")};
    setToolTip(tr("Of what is heard, since the song or the choice of decks changed"));
    setFlat(false);
    connect(&desk.player, &Player::heard, this, [this] { show(); });
    show();
}

LoudnessView::Figure LoudnessView::add(const QString& name, const QString& widest) {
    Figure figure{new QWidget(this), new NumberLabel(widest, 13, m_desk.look)};
    figure.value->setAccessibleName(name);
    auto* column = new QVBoxLayout(figure.whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLabel(name, "dim"));
    column->addWidget(figure.value);
    column->addStretch();
    return figure;
}

void LoudnessView::setFlat(bool flat) {
    if (m_flat == static_cast<int>(flat)) return;
    m_flat = flat;
    for (const Figure& figure : m_figures) m_grid->removeWidget(figure.whole);
    for (int i = 0; i < static_cast<int>(m_figures.size()); ++i)
        flat ? m_grid->addWidget(m_figures[static_cast<std::size_t>(i)].whole, i % 2, i / 2)
             : m_grid->addWidget(m_figures[static_cast<std::size_t>(i)].whole, i, 0);
}

void LoudnessView::show() {
    const dsp::LoudnessMeter::Reading& now = m_desk.player.hearing().loudness;
    const auto text = [](const std::optional<double>& value, int decimals, const QString& unit, bool plus = false) {
        if (!value) return QStringLiteral("-");
        return (plus && *value > 0 ? QStringLiteral("+") : QString()) + QString::number(*value, 'f', decimals) + unit;
    };
    m_figures[0].value->setNumber(text(now.shortTermLufs, 1, " LUFS"));
    m_figures[1].value->setNumber(text(now.integratedLufs, 1, " LUFS"));
    m_figures[2].value->setNumber(text(now.truePeakDbtp, 1, " dBTP"));
    m_figures[3].value->setNumber(text(now.correlation, 2, {}, true));
}

}  // namespace detent::desk
