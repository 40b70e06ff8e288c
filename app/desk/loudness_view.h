// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"
#include "app/desk/parts.h"

class QGridLayout;

namespace detent::desk {

/// Loudness of what is heard, since it was last reset: short-term, integrated, true peak, correlation.
class LoudnessView : public QWidget {
    Q_OBJECT
public:
    LoudnessView(Desk& desk, QWidget* parent);
    /// Two columns where there is no height for four lines.
    void setFlat(bool flat);

private:
    void show();

    struct Figure {
        QWidget* whole;
        NumberLabel* value;
    };
    Figure add(const QString& name, const QString& widest);

    Desk& m_desk;
    QGridLayout* m_grid;
    std::vector<Figure> m_figures;
    int m_flat = -1;
};

}  // namespace detent::desk
