// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The main job at the desk, by mouse and keys: turn, keep, scramble, recall, undo, print, switch.
#include "app/desk/guide_plate.h"
#include "app/desk/guide_text.h"
#include "tests/app/desk/desk_room.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>

#include <set>

using namespace detent;
using namespace detent::test;

class TestDeskJob : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { m_room.reset(); }
    void theWheelTurnsAKnobAndTheUnitFollows();
    void aDragIsFineWithShiftAndLandsOnItsLastValue();
    void aValueIsTypedWithItsUnit();
    void whatCannotBeUnderstoodStaysInTheFieldAndTheGearIsLeftAlone();
    void aSwitchIsClickedAndAControlGoesToItsDefault();
    void undoTakesAWholeGestureBack();
    void aSnapshotKeepsTheRack();
    void aRecallByKeysBringsEveryControlBackHandStepsIncluded();
    void undoOfTheRecallBringsTheScrambleBack();
    void theSongIsPrintedAndMatched();
    void theSwitchChoosesWhatIsHeardWhileItPlays();
    void theMeterShowsWhatTheCompressorDoes();
    void aSnapshotIsRenamedInPlaceAndUndone();
    void snapshotsTakenAtOnceHaveNamesOfTheirOwn();
    void whatIsSearchedIsFoundAndGoneTo();
    void aWholeUnitIsSetByHandAtOnce();
    void aHandStepMayBeSetBeforeItIsAskedAndTakenBack();
    void aHandMaySayBySoundOrSkip();
    void theHandIsToldWhatToDo_data();
    void theHandIsToldWhatToDo();

private:
    QWidget& focus() { return *QApplication::focusWidget(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        m_room->front();
        QTest::keyClick(&m_room->window(), key, modifiers);
    }
    bool isConfirmed(const std::string& unit, const std::string& control, const std::string& text);
    void runPlan();
    void recallToTheHand();
    void handsAreDone();
    std::unique_ptr<DeskRoom> m_room;
    std::map<std::string, std::string> m_kept, m_scrambled;
};

void TestDeskJob::initTestCase() {
    m_room = std::make_unique<DeskRoom>();
    QVERIFY(QTest::qWaitForWindowActive(&m_room->window()));
    QTRY_VERIFY_WITH_TIMEOUT(m_room->isReady(), kPatienceMs);
}

bool TestDeskJob::isConfirmed(const std::string& unit, const std::string& control, const std::string& text) {
    const auto& value = m_room->unit(unit).values.at(control);
    return value.text == text && value.quality == recall::Quality::Confirmed &&
           !(*m_room)->rack.wanted(m_room->unit(unit).unit.id, control);
}

void TestDeskJob::theWheelTurnsAKnobAndTheUnitFollows() {
    desk::ControlItem& gain = m_room->item("EQ-3", "high.gain");
    const std::string before = m_room->unit("EQ-3").values.at("high.gain").text;
    QCOMPARE(before, std::string("+2.0 dB"));  // the demonstration's
    DeskRoom::wheel(gain, 3);
    QTRY_VERIFY_WITH_TIMEOUT(isConfirmed("EQ-3", "high.gain", "+3.5 dB"), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_room->atTheUnit("EQ-3").at("high.gain"), profiles::Code(7), kPatienceMs);  // half decibels
    QVERIFY(gain.spoken().contains("verified"));
}

void TestDeskJob::aDragIsFineWithShiftAndLandsOnItsLastValue() {
    desk::ControlItem& threshold = m_room->item("VC-2", "threshold");
    const profiles::Code start = threshold.target();
    const QPoint from = threshold.rect().center();
    QTest::mousePress(&threshold, Qt::LeftButton, Qt::NoModifier, from);
    for (int y = 4; y <= 40; y += 4) QTest::mouseMove(&threshold, from + QPoint(0, y));
    QTest::mouseRelease(&threshold, Qt::LeftButton, Qt::NoModifier, from + QPoint(0, 40));
    // 40 of the 200 pixels that are the whole range of 100 codes, downwards.
    QCOMPARE(threshold.target(), start - 20);
    const double text = m_room->unit("VC-2").profile->control("threshold")->scale.valueOf(start - 20).value();
    QTRY_COMPARE_WITH_TIMEOUT(m_room->unit("VC-2").values.at("threshold").value.value_or(99), text, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_room->atTheUnit("VC-2").at("threshold"), start - 20, kPatienceMs);
}

