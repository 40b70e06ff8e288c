// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/song_list.h"
#include "app/desk/timeline.h"

namespace detent::desk {

/// The left column: songs, snapshots, and what is done with them.
class BookColumn : public QWidget {
    Q_OBJECT
public:
    BookColumn(Desk& desk, QWidget* parent);
    SongList& songs() { return *m_songs; }

private:
    void showState();

    Desk& m_desk;
    SongList* m_songs;
    QPushButton *m_take, *m_recall, *m_compare;
};

}  // namespace detent::desk
