// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/compare_page.h"

#include "app/desk/candidate_table.h"
#include "app/desk/match_graph.h"
#include "app/desk/parts.h"
#include "app/desk/waveform_view.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

namespace detent::desk {

ComparePage::ComparePage(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_title(new ElidedLabel({}, "title")),
      m_print(new Choice(tr("The print that is B"))),
      m_gain(new MatchGraph(desk.look, false)),
      m_residual(new MatchGraph(desk.look, true)),
      m_graphs(makeGraphs()),
      m_empty(new QWidget),
      m_summary(makeLabel({}, "dim")),
      m_emptyText(makeLabel({}, "dim")),
      m_make(makeButton(tr("Print the song"), "main", tr("Plays the song through the rack and keeps what comes back (P)"))) {
    setObjectName("page");
    auto* inside = new QWidget;
    inside->setObjectName("inside");
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_print);
    auto* waves = new WaveformView(desk, nullptr);
    waves->setMinimumHeight(desk.look.px(130));
    m_summary->setWordWrap(true);
    column->addLayout(head);
    column->addWidget(waves, 3);
    column->addWidget(new CandidateTable(desk, nullptr));
    column->addWidget(m_summary);
    column->addWidget(m_graphs, 3);
    column->addWidget(m_empty, 2);
    auto* scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    auto* empty = new QVBoxLayout(m_empty);
    m_emptyText->setWordWrap(true);
    m_emptyText->setAlignment(Qt::AlignCenter);
    empty->addStretch();
    empty->addWidget(m_emptyText);
    empty->addWidget(m_make, 0, Qt::AlignCenter);
    empty->addStretch();
    connect(m_make, &QPushButton::clicked, &desk.prints, &PrintFlow::print);
    connect(m_print, &QComboBox::activated, this, [this](int index) {
        if (index >= 0 && index < static_cast<int>(m_desk.book.prints().size()))
            m_desk.listening.showPrint(m_desk.book.prints()[static_cast<std::size_t>(index)]);
    });
    connect(&desk.listening, &Listening::changed, this, [this] { show(); });
    connect(&desk.book, &Book::snapshotsChanged, this, [this] { showPrints(); });
    connect(&desk.prints, &PrintFlow::changed, this, [this] { show(); });
    showPrints();
    show();
}

QWidget* ComparePage::makeGraphs() {
    auto* graphs = new QWidget;
    auto* row = new QHBoxLayout(graphs);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    const std::pair<QString, MatchGraph*> each[] = {{tr("Gain of B over A, level taken out"), m_gain},
                                                    {tr("Left over after the match, against A"), m_residual}};
    for (const auto& [name, graph] : each) {
        auto* column = new QVBoxLayout;
        column->setSpacing(6);
        column->addWidget(new ElidedLabel(name, "heading"));
        column->addWidget(graph, 1);
        graph->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        graph->setMinimumSize(m_desk.look.px(200), m_desk.look.px(120));
        row->addLayout(column, 1);
    }
    return graphs;
}

void ComparePage::showPrints() {
    m_print->clear();
    for (const recall::Print& print : m_desk.book.prints()) {
        const recall::Snapshot* snapshot = m_desk.book.snapshot(print.snapshot);
        const QString when =
            QLocale(QLocale::English).toString(QDateTime::fromMSecsSinceEpoch(print.createdMs), "d MMM HH:mm");
        m_print->addItem((snapshot ? tr("Print of %1, ").arg(QString::fromStdString(snapshot->name)) : tr("Print, ")) + when,
                         QString::fromStdString(print.id.text));
    }
    m_print->setVisible(m_print->count() > 0);
    show();
}

void ComparePage::show() {
    const SongItem* song = m_desk.book.song();
    m_title->setText(song ? tr("%1: source and print").arg(QString::fromStdString(song->song.title))
                          : tr("Nothing to compare yet"));
    if (m_desk.listening.print())
        m_print->setCurrentIndex(m_print->findData(QString::fromStdString(m_desk.listening.print()->text)));
    const auto& match = m_desk.listening.match();
    m_graphs->setVisible(match && match->difference);
    m_summary->setVisible(match.has_value());
    m_empty->setVisible(!match);
    const bool busy = m_desk.listening.matching() || m_desk.prints.running();
    m_emptyText->setText(
        m_desk.listening.matching() ? tr("Source and print are being aligned and matched.")
        : m_desk.prints.running()
            ? tr("The song is being printed through the rack.")
            : tr("A print stands here against its source: aligned, level-matched, with what differs over frequency."));
    m_make->setVisible(!busy);
    m_make->setEnabled(song && song->main() && !m_desk.rack.units().empty());
    if (!match) return;
    m_summary->setText(
        tr("Matched by loudness at the delay of the loop. Over frequency the two are too unlike to be compared."));
    if (!match->difference) return;
    const dsp::Difference& d = *match->difference;
    m_gain->show(d);
    m_residual->show(d);
    QStringList facts = {tr("Level %1").arg(dbText(d.gainDb, 3, true)), tr("delay %1 frames").arg(d.delayFrames, 0, 'f', 3),
                         d.inverted ? tr("inverted") : tr("same polarity"),
                         tr("difference %1").arg(dbText(d.residualDb, 1))};
    if (d.driftPpm) facts << tr("drift %1 ppm").arg(*d.driftPpm, 0, 'f', 2).replace("-0.00", "0.00");
    facts << tr("left over %1 LU").arg(std::abs(match->leftOverLu), 0, 'f', 2);
    m_summary->setText(facts.join(", "));
}

}  // namespace detent::desk
