// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

namespace detent::desk {

/// What the match did, beside the switch; as many of its figures as there is room for.
class MatchStrip : public QWidget {
    Q_OBJECT
public:
    MatchStrip(Desk& desk, QWidget* parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, 0}; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Figure {
        QWidget* whole;
        QLabel* name;
        QLabel* value;
    };
    Figure add(const QString& name);
    void show();
    void place();

    Desk& m_desk;
    std::vector<Figure> m_figures;
};

}  // namespace detent::desk
