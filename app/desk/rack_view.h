// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/faceplate.h"

namespace detent::desk {

/// The faceplates one under the other with the cable between them. Plates are as tall as they like where there is room, else
/// shorter, down to compact strips; where even those do not fit the page scrolls.
class RackView : public QWidget {
    Q_OBJECT
public:
    RackView(Desk& desk, QWidget* parent);

    void reset();  ///< the units are others
    void arrange(const QSize& room);
    const std::vector<Faceplate*>& plates() const { return m_plates; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<int> heights(int width, int room) const;
    int gap() const;

    Desk& m_desk;
    std::vector<Faceplate*> m_plates;
    QSize m_room;
};

}  // namespace detent::desk
