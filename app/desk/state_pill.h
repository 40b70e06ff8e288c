// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/look.h"
#include "app/draw/sign.h"

#include <QAbstractButton>

namespace detent::desk {

/// How something outside stands: a link, the audio device. A dot with a sign, and a word.
class StatePill : public QAbstractButton {
    Q_OBJECT
public:
    enum class State { Good, Waiting, Hand, Bad };
    explicit StatePill(const Look& look, QWidget* parent = nullptr);
    void set(State state, const QString& text, const QString& tip);
    State state() const { return m_state; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    const Look& m_look;
    State m_state = State::Waiting;
};

}  // namespace detent::desk
