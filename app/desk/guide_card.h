// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"
#include "app/draw/faceplate.h"

#include <QFrame>

namespace detent::desk {

/// One control to be set by hand: drawn large, in words, and the answers.
class GuideCard : public QFrame {
    Q_OBJECT
public:
    explicit GuideCard(Desk& desk, QWidget* parent = nullptr);

    /// `place` and `state` are the control's on its panel. Null: there is nothing to set.
    void show(const RecallLine* line, const draw::FaceplatePlace* place, const draw::ControlState& state);
    void confirm();  ///< the first answer there is

private:
    class Dial;
    void showButtons(const RecallLine& line);
    void answer(recall::Answer answer);

    Desk& m_desk;
    recall::UnitId m_unit;
    std::string m_control;
    Dial* m_dial;
    QLabel *m_name, *m_moves, *m_how, *m_warning;
    QPushButton *m_done, *m_sound, *m_skip, *m_back;
};

}  // namespace detent::desk
