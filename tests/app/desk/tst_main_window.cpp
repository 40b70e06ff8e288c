// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The window at every size, theme and size of text: nothing cut off, everything named, everything reached by keys.
#include "app/desk/rack_page.h"
#include "tests/app/desk/desk_room.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>

#include <set>

using namespace detent;
using namespace detent::test;

class TestMainWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { m_room.reset(); }
    void noTextIsCutOff_data();
    void noTextIsCutOff();
    void everyControlHasANameForAssistiveTools();
    void aControlTellsItsValueRangeAndStep();
    void tabReachesEverything();
    void f6GoesRoundTheWindow();
    void lettersInAFieldAreLettersOnly();
    void theRightColumnFoldsAwayFirst();
    void everyControlOfALargeUnitIsOnOneOfItsPages();
    void aLargeUnitIsShownByPages();
    void theDeskRemembersItsThemeAndTextSize();

private:
    std::unique_ptr<DeskRoom> m_room;
};

void TestMainWindow::initTestCase() {
    m_room = std::make_unique<DeskRoom>(QSize(1440, 900), 2);
    QVERIFY(QTest::qWaitForWindowActive(&m_room->window()));
    QTRY_VERIFY_WITH_TIMEOUT(m_room->isReady(), kPatienceMs);
    (*m_room)->prints.takeSnapshot();
    QTRY_COMPARE_WITH_TIMEOUT((*m_room)->book.snapshots().size(), std::size_t(1), kPatienceMs);
    (*m_room)->messages.add(
        {Fault::Link, "EQ-3 did not answer within 300 ms", "check its cable and power, then read it back"});
}

void TestMainWindow::noTextIsCutOff_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("scale");
    QTest::addColumn<bool>("light");
    QTest::addColumn<int>("page");
    for (const QSize size : {QSize(1100, 700), QSize(1280, 800), QSize(2560, 1440)})
        for (const double scale : {1.0, 1.6})
            for (const bool light : {false, true})
                for (const int page : {0, 1})
                    QTest::addRow("%dx%d, text %.1f, %s, page %d", size.width(), size.height(), scale,
                                  light ? "light" : "dark", page)
                        << size << scale << light << page;
}

namespace {

QString nameOf(const QWidget& widget, const QString& text) {
    return QString("%1 \"%2\" %3x%4")
        .arg(widget.metaObject()->className(), text.left(40))
        .arg(widget.width())
        .arg(widget.height());
}

/// Why a text does not fit into its widget, or its widget not into those around it; empty where all is seen.
QString cutOff(const QWidget& widget) {
    const auto* label = qobject_cast<const QLabel*>(&widget);
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    const QString text = label ? label->text() : button ? button->text() : QString();
    if (text.isEmpty()) return {};
    const bool elides = dynamic_cast<const desk::ElidedLabel*>(&widget) ||
                        QByteArray(widget.metaObject()->className()).endsWith("RowButton");
    if (!elides) {
        const int height = label && label->wordWrap() ? label->heightForWidth(label->width()) : widget.sizeHint().height();
        if (widget.height() < height) return nameOf(widget, text) + QString(" is lower than %1").arg(height);
        if (!(label && label->wordWrap()) && widget.width() < widget.sizeHint().width())
            return nameOf(widget, text) + QString(" is narrower than %1").arg(widget.sizeHint().width());
    }
    // Up to the scroll area that can bring it into view, it must lie inside what holds it.
    QRect place(QPoint(0, 0), widget.size());
    for (const QWidget* inner = &widget; inner->parentWidget() && !inner->isWindow(); inner = inner->parentWidget()) {
        place.translate(inner->pos());
        if (qobject_cast<const QScrollArea*>(inner->parentWidget()->parentWidget())) return {};
        if (!inner->parentWidget()->rect().contains(place))
            return nameOf(widget, text) + " sticks out of " + nameOf(*inner->parentWidget(), {});
    }
    return {};
}

}  // namespace

