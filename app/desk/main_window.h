// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"
#include "app/desk/keys.h"

#include <QMainWindow>

class QSplitter;
class QStackedWidget;

namespace detent::desk {

class BookColumn;
class BottomBar;
class Columns;
class RackPage;
class TopBar;
class WorkColumn;

/// The one window of the desk. Desk::settings must be loaded.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(Desk& desk);

    void setPage(int page);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void makeParts();
    void layOut();
    void wire();
    void wireKeys();
    void restore();
    void applyLook();
    void focusRegion(int step);

    Desk& m_desk;
    TopBar* m_top;
    BookColumn* m_book;
    RackPage* m_rack;
    WorkColumn* m_work;
    BottomBar* m_bottom;
    QStackedWidget* m_pages;
    Columns* m_columns;
    QSplitter* m_rows;
    std::vector<Key> m_keys;
};

}  // namespace detent::desk