void TestDeskJob::aValueIsTypedWithItsUnit() {
    desk::ControlItem& freq = m_room->item("EQ-3", "mid.freq");
    freq.setFocus();
    QTest::keyClick(&freq, Qt::Key_Return);
    QTRY_VERIFY(qobject_cast<QLineEdit*>(&focus()));
    QTest::keyClicks(&focus(), "1.8k");
    QTest::keyClick(&focus(), Qt::Key_Return);
    QCOMPARE(&focus(), static_cast<QWidget*>(&freq));
    QTRY_VERIFY_WITH_TIMEOUT(isConfirmed("EQ-3", "mid.freq", "1.8 kHz"), kPatienceMs);
}

void TestDeskJob::whatCannotBeUnderstoodStaysInTheFieldAndTheGearIsLeftAlone() {
    desk::ControlItem& freq = m_room->item("EQ-3", "mid.freq");
    freq.setFocus();
    QTest::keyClick(&freq, Qt::Key_Return);
    QTRY_VERIFY(qobject_cast<QLineEdit*>(&focus()));
    auto* field = qobject_cast<QLineEdit*>(&focus());
    QTest::keyClicks(field, "1000 dB");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(&focus(), static_cast<QWidget*>(field));
    QCOMPARE(field->text(), QString("1000 dB"));
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(&focus(), static_cast<QWidget*>(&freq));
    QVERIFY(isConfirmed("EQ-3", "mid.freq", "1.8 kHz"));
}

