// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/look.h"
#include "app/desk/recall_text.h"

#include <QWidget>

namespace detent::desk {

/// One line of the recall list: its sign, what moves, and how that stands; under it a warning or what went wrong.
class RecallRow : public QWidget {
    Q_OBJECT
public:
    RecallRow(const Look& look, QWidget* parent);
    void setLine(const RecallLine& line);

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintMark(QPainter& painter) const;
    QRect noteRect(int width) const;

    const Look& m_look;
    QString m_text, m_state, m_note;
    LineMark m_mark = LineMark::Waiting;
};

}  // namespace detent::desk
