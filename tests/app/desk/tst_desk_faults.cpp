// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong at the desk, and what leaves or enters it: each is seen, said, and mended from there.
#include "app/desk/keys_sheet.h"
#include "app/desk/plate_state.h"
#include "tests/app/desk/desk_room.h"

#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>

using namespace detent;
using namespace detent::test;

class TestDeskFaults : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { m_room.reset(); }
    void aUnitThatAnswersOtherwiseShowsBothValues();
    void aLostLinkIsSeenAndComesBack();
    void aFileThatIsDroppedBecomesASong();
    void whatIsNoAudioIsRefusedInOneLine();
    void aRetiredUnitLeavesTheRackAndTheInsert();
    void theKeysAreShown();

private:
    draw::Badge badge(const std::string& unit) {
        return desk::plateState((*m_room)->rack, m_room->unit(unit), (*m_room)->services.clock()).badge;
    }
    bool drop(const std::filesystem::path& file);
    bool isSaid(const char* text);
    std::unique_ptr<DeskRoom> m_room;
};

void TestDeskFaults::initTestCase() {
    using Kind = virt::UnitFault::Kind;
    m_room = std::make_unique<DeskRoom>(QSize(1440, 900), 2,
                                        DeskRoom::Faults{{"EQ-3", {Kind::AnswerOther, 30}}, {"VC-2", {Kind::CloseLink, 40}}});
    QVERIFY(QTest::qWaitForWindowActive(&m_room->window()));
    QTRY_VERIFY_WITH_TIMEOUT(m_room->isReady(), kPatienceMs);
}

bool TestDeskFaults::isSaid(const char* text) {
    for (const auto& message : (*m_room)->messages.all())
        if (message.text().contains(text)) return true;
    return false;
}

void TestDeskFaults::aUnitThatAnswersOtherwiseShowsBothValues() {
    desk::ControlItem& gain = m_room->item("EQ-3", "mid.gain");
    const auto state = [&] { return gain.plate().state().controls.at("mid.gain"); };
    profiles::Code wanted = 0;
    for (int i = 0; i < 60 && !state().mismatch; ++i) {  // until the fault strikes
        wanted = gain.control().scale.codeOf(i % 2 == 0 ? 2.5 : -1.5);
        gain.turnTo(wanted);
        (void)QTest::qWaitFor([&] { return !(*m_room)->rack.wanted(m_room->unit("EQ-3").unit.id, "mid.gain"); }, kPatienceMs);
    }
    QVERIFY(state().mismatch);
    QCOMPARE(state().wanted.value(), wanted);
    QCOMPARE(std::abs(state().code.value() - wanted), profiles::Code(1));  // the unit slips to its neighbour
    const QString shown = draw::valueTexts(gain.control(), state()).first();
    QVERIFY2(shown.contains(QChar(0x2260)), qPrintable(shown));
    QVERIFY2(badge("EQ-3").text == "1 differs" && badge("EQ-3").state == draw::Badge::State::Mismatch, qPrintable(badge("EQ-3").text));
    QVERIFY(gain.spoken().contains("differs"));
    QVERIFY(isSaid("EQ-3"));
    m_room->picture("mismatch");
    gain.turnTo(gain.control().scale.stepped(wanted, 1));  // the fault strikes once
    QTRY_VERIFY_WITH_TIMEOUT(!state().mismatch && !state().wanted, kPatienceMs);
    QCOMPARE(badge("EQ-3").state, draw::Badge::State::Verified);
}

void TestDeskFaults::aLostLinkIsSeenAndComesBack() {
    const recall::UnitId id = m_room->unit("VC-2").unit.id;
    auto& rack = (*m_room)->rack;
    const auto link = [&] { return rack.linkState(id); };
    desk::ControlItem& makeup = m_room->item("VC-2", "makeup");
    for (int i = 0; i < 100 && link() == desk::Rack::LinkState::Up; ++i) {
        makeup.turnTo(makeup.control().scale.stepped(0, i % 7));
        (void)QTest::qWaitFor([&] { return link() != desk::Rack::LinkState::Up || !rack.wanted(id, "makeup"); }, kPatienceMs);
    }
    QTRY_COMPARE_WITH_TIMEOUT(link(), desk::Rack::LinkState::Lost, kPatienceMs);
    QCOMPARE(badge("VC-2").state, draw::Badge::State::Lost);
    QCOMPARE(badge("VC-2").text, QString("Lost just now"));
    QVERIFY(rack.lostSince(id) > 0);
    auto* pill = m_room->visible<QAbstractButton>([](const QAbstractButton& b) { return b.accessibleName().startsWith("VC-2:"); });
    QVERIFY(pill);
    m_room->picture("lost");
    QTest::mouseClick(pill, Qt::LeftButton);
    QMenu* menu = nullptr;
    QTRY_VERIFY((menu = qobject_cast<QMenu*>(QApplication::activePopupWidget())));
    QStringList offered;
    for (const QAction* action : menu->actions()) offered << action->text();
    QVERIFY2(offered.contains("Open its link"), qPrintable(offered.join(", ")));
    menu->close();
    QTRY_VERIFY(isSaid("VC-2"));
    QTRY_COMPARE_WITH_TIMEOUT(link(), desk::Rack::LinkState::Up, kPatienceMs);  // by itself, and is read by itself
    const auto isRead = [&](const profiles::Control& control) {
        const auto& values = m_room->unit("VC-2").values;
        const auto value = values.find(control.id);
        return !control.readable() || (value != values.end() && value->second.quality == recall::Quality::Confirmed);
    };
    const auto& controls = m_room->unit("VC-2").profile->controls;
    QTRY_VERIFY_WITH_TIMEOUT(std::all_of(controls.begin(), controls.end(), isRead), kPatienceMs);
    QVERIFY(badge("VC-2").state != draw::Badge::State::Lost);
    makeup.turnTo(makeup.control().scale.stepped(0, 4));  // what was cut is asked for again
    QTRY_COMPARE_WITH_TIMEOUT(badge("VC-2").state, draw::Badge::State::Verified, kPatienceMs);
}