void TestMainWindow::noTextIsCutOff() {
    QFETCH(QSize, size);
    QFETCH(double, scale);
    QFETCH(bool, light);
    QFETCH(int, page);
    desk::Desk& desk = **m_room;
    desk.look.setTheme(light ? draw::Theme::Light : draw::Theme::Dark);
    desk.look.setScale(scale);
    m_room->window().resize(size);
    m_room->window().setPage(page);
    QTRY_COMPARE(m_room->window().size(), size);
    for (int i = 0; i < 3; ++i) QCoreApplication::processEvents();
    QStringList faults;
    for (const QWidget* widget : m_room->window().findChildren<QWidget*>())
        if (widget->isVisible())
            if (const QString fault = cutOff(*widget); !fault.isEmpty()) faults << fault;
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join("\n")));
}

void TestMainWindow::everyControlHasANameForAssistiveTools() {
    (*m_room)->look.setScale(1);
    m_room->window().resize(1440, 900);
    for (const int page : {0, 1}) {
        m_room->window().setPage(page);
        int seen = 0;
        for (QWidget* widget : m_room->window().findChildren<QWidget*>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus)) continue;
            if (widget->focusProxy() || qobject_cast<QScrollArea*>(widget)) continue;
            QAccessibleInterface* access = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(access);
            QVERIFY2(!access->text(QAccessible::Name).isEmpty(), qPrintable(nameOf(*widget, widget->objectName())));
            ++seen;
        }
        QVERIFY2(seen > 15, qPrintable(QString::number(seen)));
    }
}

void TestMainWindow::aControlTellsItsValueRangeAndStep() {
    m_room->window().setPage(0);
    desk::ControlItem& gain = m_room->item("EQ-3", "high.gain");
    QAccessibleInterface* access = QAccessible::queryAccessibleInterface(&gain);
    QVERIFY(access && access->valueInterface());
    QCOMPARE(access->role(), QAccessible::Dial);
    QCOMPARE(access->text(QAccessible::Name), QString("EQ-3 High gain"));
    QCOMPARE(access->text(QAccessible::Value), QString("+2.0 dB, verified"));
    QCOMPARE(access->valueInterface()->currentValue().toDouble(), 2.0);
    QCOMPARE(access->valueInterface()->minimumValue().toDouble(), -8.0);
    QCOMPARE(access->valueInterface()->maximumValue().toDouble(), 8.0);
    QCOMPARE(access->valueInterface()->minimumStepSize().toDouble(), 0.5);
    access->valueInterface()->setCurrentValue(-1.5);
    QTRY_COMPARE_WITH_TIMEOUT(access->text(QAccessible::Value), QString("-1.5 dB, verified"), kPatienceMs);
}

void TestMainWindow::tabReachesEverything() {
    m_room->window().resize(1440, 900);
    m_room->window().setPage(0);
    m_room->window().setFocus();
    std::set<const QWidget*> wanted, reached;
    for (const QWidget* widget : m_room->window().findChildren<QWidget*>()) {
        const bool takes = (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->isEnabled() &&
                           widget->isVisible() && !widget->focusProxy();
        if (takes) wanted.insert(widget);
    }
    for (std::size_t i = 0; i < 3 * wanted.size(); ++i) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &m_room->window(), Qt::Key_Tab);
        reached.insert(QApplication::focusWidget());
    }
    for (const QWidget* widget : wanted)
        QVERIFY2(reached.contains(widget), qPrintable(nameOf(*widget, widget->accessibleName())));
}

void TestMainWindow::f6GoesRoundTheWindow() {
    std::set<const QWidget*> places;
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(&m_room->window(), Qt::Key_F6);
        QVERIFY(QApplication::focusWidget());
        places.insert(QApplication::focusWidget());
    }
    QCOMPARE(places.size(), std::size_t(5));
    const QWidget* fifth = QApplication::focusWidget();
    for (int i = 0; i < 5; ++i) QTest::keyClick(&m_room->window(), Qt::Key_F6);
    QCOMPARE(QApplication::focusWidget(), fifth);
}

void TestMainWindow::lettersInAFieldAreLettersOnly() {
    const std::size_t before = (*m_room)->book.snapshots().size();
    desk::ControlItem& gain = m_room->item("EQ-3", "low.gain");
    gain.setFocus();
    QTest::keyClick(&gain, Qt::Key_Return);
    auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(field);
    QTest::keyClicks(field, "s2 dm");
    QCOMPARE(field->text(), QString("s2 dm"));
    QCOMPARE((*m_room)->book.snapshots().size(), before);
    QTest::keyClick(field, Qt::Key_Escape);
}

