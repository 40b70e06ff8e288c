// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

class QVBoxLayout;

namespace detent::desk {

/// The songs of the session: choose one, open others by button or by dropping files.
class SongList : public QWidget {
    Q_OBJECT
public:
    SongList(Desk& desk, QWidget* parent);

    void openFiles();

private:
    void rebuild();
    void showChosen();
    QWidget* makeRow(const SongItem& item, int number);

    Desk& m_desk;
    QVBoxLayout* m_rows;
    QStringList m_shown;  ///< what the rows say
    std::vector<std::pair<recall::SongId, class RowButton*>> m_buttons;
};

}  // namespace detent::desk
