// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/columns.h"

#include <QStringList>

#include <algorithm>

namespace detent::desk {

namespace {
constexpr int kLeft = 264, kRight = 330, kLeastLeft = 200, kLeastRight = 250, kMost = 520;  // logical pixels
constexpr int kPage = 620, kLeastPage = 560;
}  // namespace

Columns::Columns(Desk& desk, QWidget* left, QWidget* page, QWidget* right)
    : QSplitter(Qt::Horizontal), m_desk(desk), m_leftWidth(kLeft), m_rightWidth(kRight) {
    for (QWidget* widget : {left, page, right}) addWidget(widget);
    setChildrenCollapsible(false);
    setHandleWidth(1);
    setStretchFactor(1, 1);
    const QStringList kept = desk.settings.text("columns").split(',');
    if (kept.size() == 2)
        m_leftWidth = std::clamp(kept[0].toInt(), kLeastLeft, kMost),
        m_rightWidth = std::clamp(kept[1].toInt(), kLeastRight, kMost);
    connect(this, &QSplitter::splitterMoved, this, [this] { keep(); });
    connect(&desk.look, &Look::changed, this, [this] { arrange(); });
}

void Columns::wantLeft(bool wanted) {
    m_aside = wanted ? Aside::Left : Aside::None;
    arrange();
}

void Columns::wantRight(bool wanted) {
    m_aside = wanted ? Aside::Right : Aside::Automatic;
    arrange();
}

void Columns::keep() {
    const double scale = m_desk.look.scale();
    if (widget(0)->isVisible()) m_leftWidth = static_cast<int>(widget(0)->width() / scale);
    if (widget(2)->isVisible()) m_rightWidth = static_cast<int>(widget(2)->width() / scale);
    m_desk.settings.set("columns", QString("%1,%2").arg(m_leftWidth).arg(m_rightWidth));
}

void Columns::arrange() {
    if (m_arranging) return;
    m_arranging = true;
    const int room = static_cast<int>(width() / m_desk.look.scale());
    const bool both = room - m_leftWidth - m_rightWidth >= kPage, leftFits = room - m_leftWidth >= kLeastPage;
    bool left = both, right = both;
    if (!both) {
        left = m_aside == Aside::Left || (m_aside == Aside::Automatic && leftFits);
        right = m_aside == Aside::Right;
    }
    if (both) m_aside = Aside::Automatic;
    widget(0)->setMinimumWidth(m_desk.look.px(kLeastLeft));
    widget(2)->setMinimumWidth(m_desk.look.px(kLeastRight));
    widget(0)->setMaximumWidth(m_desk.look.px(kMost));
    widget(2)->setMaximumWidth(m_desk.look.px(kMost));
    widget(0)->setVisible(left);
    widget(2)->setVisible(right);
    const int leftWidth = left ? m_desk.look.px(m_leftWidth) : 0, rightWidth = right ? m_desk.look.px(m_rightWidth) : 0;
    setSizes({leftWidth, width() - leftWidth - rightWidth, rightWidth});
    m_arranging = false;
    emit folded(!both, !both, left, right);
}

void Columns::resizeEvent(QResizeEvent* event) {
    QSplitter::resizeEvent(event);
    arrange();
}

}  // namespace detent::desk
