// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/finder.h"

#include "app/desk/on_main.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace detent::desk {

namespace {

constexpr std::size_t kMostFound = 200;
constexpr int kWidth = 520, kHeight = 420, kRow = 30;

bool bears(const Findable& one, const QStringList& words) {
    const QString text = one.name + " " + one.kind;
    return std::all_of(words.begin(), words.end(), [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

/// The name on the left, what it is on the right.
class FoundRow : public QStyledItemDelegate {
public:
    FoundRow(const Look& look, QObject* parent) : QStyledItemDelegate(parent), m_look(look) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, m_look.px(kRow)}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const draw::Palette& p = m_look.palette();
        const bool chosen = option.state & QStyle::State_Selected;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(chosen ? p.hand : QColor(Qt::transparent));
        painter->drawRoundedRect(option.rect, m_look.px(4), m_look.px(4));
        const QRect room = option.rect.adjusted(m_look.px(10), 0, -m_look.px(10), 0);
        const QString kind = index.data(Qt::UserRole).toString();
        painter->setFont(m_look.font(12));
        painter->setPen(chosen ? p.onHand : p.dim);
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, kind);
        const int left = room.width() - painter->fontMetrics().horizontalAdvance(kind) - m_look.px(12);
        painter->setFont(m_look.font(13));
        painter->setPen(chosen ? p.onHand : p.text);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, left));
        painter->restore();
    }

private:
    const Look& m_look;
};

}  // namespace

std::vector<const Findable*> found(const std::vector<Findable>& all, const QString& typed) {
    const QStringList words = typed.split(' ', Qt::SkipEmptyParts);
    std::vector<const Findable*> hits;
    for (const Findable& one : all)
        if (bears(one, words)) hits.push_back(&one);
    std::stable_partition(hits.begin(), hits.end(), [&](const Findable* one) {
        return one->name.startsWith(typed.trimmed(), Qt::CaseInsensitive);
    });
    return hits;
}

Finder::Finder(Desk& desk, ShowControl showControl, QWidget* parent)
    : QDialog(parent), m_desk(desk), m_showControl(std::move(showControl)), m_typed(new QLineEdit), m_list(new QListWidget) {
    setWindowTitle(tr("Search"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_typed->setPlaceholderText(tr("Song, snapshot, unit or control"));
    m_typed->setAccessibleName(tr("Search"));
    m_typed->installEventFilter(this);
    m_list->setAccessibleName(tr("Found"));
    m_list->setItemDelegate(new FoundRow(desk.look, m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(10);
    column->addWidget(m_typed);
    column->addWidget(m_list, 1);
    connect(m_typed, &QLineEdit::textChanged, this, [this] { show(); });
    connect(m_list, &QListWidget::itemClicked, this, [this] { go(); });
    collect();
    show();
    const QSize wish(desk.look.px(kWidth), desk.look.px(kHeight));
    resize(parent ? wish.boundedTo(parent->size() - QSize(40, 40)) : wish);
}

void Finder::collect() {
    const SongItem* here = m_desk.book.song();
    for (const SongItem& item : m_desk.book.songs())
        m_all.push_back({QString::fromStdString(item.song.title), here && here->song.id == item.song.id ? tr("song at hand") : tr("song"),
                         [this, id = item.song.id] { m_desk.book.chooseSong(id); }});
    for (const recall::KnownUnit& known : m_desk.rack.units()) collectUnit(known);
    collectSnapshots();
}

void Finder::collectUnit(const recall::KnownUnit& known) {
    const QString unit = QString::fromStdString(known.unit.name);
    const QString product = QString::fromStdString(known.profile->maker + " " + known.profile->model);
    m_all.push_back({unit, tr("unit, %1").arg(product), [this, id = known.unit.id] { m_showControl(id, {}); }});
    for (const profiles::Control& control : known.profile->controls) {
        const auto value = known.values.find(control.id);
        const bool isKnown = value != known.values.end() && value->second.quality != recall::Quality::Unknown;
        m_all.push_back({unit + " " + QString::fromStdString(control.label),
                         isKnown ? tr("control, %1").arg(QString::fromStdString(value->second.text)) : tr("control"),
                         [this, id = known.unit.id, name = control.id] { m_showControl(id, name); }});
    }
}

/// Of every song of the session, so from the library.
void Finder::collectSnapshots() {
    if (!m_desk.book.session()) return;
    struct Kept {
        recall::Song song;
        std::vector<recall::Snapshot> snapshots;
    };
    auto job = [session = m_desk.book.session()->id](recall::Store& store) {
        std::vector<Kept> all;
        const auto songs = store.songs(session);
        for (const recall::Song& song : songs ? *songs : std::vector<recall::Song>{})
            if (auto snapshots = store.snapshots(song.id)) all.push_back({song, std::move(*snapshots)});
        return all;
    };
    askStore(*m_desk.services.store, this, job, [this](const std::vector<Kept>& all) {
        for (const Kept& kept : all)
            for (const recall::Snapshot& snapshot : kept.snapshots) {
                QString name = QString::fromStdString(snapshot.name);
                if (!snapshot.notes.empty()) name += ", " + QString::fromStdString(snapshot.notes);
                m_all.push_back({name, tr("snapshot of %1").arg(QString::fromStdString(kept.song.title)),
                                 [this, song = kept.song.id, id = snapshot.id] { m_desk.showSnapshot(song, id); }});
            }
        show();
    });
}

void Finder::show() {
    m_shown = found(m_all, m_typed->text());
    if (m_shown.size() > kMostFound) m_shown.resize(kMostFound);
    m_list->clear();
    for (const Findable* one : m_shown) {
        auto* row = new QListWidgetItem(one->name, m_list);
        row->setData(Qt::UserRole, one->kind);
        row->setData(Qt::AccessibleTextRole, one->name + ", " + one->kind);
    }
    if (m_shown.empty()) {
        auto* none = new QListWidgetItem(tr("Nothing here is called that"), m_list);
        none->setFlags(Qt::NoItemFlags);
    }
    m_list->setCurrentRow(0);
}

void Finder::go() {
    const int row = m_list->currentRow();
    if (row < 0 || row >= static_cast<int>(m_shown.size())) return;
    const auto there = m_shown[static_cast<std::size_t>(row)]->go;
    accept();
    if (parentWidget()) parentWidget()->window()->activateWindow();
    there();
}

bool Finder::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_typed || event->type() != QEvent::KeyPress) return QDialog::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        go();
        return true;
    }
    int step = 0;
    if (key->key() == Qt::Key_Down) step = 1;
    if (key->key() == Qt::Key_Up) step = -1;
    if (key->key() == Qt::Key_PageDown) step = 10;
    if (key->key() == Qt::Key_PageUp) step = -10;
    if (step == 0) return QDialog::eventFilter(watched, event);
    m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, std::max(0, m_list->count() - 1)));
    return true;
}

}  // namespace detent::desk
