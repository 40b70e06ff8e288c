// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"
#include "app/desk/state_pill.h"

class QHBoxLayout;

namespace detent::desk {

/// The links and the audio device. Where there is no room for all links they become one pill that counts them.
class StatesStrip : public QWidget {
    Q_OBJECT
public:
    StatesStrip(Desk& desk, QWidget* parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuild();
    void showLinks();
    void showDevice();
    void place();
    void showSummary();
    int widthOfLinks() const;

    Desk& m_desk;
    std::vector<std::pair<recall::UnitId, StatePill*>> m_links;
    StatePill *m_summary, *m_device;
};

}  // namespace detent::desk
