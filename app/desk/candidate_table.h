// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

class QGridLayout;

namespace detent::desk {

/// Every candidate with its loudness, gain and delay.
class CandidateTable : public QWidget {
    Q_OBJECT
public:
    CandidateTable(Desk& desk, QWidget* parent);

private:
    void show();
    void addCell(int row, int column, const QString& text, const char* tone);

    Desk& m_desk;
    QGridLayout* m_grid;
};

}  // namespace detent::desk
