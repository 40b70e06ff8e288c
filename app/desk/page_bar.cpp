// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/page_bar.h"

#include "app/desk/parts.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>

namespace detent::desk {

PageBar::PageBar(const QString& unit, profiles::ProfilePtr profile, std::vector<PlatePage> pages, QWidget* parent)
    : QWidget(parent),
      m_profile(std::move(profile)),
      m_pages(std::move(pages)),
      m_choice(new Choice(tr("Page of %1").arg(unit))),
      m_typed(new QLineEdit),
      m_count(new ElidedLabel({}, "small")) {
    for (const PlatePage& page : m_pages) m_choice->addItem(page.name);
    m_choice->setMaxVisibleItems(24);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_choice->setToolTip(tr("Which of its controls are shown (Ctrl Page Up, Ctrl Page Down)"));
    m_choice->setFocusPolicy(Qt::StrongFocus);
    m_choice->installEventFilter(this);
    setFocusProxy(m_choice);
    m_typed->setPlaceholderText(tr("Find a control"));
    m_typed->setAccessibleName(tr("Find a control of %1").arg(unit));
    m_typed->setToolTip(tr("Words of its label or section; Enter goes to the first, Escape back to the page"));
    m_typed->setClearButtonEnabled(true);
    m_typed->installEventFilter(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 4);
    row->setSpacing(8);
    row->addWidget(m_choice);
    row->addWidget(m_typed, 1);
    row->addWidget(m_count);
    connect(m_choice, &QComboBox::activated, this, [this](int page) { turnTo(static_cast<std::size_t>(page)); });
    connect(m_typed, &QLineEdit::textChanged, this, [this](const QString& typed) { find(typed); });
    tell();
}

void PageBar::bring(int control) {
    if (page().has(control)) return;
    const auto it = std::find_if(m_pages.begin(), m_pages.end(), [&](const PlatePage& one) { return one.has(control); });
    if (it != m_pages.end()) turnTo(static_cast<std::size_t>(it - m_pages.begin()));
}

void PageBar::step(int by) {
    const int last = static_cast<int>(m_pages.size()) - 1;
    turnTo(static_cast<std::size_t>(std::clamp(static_cast<int>(m_at) + by, 0, last)));
}

void PageBar::turnTo(std::size_t page) {
    m_at = page;
    m_choice->setCurrentIndex(static_cast<int>(page));
    if (m_found) return m_typed->clear();  // which shows the page
    tell();
}

void PageBar::find(const QString& typed) {
    m_found.reset();
    if (!typed.trimmed().isEmpty()) m_found = foundPage(*m_profile, typed);
    tell();
}

void PageBar::tell() {
    const auto shown = page().controls.size();
    m_count->setText(m_found && shown == 0 ? tr("none is called that")
                                           : tr("%1 of %2 controls").arg(shown).arg(m_profile->controls.size()));
    emit turned();
}

bool PageBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_choice && event->type() == QEvent::Wheel) {  // the rack scrolls
        event->ignore();
        return true;
    }
    if (watched != m_typed || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Escape:
            m_typed->clear();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Down:
            emit entered();
            return true;
        default:
            return false;
    }
}

}  // namespace detent::desk
