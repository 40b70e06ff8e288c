// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/main_window.h"

#include "app/desk/book_column.h"
#include "app/desk/bottom_bar.h"
#include "app/desk/columns.h"
#include "app/desk/compare_page.h"
#include "app/desk/control_item.h"
#include "app/desk/finder.h"
#include "app/desk/keys_sheet.h"
#include "app/desk/monitor_view.h"
#include "app/desk/rack_page.h"
#include "app/desk/top_bar.h"
#include "app/desk/work_column.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace detent::desk {

namespace {
constexpr QSize kFirstSize(1440, 900), kLeastSize(860, 560);
constexpr int kBottom = 222, kLeastBottom = 172;
}  // namespace

MainWindow::MainWindow(Desk& desk) : m_desk(desk) {
    setWindowTitle("Detent");
    setMinimumSize(kLeastSize);
    setAcceptDrops(true);
    installControlAccess();
    m_desk.look.setTheme(desk.settings.text("theme") == "light" ? draw::Theme::Light : draw::Theme::Dark);  // rooms are dim
    m_desk.look.setScale(desk.settings.number("scale", 1));
    applyLook();
    makeParts();
    layOut();
    wire();
    wireKeys();
    restore();
}

void MainWindow::makeParts() {
    m_top = new TopBar(m_desk, {tr("Rack"), tr("Compare")}, nullptr);
    m_book = new BookColumn(m_desk, nullptr);
    m_rack = new RackPage(m_desk, nullptr);
    m_work = new WorkColumn(m_desk, nullptr);
    m_bottom = new BottomBar(m_desk, nullptr);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_rack);
    m_pages->addWidget(new ComparePage(m_desk, nullptr));
    m_columns = new Columns(m_desk, m_book, m_pages, m_work);
    m_rows = new QSplitter(Qt::Vertical);
}

void MainWindow::layOut() {
    m_rows->addWidget(m_columns);
    m_rows->addWidget(m_bottom);
    m_rows->setStretchFactor(0, 1);
    m_rows->setChildrenCollapsible(false);
    m_rows->setHandleWidth(1);
    auto* whole = new QWidget;
    whole->setObjectName("page");
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(m_rows, 1);
    setCentralWidget(whole);
}

void MainWindow::wire() {
    connect(m_top, &TopBar::pageWanted, this, [this](int page) { setPage(page); });
    connect(m_top, &TopBar::leftWanted, m_columns, &Columns::wantLeft);
    connect(m_top, &TopBar::rightWanted, m_columns, &Columns::wantRight);
    connect(m_columns, &Columns::folded, m_top, &TopBar::setFolded);
    connect(m_rows, &QSplitter::splitterMoved, this,
            [this] { m_desk.settings.set("bottom", QString::number(m_bottom->height() / m_desk.look.scale(), 'f', 0)); });
    connect(&m_desk, &Desk::compareWanted, this, [this] { setPage(1); });
    connect(&m_desk.recalls, &RecallFlow::changed, this, [this] {
        const auto state = m_desk.recalls.state();  // a plan or a question must be seen
        if (state == RecallFlow::State::Reading || (m_desk.recalls.asked() && !m_work->isVisible()))
            m_columns->wantRight(true);
    });
    connect(&m_desk.look, &Look::changed, this, [this] {
        applyLook();
        m_desk.settings.set("theme", Look::name(m_desk.look.theme()));
        m_desk.settings.set("scale", QString::number(m_desk.look.scale()));
    });
}

void MainWindow::wireKeys() {
    KeyTargets targets;
    targets.page = [this](int page) { setPage(page); };
    targets.openFiles = [this] { m_book->songs().openFiles(); };
    targets.find = [this] {
        const auto show = [this](const recall::UnitId& unit, const std::string& control) {
            setPage(0);
            m_rack->showControl(unit, control);
        };
        (new Finder(m_desk, show, this))->open();
    };
    targets.showKeys = [this] { (new KeysSheet(m_keys, this))->open(); };
    targets.toggleDim = [this] { m_bottom->monitor().toggleDim(); };
    targets.toggleMono = [this] { m_bottom->monitor().toggleMono(); };
    targets.nextRegion = [this] { focusRegion(1); };
    targets.previousRegion = [this] { focusRegion(-1); };
    m_keys = deskKeys(m_desk, targets);
    installKeys(m_keys, this);
    connect(m_top, &TopBar::keysWanted, this, targets.showKeys);
}

void MainWindow::restore() {
    if (!restoreGeometry(m_desk.settings.bytes("window")))
        resize(kFirstSize.boundedTo(screen()->availableGeometry().size()).expandedTo(minimumSize()));
    const int bottom = m_desk.look.px(static_cast<int>(m_desk.settings.number("bottom", kBottom)));
    m_rows->setSizes({height() - bottom, bottom});
    setPage(static_cast<int>(m_desk.settings.number("page", 0)));
}

void MainWindow::setPage(int page) {
    if (page < 0 || page >= m_pages->count()) return;
    m_pages->setCurrentIndex(page);
    m_top->setPage(page);
    m_desk.settings.set("page", QString::number(page));
}

void MainWindow::applyLook() {
    qApp->setFont(m_desk.look.font(13));
    qApp->setStyleSheet(m_desk.look.styleSheet());
    if (centralWidget()) m_bottom->setMinimumHeight(m_desk.look.px(kLeastBottom));
}

/// F6: to the first control of the next part of the window that is shown.
void MainWindow::focusRegion(int step) {
    const std::vector<QWidget*> all = {m_top, m_book, m_pages, m_work, m_bottom};
    const int count = static_cast<int>(all.size());
    int at = step > 0 ? count - 1 : 0;
    for (int i = 0; i < count; ++i)
        if (focusWidget() && all[static_cast<std::size_t>(i)]->isAncestorOf(focusWidget())) at = i;
    for (int tries = 0; tries < count; ++tries) {
        at = (at + step + count) % count;
        QWidget* region = all[static_cast<std::size_t>(at)];
        if (!region->isVisible()) continue;
        for (QWidget* child = region->nextInFocusChain(); child != region; child = child->nextInFocusChain()) {
            if (!region->isAncestorOf(child)) continue;
            if (child->isVisible() && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus))
                return child->setFocus(Qt::TabFocusReason);
        }
    }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    QStringList files;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) files << url.toLocalFile();
    m_desk.book.addSongFiles(files);
    event->acceptProposedAction();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_desk.settings.setBytes("window", saveGeometry());
    QMainWindow::closeEvent(event);
}

}  // namespace detent::desk
