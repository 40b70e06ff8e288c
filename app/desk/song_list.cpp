// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/song_list.h"

#include "app/desk/parts.h"
#include "app/desk/row_button.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace detent::desk {

SongList::SongList(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk), m_rows(new QVBoxLayout) {
    auto* add = makeButton(tr("Open"), "link", tr("Open songs (Ctrl+O), or drop files on the window"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(8, 0, 8, 0);
    head->addWidget(makeLabel(tr("Songs"), "heading"), 1);
    head->addWidget(add);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addLayout(m_rows);
    m_rows->setSpacing(2);
    connect(add, &QPushButton::clicked, this, [this] { openFiles(); });
    connect(&desk.book, &Book::songsChanged, this, [this] { rebuild(); });
    connect(&desk, &Desk::preparingChanged, this, [this] { rebuild(); });
    rebuild();
}

void SongList::openFiles() {
    auto* dialog = new QFileDialog(window(), tr("Open songs"), {},
                                   tr("Audio (*.wav *.wave *.bwf *.rf64 *.aif *.aiff *.flac *.w64 *.caf);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, &m_desk.book, &Book::addSongFiles);
    dialog->open();
}

QWidget* SongList::makeRow(const SongItem& item, int number) {
    QString title = QString("%1 %2").arg(number).arg(QString::fromStdString(item.song.title));
    if (item.hasStems()) title += tr(" (stems)");
    auto* row = new RowButton(m_desk.look);
    row->setTexts(title, timeText(item.seconds(), false));
    m_buttons.emplace_back(item.song.id, row);
    connect(row, &RowButton::clicked, &m_desk.book, [this, row, id = item.song.id] {
        row->setChecked(true);
        m_desk.book.chooseSong(id);
    });
    return row;
}

void SongList::showChosen() {
    for (const auto& [id, row] : m_buttons) row->setChecked(m_desk.book.song() && m_desk.book.song()->song.id == id);
}

/// Rows stay while the songs are the same.
void SongList::rebuild() {
    QStringList shown{m_desk.preparing() ? "preparing" : ""};
    for (const SongItem& item : m_desk.book.songs())
        shown << QString::fromStdString(item.song.id.text + item.song.title) + timeText(item.seconds(), true) + (item.hasStems() ? "s" : "");
    if (shown == m_shown) return showChosen();
    m_shown = shown;
    m_buttons.clear();
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    int number = 0;
    for (const SongItem& item : m_desk.book.songs()) m_rows->addWidget(makeRow(item, ++number));
    if (number > 0) return showChosen();
    auto* text = makeLabel(
        m_desk.preparing() ? tr("The song is being made ready…") : tr("No song yet. Drop a file here, or open one."), "dim");
    text->setWordWrap(true);
    text->setContentsMargins(8, 2, 8, 2);
    m_rows->addWidget(text);
}

}  // namespace detent::desk