bool TestDeskFaults::drop(const std::filesystem::path& file) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    const QPoint at = m_room->window().rect().center();
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_room->window(), &enter);
    if (!enter.isAccepted()) return false;
    QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_room->window(), &event);
    return event.isAccepted();
}

void TestDeskFaults::aFileThatIsDroppedBecomesASong() {
    const std::size_t before = (*m_room)->book.songs().size();
    writeSong(m_room->folder() / "Low Tide.wav", 1);
    QVERIFY(drop(m_room->folder() / "Low Tide.wav"));
    QTRY_COMPARE_WITH_TIMEOUT((*m_room)->book.songs().size(), before + 1, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT((*m_room)->book.song() && (*m_room)->book.song()->song.title == "Low Tide", kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!(*m_room)->listening.candidates().empty(), kPatienceMs);
}

void TestDeskFaults::whatIsNoAudioIsRefusedInOneLine() {
    const std::size_t songs = (*m_room)->book.songs().size(), said = (*m_room)->messages.all().size();
    QFile note(QString::fromStdString((m_room->folder() / "notes.wav").string()));
    QVERIFY(note.open(QIODevice::WriteOnly) && note.write("no music") > 0);
    note.close();
    QVERIFY(drop(m_room->folder() / "notes.wav"));
    QTRY_COMPARE_WITH_TIMEOUT((*m_room)->messages.all().size(), said + 1, kPatienceMs);
    QVERIFY(isSaid("notes.wav"));
    QCOMPARE((*m_room)->book.songs().size(), songs);
}

void TestDeskFaults::aRetiredUnitLeavesTheRackAndTheInsert() {
    const recall::UnitId id = m_room->unit("HC-1").unit.id;
    const auto& plate = m_room->item("HC-1", "drive").plate();
    QContextMenuEvent menuEvent(QContextMenuEvent::Mouse, {2, 2}, plate.mapToGlobal(QPoint(2, 2)));
    QApplication::sendEvent(const_cast<desk::Faceplate*>(&plate), &menuEvent);
    QMenu* menu = nullptr;
    QTRY_VERIFY((menu = qobject_cast<QMenu*>(QApplication::activePopupWidget())));
    for (QAction* action : menu->actions())
        if (action->text().startsWith("Retire")) action->trigger();
    menu->close();
    QMessageBox* box = nullptr;
    QTRY_VERIFY((box = m_room->window().findChild<QMessageBox*>()));
    for (QAbstractButton* button : box->buttons())
        if (button->text() == "Retire") QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!(*m_room)->rack.find(id), kPatienceMs);
    QCOMPARE((*m_room)->rack.units().size(), std::size_t(2));
    const auto wired = [&] {
        const recall::Insert* insert = (*m_room)->book.insert();
        return insert && std::find(insert->units.begin(), insert->units.end(), id) != insert->units.end();
    };
    QTRY_VERIFY_WITH_TIMEOUT(!wired(), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT((*m_room)->rack.linkState(m_room->unit("EQ-3").unit.id), desk::Rack::LinkState::Up, kPatienceMs);
}

void TestDeskFaults::theKeysAreShown() {
    m_room->front();
    QTest::keyClick(&m_room->window(), Qt::Key_Question);
    desk::KeysSheet* sheet = nullptr;
    QTRY_VERIFY((sheet = m_room->window().findChild<desk::KeysSheet*>()));
    QTRY_VERIFY(sheet->isVisible());
    QStringList shown;
    for (const QLabel* label : sheet->findChildren<QLabel*>()) shown << label->text();
    for (const char* key : {"Space", "A, B, X", "1 to 9", "`", "L", "D", "M", "S", "R", "Ctrl Z", "Ctrl F", "?"})
        QVERIFY2(shown.contains(key), key);
}

QTEST_MAIN(TestDeskFaults)
#include "tst_desk_faults.moc"
