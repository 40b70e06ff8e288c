// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

#include <QWidget>

namespace detent::desk {

/// How B differs from A over frequency, by thirds of an octave: its gain, and if wished what is left after the match.
class MatchGraph : public QWidget {
    Q_OBJECT
public:
    MatchGraph(const Look& look, bool withResidual, QWidget* parent = nullptr);
    void show(const dsp::Difference& difference);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Look& m_look;
    bool m_withResidual;
    dsp::Difference m_difference;
};

}  // namespace detent::desk