void TestMainWindow::theRightColumnFoldsAwayFirst() {
    const auto visible = [this](const char* name) {
        for (const QWidget* widget : m_room->window().findChildren<QWidget*>())
            if (QByteArray(widget->metaObject()->className()).endsWith(name)) return widget->isVisible();
        return false;
    };
    const auto resized = [this](int width) {
        m_room->window().resize(width, 800);
        QCoreApplication::processEvents();
    };
    resized(1440);
    QVERIFY(visible("BookColumn") && visible("WorkColumn"));
    resized(1100);
    QVERIFY(visible("BookColumn") && !visible("WorkColumn"));
    (*m_room)->recalls.propose((*m_room)->book.snapshots().front().snapshot);  // a plan must be seen
    QTRY_VERIFY(visible("WorkColumn"));
    QTRY_COMPARE_WITH_TIMEOUT(static_cast<int>((*m_room)->recalls.state()), static_cast<int>(desk::RecallFlow::State::Shown),
                              kPatienceMs);
    (*m_room)->recalls.cancel();
    resized(1440);
    QVERIFY(visible("BookColumn") && visible("WorkColumn"));
}

void TestMainWindow::everyControlOfALargeUnitIsOnOneOfItsPages() {
    int large = 0;
    for (const auto& profile : (*m_room)->services.profiles->all()) {
        const auto pages = desk::pagesOf(profile);
        std::set<int> shown;
        QStringList names;
        for (const desk::PlatePage& page : pages) {
            QVERIFY2(pages.size() == 1 || page.controls.size() <= desk::kMostOnPlate, profile->id.c_str());
            QVERIFY2(!names.contains(page.name), profile->id.c_str());
            names << page.name;
            shown.insert(page.controls.begin(), page.controls.end());
        }
        QVERIFY2(shown.size() == profile->controls.size(), profile->id.c_str());
        large += pages.size() > 1;
    }
    QVERIFY(large >= 2);
}

void TestMainWindow::aLargeUnitIsShownByPages() {
    recall::Unit unit;
    unit.name = "TotalMix", unit.profileId = "rme.totalmix", unit.link = "none";
    (*m_room)->rack.add(unit);
    const auto plate = [&]() -> desk::Faceplate* {
        return m_room->visible<desk::Faceplate>([](const desk::Faceplate& one) { return one.pages() != nullptr; });
    };
    m_room->window().setPage(0);
    QTRY_VERIFY_WITH_TIMEOUT(plate(), kPatienceMs);
    const auto shown = [&] {
        QStringList ids;
        for (const desk::ControlItem* item : plate()->findChildren<desk::ControlItem*>())
            if (item->isVisible()) ids << item->objectName();
        return ids;
    };
    QVERIFY(!shown().isEmpty() && shown().size() <= int(desk::kMostOnPlate));
    // the snapshot that was taken before does not have it: said once, not 259 times
    const auto says = [&](const QString& text) {
        return m_room->visible<QLabel>([&](const QLabel& label) { return label.text().contains(text); }) != nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(says("TotalMix is new"), kPatienceMs);
    QVERIFY(!says("259 controls changed"));

    auto* field = plate()->findChild<QLineEdit*>();
    field->setFocus();
    QTest::keyClicks(field, "mix4.9");
    QCOMPARE(shown(), (QStringList{"mix4.9.fader", "mix4.9.pan"}));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), QString("mix4.9.fader"));
    const QStringList found = shown();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageDown, Qt::ControlModifier);
    QVERIFY(shown() != found && field->text().isEmpty());
    QVERIFY(qobject_cast<desk::ControlItem*>(QApplication::focusWidget()));  // the hands stay on the keys
    m_room->window().findChild<desk::RackPage*>()->showControl(plate()->unit().unit.id, "in8.pad");
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), QString("in8.pad"));
    m_room->picture("large_unit");
}

void TestMainWindow::theDeskRemembersItsThemeAndTextSize() {
    (*m_room)->look.setTheme(draw::Theme::Light);
    (*m_room)->look.setScale(1.2);
    desk::Settings again(m_room->studio().store());
    bool read = false;
    again.load([&] { read = true; });
    QTRY_VERIFY(read);
    QCOMPARE(again.text("theme"), QString("light"));
    QCOMPARE(again.number("scale", 1), 1.2);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
