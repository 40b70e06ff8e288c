// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/rack_view.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace detent::desk {

namespace {
constexpr int kLeastWidth = 600, kGap = 24, kSmallGap = 8;
constexpr double kTallest = 260;  // a plate that is wider than this asks is drawn no taller
}  // namespace

RackView::RackView(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk) {
    setObjectName("inside");
}

void RackView::reset() {
    qDeleteAll(m_plates);
    m_plates.clear();
    for (const auto& known : m_desk.rack.units()) {
        m_plates.push_back(new Faceplate(m_desk, known.unit.id, this));
        connect(m_plates.back(), &Faceplate::turnedPage, this, [this] { arrange(m_room); });
        m_plates.back()->show();
    }
    arrange(m_room);
}

int RackView::gap() const {
    return m_desk.look.px(height() > m_desk.look.px(420) ? kGap : kSmallGap);
}

/// Between least and best, all giving way alike.
std::vector<int> RackView::heights(int width, int room) const {
    std::vector<int> best, least;
    int sumBest = 0, sumLeast = 0;
    for (const Faceplate* plate : m_plates) {
        best.push_back(static_cast<int>(
            std::min(plate->preferredHeight(width), std::max(plate->leastHeight(width), kTallest * plate->scale()))));
        least.push_back(std::min(best.back(), static_cast<int>(plate->leastHeight(width))));
        sumBest += best.back(), sumLeast += least.back();
    }
    if (sumBest <= room) return best;
    const double give = sumBest > sumLeast ? std::clamp(double(room - sumLeast) / (sumBest - sumLeast), 0.0, 1.0) : 0;
    for (std::size_t i = 0; i < best.size(); ++i) best[i] = static_cast<int>(least[i] + give * (best[i] - least[i]));
    return best;
}

void RackView::arrange(const QSize& room) {
    m_room = room;
    if (room.isEmpty()) return;
    const int width = std::max(room.width(), m_desk.look.px(kLeastWidth));
    const int gaps = static_cast<int>(std::max<std::size_t>(1, m_plates.size()) - 1);
    resize(width, room.height());
    const int between = gap();
    const std::vector<int> tall = heights(width, room.height() - gaps * between);
    int y = 0;
    for (std::size_t i = 0; i < m_plates.size(); ++i) {
        m_plates[i]->setGeometry(0, y, width, tall[i]);
        y += tall[i] + between;
    }
    resize(width, std::max(room.height(), y - between));
    for (std::size_t i = 1; i < m_plates.size(); ++i) setTabOrder(m_plates[i - 1], m_plates[i]);
}

void RackView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int x = width() / 2, thick = m_desk.look.px(2);
    for (std::size_t i = 1; i < m_plates.size(); ++i) {
        const int top = m_plates[i - 1]->geometry().bottom() + 1;
        painter.fillRect(x, top, thick, m_plates[i]->y() - top, m_desk.look.palette().faint);
    }
}

}  // namespace detent::desk
