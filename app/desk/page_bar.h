// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/plate_pages.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;

namespace detent::desk {

/// Above a large unit's plate: which of its controls are shown, by page or by what is typed.
class PageBar : public QWidget {
    Q_OBJECT
public:
    PageBar(const QString& unit, profiles::ProfilePtr profile, std::vector<PlatePage> pages, QWidget* parent);

    const PlatePage& page() const { return m_found ? *m_found : m_pages[m_at]; }
    /// Turns to a page that shows it, where this one does not.
    void bring(int control);
    void step(int by);  ///< to a page before or after; the first and last stay

signals:
    void turned();
    void entered();  ///< from the keyboard, into what is shown

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void turnTo(std::size_t page);
    void find(const QString& typed);
    void tell();

    const profiles::ProfilePtr m_profile;
    const std::vector<PlatePage> m_pages;
    std::size_t m_at = 0;
    std::optional<PlatePage> m_found;
    QComboBox* m_choice;
    QLineEdit* m_typed;
    QLabel* m_count;
};

}  // namespace detent::desk