void TestDeskJob::aSwitchIsClickedAndAControlGoesToItsDefault() {
    desk::ControlItem& in = m_room->item("EQ-3", "in");
    QTest::mouseClick(&in, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(isConfirmed("EQ-3", "in", "Out"), kPatienceMs);
    QTest::mouseClick(&in, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(isConfirmed("EQ-3", "in", "In"), kPatienceMs);
    desk::ControlItem& gain = m_room->item("EQ-3", "low.gain");
    QTest::mouseDClick(&gain, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(isConfirmed("EQ-3", "low.gain", "0.0 dB"), kPatienceMs);
    QTest::mouseClick(&m_room->item("EQ-3", "high.gain"), Qt::LeftButton, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(isConfirmed("EQ-3", "high.gain", "0.0 dB"), kPatienceMs);
}

void TestDeskJob::undoTakesAWholeGestureBack() {
    desk::ControlItem& drive = m_room->item("HC-1", "drive");
    const profiles::Code start = drive.target();
    drive.setFocus();
    for (int i = 0; i < 5; ++i) QTest::keyClick(&drive, Qt::Key_Up);
    QCOMPARE(drive.target(), start + 5);
    QCOMPARE(m_room->unit("HC-1").values.at("drive").quality, recall::Quality::ByHand);
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(drive.target(), start);
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(drive.target(), start + 5);
}

void TestDeskJob::aSnapshotKeepsTheRack() {
    key(Qt::Key_S);
    QTRY_COMPARE_WITH_TIMEOUT((*m_room)->book.snapshots().size(), std::size_t(1), kPatienceMs);
    const recall::Snapshot& kept = (*m_room)->book.snapshots().front().snapshot;
    QCOMPARE(kept.name, std::string("v1"));
    QCOMPARE(kept.units.size(), std::size_t(3));
    m_kept = m_room->texts();
}

/// A shown plan, moved and answered by Enter alone.
void TestDeskJob::runPlan() {
    auto& flow = (*m_room)->recalls;
    QTRY_COMPARE_WITH_TIMEOUT(static_cast<int>(flow.state()), static_cast<int>(desk::RecallFlow::State::Shown), kPatienceMs);
    QTRY_VERIFY(qobject_cast<QPushButton*>(QApplication::focusWidget()));
    QTest::keyClick(&focus(), Qt::Key_Return);
    int asked = 0;
    while (true) {
        QTRY_VERIFY_WITH_TIMEOUT(flow.state() == desk::RecallFlow::State::Done || flow.asked(), kPatienceMs);
        if (flow.state() == desk::RecallFlow::State::Done) break;
        ++asked;
        QTRY_VERIFY(qobject_cast<QPushButton*>(QApplication::focusWidget()));
        QTest::keyClick(&focus(), Qt::Key_Return);
        QVERIFY2(asked < 40, "a step is asked again and again");
    }
    QVERIFY(asked > 0);  // the HC-1 has no wire
    QVERIFY(flow.report());
    for (const auto& outcome : flow.report()->outcomes) {
        const bool byHand = outcome.unitName == "HC-1";
        const bool good =
            byHand ? outcome.outcome == recall::Outcome::ConfirmedByHand || outcome.outcome == recall::Outcome::Verified
                   : outcome.outcome == recall::Outcome::Verified;
        QVERIFY2(good, (outcome.unitName + " " + outcome.control + ": " + recall::name(outcome.outcome)).c_str());
    }
}

void TestDeskJob::aRecallByKeysBringsEveryControlBackHandStepsIncluded() {
    for (const auto& known : std::vector(((*m_room))->rack.units()))
        for (const auto& control : known.profile->controls) {
            desk::ControlItem& item = m_room->item(known.unit.name, control.id);
            const bool low = control.scale.fractionOf(item.target()) < 0.5;
            item.setFocus();
            QTest::keyClick(&item, low ? Qt::Key_End : Qt::Key_Home);
        }
    QTRY_VERIFY_WITH_TIMEOUT(m_room->isReady(), kPatienceMs);
    m_scrambled = m_room->texts();
    QVERIFY(m_scrambled != m_kept);
    for (const auto& [control, text] : m_kept) QVERIFY2(m_scrambled.at(control) != text, control.c_str());
    key(Qt::Key_R);
    runPlan();
    QCOMPARE(m_room->texts(), m_kept);
    QTRY_COMPARE_WITH_TIMEOUT(m_room->atTheUnit("EQ-3").at("mid.gain"), m_room->unit("EQ-3").values.at("mid.gain").code,
                              kPatienceMs);
}

void TestDeskJob::undoOfTheRecallBringsTheScrambleBack() {
    key(Qt::Key_Z, Qt::ControlModifier);
    runPlan();
    QCOMPARE(m_room->texts(), m_scrambled);
    (*m_room)->recalls.dismiss();
    key(Qt::Key_R);  // for the print: the rack as it was kept
    runPlan();
    QCOMPARE(m_room->texts(), m_kept);
}

void TestDeskJob::theSongIsPrintedAndMatched() {
    key(Qt::Key_P);
    QTRY_COMPARE_WITH_TIMEOUT((*m_room)->book.prints().size(), std::size_t(1), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT((*m_room)->listening.match().has_value(), kPatienceMs);
    const auto& match = *(*m_room)->listening.match();
    // The print is shifted by whole frames, so less than one is left; matching is held to the hundredth of a LU.
    QVERIFY2(std::abs(match.candidates[1].delayFrames) <= 0.51,
             qPrintable(QString::number(match.candidates[1].delayFrames)));
    QVERIFY(std::abs(match.leftOverLu) < 0.05);
    QVERIFY(match.candidates[0].gainDb <= 0 && match.candidates[1].gainDb <= 0);
    QCOMPARE((*m_room)->listening.candidates().size(), std::size_t(3));
    QCOMPARE((*m_room)->book.prints().front().snapshot, (*m_room)->book.snapshots().front().snapshot.id);
}

void TestDeskJob::theMeterShowsWhatTheCompressorDoes() {
    auto& desk = **m_room;
    const recall::UnitId vc2 = m_room->unit("VC-2").unit.id, eq3 = m_room->unit("EQ-3").unit.id;
    QVERIFY(!desk.listening.gainReductionDb(eq3));  // reduces nothing
    const auto needle = [&] { return m_room->item("VC-2", "threshold").plate().state().gainReductionDb; };
    m_room->item("VC-2", "threshold").turnTo(0);  // as low as it goes
    QTRY_VERIFY_WITH_TIMEOUT(m_room->isReady(), kPatienceMs);
    QPushButton* play = m_room->button("Play");
    QVERIFY(play && !play->isChecked());
    QTest::mouseClick(play, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(desk.player.hearing().status.playing, kPatienceMs);
    // The song's peaks stand near -8 dBFS, 16 dBu; the threshold is -30 dBu at 2:1 or more: well over 10 dB.
    QTRY_VERIFY_WITH_TIMEOUT(desk.listening.gainReductionDb(vc2).value_or(0) > 10, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(needle().value_or(0) > 10, kPatienceMs);
    QTRY_VERIFY(play->isChecked());  // it looks otherwise while it plays
    m_room->picture("playing");
    QTest::mouseClick(play, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!desk.player.hearing().status.playing, kPatienceMs);
    QTRY_VERIFY(!play->isChecked());
    QTRY_VERIFY_WITH_TIMEOUT(needle().value_or(99) < 0.5, kPatienceMs);  // it rests
}

void TestDeskJob::theSwitchChoosesWhatIsHeardWhileItPlays() {
    auto& player = (*m_room)->player;
    QTRY_VERIFY_WITH_TIMEOUT(player.hearing().status.lengthFrames > 0, kPatienceMs);
    key(Qt::Key_L);  // the whole song, over and over
    key(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(player.hearing().status.playing, kPatienceMs);
    key(Qt::Key_A);
    QTRY_COMPARE_WITH_TIMEOUT(player.hearing().status.chosen, 0, kPatienceMs);
    key(Qt::Key_B);
    QTRY_COMPARE_WITH_TIMEOUT(player.hearing().status.chosen, 1, kPatienceMs);
    key(Qt::Key_X);
    QTRY_COMPARE_WITH_TIMEOUT(player.hearing().status.chosen, 2, kPatienceMs);
    key(Qt::Key_QuoteLeft);  // the last two
    QTRY_COMPARE_WITH_TIMEOUT(player.hearing().status.chosen, 1, kPatienceMs);
    QVERIFY(player.hearing().status.playing);
    QTRY_VERIFY_WITH_TIMEOUT(player.hearing().status.peak[0] > 0.001F, kPatienceMs);
    key(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!player.hearing().status.playing, kPatienceMs);
}

void TestDeskJob::aSnapshotIsRenamedInPlaceAndUndone() {
    QWidget* card = nullptr;
    for (QWidget* widget : m_room->window().findChildren<QWidget*>())
        if (widget->isVisible() && widget->accessibleName().startsWith("Snapshot v1")) card = widget;
    QVERIFY(card);
    card->setFocus();
    QTest::keyClick(card, Qt::Key_F2);
    QTRY_VERIFY(qobject_cast<QLineEdit*>(&focus()));
    QTest::keyClicks(&focus(), "v1 first pass");
    QTest::keyClick(&focus(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT((*m_room)->book.snapshots().front().snapshot.name, std::string("v1 first pass"), kPatienceMs);
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT((*m_room)->book.snapshots().front().snapshot.name, std::string("v1"), kPatienceMs);
}

void TestDeskJob::snapshotsTakenAtOnceHaveNamesOfTheirOwn() {
    const std::size_t before = (*m_room)->book.snapshots().size();
    for (int i = 0; i < 4; ++i) key(Qt::Key_S);
    QTRY_COMPARE_WITH_TIMEOUT((*m_room)->book.snapshots().size(), before + 4, kPatienceMs);
    std::set<std::string> names;
    for (const auto& item : (*m_room)->book.snapshots()) names.insert(item.snapshot.name);
    QCOMPARE(names.size(), before + 4);
}

void TestDeskJob::whatIsSearchedIsFoundAndGoneTo() {
    const auto search = [this](const QString& typed) {
        key(Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
        QTest::keyClicks(&focus(), typed);
        m_room->picture("search");
        QTest::keyClick(&focus(), Qt::Key_Return);
    };
    search("thresh vc");
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&m_room->item("VC-2", "threshold")));
    const auto oldest = (*m_room)->book.snapshots().back().snapshot;
    (*m_room)->chooseSnapshot((*m_room)->book.snapshots().front().snapshot.id);
    key(Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
    QTest::keyClicks(&focus(), QString::fromStdString(oldest.name) + " snapshot");
    auto* list = QApplication::activeWindow()->findChild<QListWidget*>();
    QVERIFY(list);
    QTRY_COMPARE(list->item(0)->text(), QString::fromStdString(oldest.name));  // they come from the library
    QTest::keyClick(&focus(), Qt::Key_Return);
    QTRY_COMPARE((*m_room)->chosenSnapshot()->id, oldest.id);
}

/// Until the recall asks for a step by hand.
void TestDeskJob::recallToTheHand() {
    for (const char* control : {"drive", "odd", "even"}) {
        desk::ControlItem& item = m_room->item("HC-1", control);
        item.turnTo(item.control().scale.stepped(item.target(), item.control().scale.fractionOf(item.target()) < 0.5 ? 9 : -9));
    }
    key(Qt::Key_R);
    auto& flow = (*m_room)->recalls;
    QTRY_COMPARE_WITH_TIMEOUT(static_cast<int>(flow.state()), static_cast<int>(desk::RecallFlow::State::Shown), kPatienceMs);
    flow.start();
    QTRY_VERIFY_WITH_TIMEOUT(flow.asked() && flow.asked()->byHand(), kPatienceMs);
    QVERIFY(m_room->visible<desk::GuidePlate>());
    QCOMPARE(flow.handLeft(m_room->unit("HC-1").unit.id), 3);
    for (const desk::ControlItem* item : m_room->window().findChildren<desk::ControlItem*>()) QVERIFY(!item->isVisible());
}

void TestDeskJob::handsAreDone() {
    auto& flow = (*m_room)->recalls;
    QTRY_COMPARE_WITH_TIMEOUT(static_cast<int>(flow.state()), static_cast<int>(desk::RecallFlow::State::Done), kPatienceMs);
    for (const auto& line : flow.lines())
        if (line.byHand()) QCOMPARE(recall::name(line.outcome.outcome), recall::name(recall::Outcome::ConfirmedByHand));
    QVERIFY(!m_room->visible<desk::GuidePlate>());
    QVERIFY(m_room->item("HC-1", "drive").isVisible());
    flow.dismiss();
}

void TestDeskJob::aWholeUnitIsSetByHandAtOnce() {
    recallToTheHand();
    m_room->picture("guide");
    QPushButton* all = m_room->button("All 3 left of HC-1 are set");
    QVERIFY(all);
    QTest::mouseClick(all, Qt::LeftButton);
    handsAreDone();
}

void TestDeskJob::aHandStepMayBeSetBeforeItIsAskedAndTakenBack() {
    recallToTheHand();
    auto& flow = (*m_room)->recalls;
    auto* plate = m_room->visible<desk::GuidePlate>();
    plate->setFocus();
    QTest::keyClick(plate, Qt::Key_Right);  // from the one that is asked to the next
    QTest::keyClick(plate, Qt::Key_Return);
    const recall::UnitId hc1 = m_room->unit("HC-1").unit.id;
    QCOMPARE(flow.handLeft(hc1), 2);
    const auto given = [&] {
        for (const auto& line : flow.lines())
            if (line.given) return line.step.control;
        return std::string();
    };
    const std::string ahead = given();
    QVERIFY(!ahead.empty() && ahead != flow.asked()->step.control);
    m_room->picture("guide, one set ahead");
    flow.takeBack(hc1, ahead);
    QCOMPARE(flow.handLeft(hc1), 3);
    QVERIFY(given().empty());
    for (int i = 0; i < 3; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(flow.asked(), kPatienceMs);
        QTest::keyClick(plate, Qt::Key_Return);
    }
    handsAreDone();
}

void TestDeskJob::aHandMaySayBySoundOrSkip() {
    recallToTheHand();
    auto& flow = (*m_room)->recalls;
    std::map<std::string, recall::Outcome> wanted;
    for (const auto& [button, outcome] : {std::pair("By sound", recall::Outcome::ConfirmedBySound), std::pair("Skip", recall::Outcome::Skipped),
                                          std::pair("Done", recall::Outcome::ConfirmedByHand)}) {
        QTRY_VERIFY_WITH_TIMEOUT(flow.asked() && flow.asked()->byHand(), kPatienceMs);
        const auto step = flow.asked()->step;
        const auto* control = m_room->unit("HC-1").profile->control(step.control);
        const QString how = desk::handText(*control, step, step.from);
        QVERIFY2(m_room->visible<QLabel>([&](const QLabel& label) { return label.text() == how; }), qPrintable(how));
        wanted[step.control] = outcome;
        QVERIFY(m_room->button(button));
        QTest::mouseClick(m_room->button(button), Qt::LeftButton);
    }
    QTRY_COMPARE_WITH_TIMEOUT(static_cast<int>(flow.state()), static_cast<int>(desk::RecallFlow::State::Done), kPatienceMs);
    for (const auto& line : flow.lines())
        if (line.byHand()) QCOMPARE(recall::name(line.outcome.outcome), recall::name(wanted.at(line.step.control)));
    flow.dismiss();
}

void TestDeskJob::theHandIsToldWhatToDo_data() {
    using profiles::ControlKind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("toDeg");  // the last of ten positions; the first is opposite, 12 o'clock between
    QTest::addColumn<int>("from");      // -1: not known
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, ControlKind kind, double toDeg, int from, const char* said) {
        QTest::newRow(name) << int(kind) << toDeg << from << said;
    };
    row("up", ControlKind::Knob, 150, 0, "Turn right to 5 o'clock");
    row("a knob that runs backwards", ControlKind::Knob, -135, 3, "Turn left to half past 7");
    row("nobody knows from where", ControlKind::Knob, 90, -1, "Turn it to 3 o'clock");
    row("there already", ControlKind::Knob, 150, 10, "Make sure that it stands at 5 o'clock");
    row("a switch", ControlKind::Switch, 30, 0, "Switch it to High");
    row("buttons", ControlKind::Buttons, 30, 0, "Press High");
    row("a button that is down", ControlKind::Buttons, 30, 10, "Make sure that it stands at High");
}

void TestDeskJob::theHandIsToldWhatToDo() {
    QFETCH(int, kind);
    QFETCH(double, toDeg);
    QFETCH(int, from);
    profiles::Scale::Spec spec;
    spec.maxCode = 10, spec.maxValue = 10;
    spec.minAngleDeg = -toDeg, spec.maxAngleDeg = toDeg;
    profiles::Control control;
    control.kind = profiles::ControlKind(kind);
    control.scale = profiles::Scale(spec);
    recall::Step step;
    step.to = 10, step.toText = "High";
    QTEST(desk::handText(control, step, from < 0 ? std::nullopt : std::optional<recall::Code>(from)), "said");
}

QTEST_MAIN(TestDeskJob)
#include "tst_desk_job.moc"
