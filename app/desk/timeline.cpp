// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/timeline.h"

#include "app/desk/parts.h"
#include "app/desk/snapshot_card.h"

#include <QTimer>
#include <QVBoxLayout>

namespace detent::desk {

namespace {
constexpr int kSoonMs = 120;  // knobs turn faster than lists need to follow
}

Timeline::Timeline(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_title(new ElidedLabel({}, "heading")),
      m_unsaved(makeLabel({}, "accent")),
      m_empty(makeLabel({}, "dim")),
      m_rows(new QVBoxLayout),
      m_soon(new QTimer(this)) {
    m_title->setContentsMargins(8, 0, 8, 0);
    m_unsaved->setContentsMargins(8, 0, 8, 0);
    m_empty->setContentsMargins(8, 0, 8, 0);
    m_unsaved->setWordWrap(true);
    m_empty->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_title);
    column->addWidget(m_unsaved);
    column->addWidget(m_empty);
    column->addLayout(m_rows);
    m_rows->setSpacing(0);
    m_soon->setSingleShot(true);
    m_soon->setInterval(kSoonMs);
    connect(m_soon, &QTimer::timeout, this, [this] { showPresent(); });
    connect(&desk.book, &Book::snapshotsChanged, this, [this] { rebuild(); });
    connect(&desk, &Desk::chosenChanged, this, [this] { showChosen(); });
    connect(&desk.rack, &Rack::unitChanged, this, [this] {
        if (!m_soon->isActive()) m_soon->start();
    });
    connect(&desk.rack, &Rack::unitsReset, this, [this] { showPresent(); });
    connect(&desk.rack, &Rack::recallEnded, this, [this] { showPresent(); });
    rebuild();
}

void Timeline::rebuild() {
    const SongItem* song = m_desk.book.song();
    m_title->setText(song ? tr("Snapshots of %1").arg(QString::fromStdString(song->song.title)) : tr("Snapshots"));
    recall::SnapshotId focused;
    for (SnapshotCard* card : m_cards) {
        if (card->hasFocus()) focused = card->id();
        card->hide(), card->deleteLater();
    }
    m_cards.clear();
    const auto& items = m_desk.book.snapshots();
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto* card = new SnapshotCard(m_desk, items[i], i == 0, i + 1 == items.size(), this);
        connect(card, &SnapshotCard::chosen, &m_desk, [this, id = card->id()] { m_desk.chooseSnapshot(id); });
        m_rows->addWidget(card);
        m_cards.push_back(card);
        if (card->id() == focused) card->setFocus();
    }
    m_empty->setText(tr("The state of every control, kept under a name. Take one when the rack stands as it should."));
    m_empty->setVisible(items.empty());
    showChosen();
}

void Timeline::showChosen() {
    const recall::Snapshot* chosen = m_desk.chosenSnapshot();
    for (SnapshotCard* card : m_cards) card->setChosen(chosen && card->id() == chosen->id);
    showPresent();
}

void Timeline::showPresent() {
    const auto& items = m_desk.book.snapshots();
    const recall::Snapshot now = m_desk.present();
    const std::size_t unkept = items.empty() ? 0 : recall::differences(items.front().snapshot, now).size();
    m_unsaved->setVisible(unkept > 0 && m_desk.rack.loaded() && !m_desk.rack.recalling());
    m_unsaved->setText(
        (unkept == 1 ? tr("%1 control changed since %2, not kept") : tr("%1 controls changed since %2, not kept"))
            .arg(unkept)
            .arg(items.empty() ? QString() : QString::fromStdString(items.front().snapshot.name)));
    const recall::Snapshot* chosen = m_desk.chosenSnapshot();
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        if (!chosen || m_cards[i]->id() != chosen->id) continue;
        const auto& snapshot = items[i].snapshot;
        const auto before =
            i + 1 < items.size() ? recall::differences(items[i + 1].snapshot, snapshot) : std::vector<recall::Change>{};
        m_cards[i]->showDifferences(before, recall::differences(snapshot, now));
    }
}

}  // namespace detent::desk
