// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/timeline.h"

#include "app/desk/parts.h"
#include "app/desk/recall_text.h"
#include "app/desk/snapshot_card.h"

#include <QTimer>
#include <QVBoxLayout>

#include <map>

namespace detent::desk {

namespace {
constexpr int kSoonMs = 120;  // knobs turn faster than lists need to follow

/// All that a card shows of its snapshot.
QString shownOf(const SnapshotItem& item, bool first, bool last) {
    const recall::Snapshot& snapshot = item.snapshot;
    return QStringList{QString::fromStdString(snapshot.id.text), QString::fromStdString(snapshot.name),
                       QString::fromStdString(snapshot.notes), recall::name(snapshot.status), changesText(static_cast<std::size_t>(item.changed), item.added, item.gone),
                       QString::number(first), QString::number(last)}
        .join('\n');
}
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

SnapshotCard* Timeline::makeCard(const SnapshotItem& item, bool first, bool last) {
    auto* card = new SnapshotCard(m_desk, item, first, last, this);
    connect(card, &SnapshotCard::chosen, &m_desk, [this, id = card->id()] { m_desk.chooseSnapshot(id); });
    return card;
}

/// Cards whose snapshots are as they were stay.
void Timeline::rebuild() {
    const SongItem* song = m_desk.book.song();
    m_title->setText(song ? tr("Snapshots of %1").arg(QString::fromStdString(song->song.title)) : tr("Snapshots"));
    const auto& items = m_desk.book.snapshots();
    std::map<QString, SnapshotCard*> former;
    recall::SnapshotId focused;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        former[m_shown[i]] = m_cards[i];
        if (m_cards[i]->hasFocus()) focused = m_cards[i]->id();
    }
    m_cards.clear(), m_shown.clear();
    for (std::size_t i = 0; i < items.size(); ++i) {
        const bool first = i == 0, last = i + 1 == items.size();
        m_shown.push_back(shownOf(items[i], first, last));
        m_cards.push_back(former.contains(m_shown[i]) ? former[m_shown[i]] : makeCard(items[i], first, last));
        former.erase(m_shown[i]);
        m_cards[i]->showWhen(items[i].snapshot.createdMs);
        const QLayoutItem* there = m_rows->itemAt(static_cast<int>(i));
        if (!there || there->widget() != m_cards[i]) m_rows->insertWidget(static_cast<int>(i), m_cards[i]);
        if (m_cards[i]->id() == focused) m_cards[i]->setFocus();
    }
    for (std::size_t i = 1; i < m_cards.size(); ++i) setTabOrder(m_cards[i - 1], m_cards[i]);
    for (const auto& [shown, card] : former) m_rows->removeWidget(card), card->hide(), card->deleteLater();
    m_empty->setText(tr("The state of every control, kept under a name. Take one when the rack stands as it should."));
    m_empty->setVisible(items.empty());
    showChosen();
}

void Timeline::showChosen() {
    const recall::Snapshot* chosen = m_desk.chosenSnapshot();
    for (SnapshotCard* card : m_cards) {
        card->setChosen(chosen && card->id() == chosen->id);
        if (chosen && card->id() == chosen->id) emit cardChosen(card);
    }
    showPresent();
}

void Timeline::showPresent() {
    const auto& items = m_desk.book.snapshots();
    const recall::Snapshot now = m_desk.present();
    const auto unkept = items.empty() ? recall::UnitDifferences() : recall::unitDifferences(items.front().snapshot, now);
    m_unsaved->setVisible(!unkept.empty() && m_desk.rack.loaded() && !m_desk.rack.recalling());
    m_unsaved->setText(
        tr("%1 since %2, not kept")
            .arg(changesText(unkept.changes.size(), unkept.added, unkept.gone),
                 items.empty() ? QString() : QString::fromStdString(items.front().snapshot.name)));
    const recall::Snapshot* chosen = m_desk.chosenSnapshot();
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        if (!chosen || m_cards[i]->id() != chosen->id) continue;
        const auto& snapshot = items[i].snapshot;
        const auto before =
            i + 1 < items.size() ? recall::unitDifferences(items[i + 1].snapshot, snapshot) : recall::UnitDifferences();
        m_cards[i]->showDifferences(before, recall::unitDifferences(snapshot, now));
    }
}

}  // namespace detent::desk
