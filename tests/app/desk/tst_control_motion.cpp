// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/control_motion.h"

#include <QTest>

using namespace detent;
using profiles::Scale;

class TestControlMotion : public QObject {
    Q_OBJECT
private slots:
    void anArrowIsOneDetentHoweverFewThereAre();
    void anArrowOnAFineControlIsAStepOneCanTell();
    void endsStopTheHand();
    void namedPositionsCountFromTheLeftForAssistiveTools();

private:
    static profiles::Control gain() {
        profiles::Control control;
        Scale::Spec spec;
        spec.minCode = -16, spec.maxCode = 16, spec.minValue = -8, spec.maxValue = 8, spec.unit = "dB", spec.decimals = 1;
        control.scale = Scale(spec);
        return control;
    }
    static profiles::Control fine() {
        profiles::Control control;
        Scale::Spec spec;
        spec.minCode = 0, spec.maxCode = 16383, spec.minValue = 0, spec.maxValue = 100, spec.unit = "%";
        control.scale = Scale(spec);
        return control;
    }
};

void TestControlMotion::anArrowIsOneDetentHoweverFewThereAre() {
    QCOMPARE(desk::motion::keyed(gain(), 0, Qt::Key_Up, false).value(), profiles::Code(1));
    QCOMPARE(desk::motion::keyed(gain(), 0, Qt::Key_Left, false).value(), profiles::Code(-1));
    QVERIFY(!desk::motion::keyed(gain(), 0, Qt::Key_S, false));
}

void TestControlMotion::anArrowOnAFineControlIsAStepOneCanTell() {
    const profiles::Control control = fine();
    const auto step = desk::motion::stepsOfNotch(control.scale, false);
    QVERIFY(step > 1);
    QVERIFY(control.scale.count() / step <= 256);  // no more turns of a wheel than a hand has patience for
    QCOMPARE(desk::motion::stepsOfNotch(control.scale, true), std::int64_t(1));
}

void TestControlMotion::endsStopTheHand() {
    QCOMPARE(desk::motion::keyed(gain(), 16, Qt::Key_PageUp, false).value(), profiles::Code(16));
    QCOMPARE(desk::motion::keyed(gain(), 3, Qt::Key_Home, false).value(), profiles::Code(-16));
    QCOMPARE(desk::motion::keyed(gain(), 3, Qt::Key_End, false).value(), profiles::Code(16));
}

void TestControlMotion::namedPositionsCountFromTheLeftForAssistiveTools() {
    Scale::Spec spec;
    spec.law = Scale::Law::Table;
    spec.positions = {{0, 0.1, "0.1"}, {1, 0.3, "0.3"}, {5, std::nullopt, "Auto"}};
    const Scale scale(spec);
    QCOMPARE(desk::motion::numberOf(scale, 5), 2.0);
    QCOMPARE(desk::motion::codeOfNumber(scale, 1), profiles::Code(1));
    QCOMPARE(desk::motion::codeOfNumber(scale, 2), profiles::Code(5));
    QCOMPARE(desk::motion::numberOf(gain().scale, 3), 1.5);
    QCOMPARE(desk::motion::numberStep(gain().scale), 0.5);
}

QTEST_APPLESS_MAIN(TestControlMotion)
#include "tst_control_motion.moc"
