// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every shipped profile at many sizes: whatever the panel, nothing overlaps, hides or leaves the plate.
#include "app/draw/faceplate.h"
#include "app/draw/guide_control.h"
#include "app/draw/switches.h"
#include "hardware-profiles/profile/profile_library.h"
#include "tests/app/draw/pictures.h"

#include <QTest>

using namespace detent;
using namespace detent::draw;
using namespace detent::draw::test;

namespace {

ControlState standing(profiles::Code code, Knowledge knowledge) {
    ControlState state;
    state.code = code;
    state.knowledge = knowledge;
    return state;
}

}  // namespace

class TestFaceplate : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(installFonts()); }
    void everythingHasItsPlace_data();
    void everythingHasItsPlace();
    void nothingIsHiddenFromTheLeastHeightUp_data() { everythingHasItsPlace_data(); }
    void nothingIsHiddenFromTheLeastHeightUp();
    void aControlPaintsOnlyInItsCell_data();
    void aControlPaintsOnlyInItsCell();
    void unknownAndKnownLookDifferent();
    void aMismatchShowsBothValues();
    void inAStripLegendsTellControlsApart_data() { aControlPaintsOnlyInItsCell_data(); }
    void inAStripLegendsTellControlsApart();
    void aClickOnAButtonIsThatButton();
    void ofAnUnmarkedPotTheHoursStandAroundTheKnob();
    void printedPositionsStandAroundTheKnobAsManyAsHaveRoom();
    void theControlAtHandIsDrawnInsideItsRectangle_data();
    void theControlAtHandIsDrawnInsideItsRectangle();

private:
    static void eachProfile(const std::function<void(const profiles::ProfilePtr&)>& call) {
        for (const profiles::ProfilePtr& profile : library().all()) call(profile);
    }
    static const profiles::ProfileLibrary& library() {
        static const profiles::ProfileLibrary loaded = profiles::ProfileLibrary::load();
        return loaded;
    }
};

void TestFaceplate::everythingHasItsPlace_data() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<double>("width");
    QVERIFY(!library().all().empty());
    eachProfile([](const profiles::ProfilePtr& profile) {
        for (const double width : {600.0, 826.0, 1100.0, 1700.0}) QTest::addRow("%s, %g wide", profile->id.c_str(), width) << QString::fromStdString(profile->id) << width;
    });
}

void TestFaceplate::everythingHasItsPlace() {
    QFETCH(QString, id);
    QFETCH(double, width);
    const profiles::ProfilePtr profile = library().find(id.toStdString());
    const double least = leastHeight(*profile, width), best = preferredHeight(*profile, width);
    QVERIFY(least <= best);
    for (const double height : {least, (least + best) / 2, best, best * 1.4}) {
        const FaceplateLayout made = layout(*profile, {width, height});
        const QRectF plate(0, 0, width, height);
        for (std::size_t i = 0; i < made.places.size(); ++i) {
            const FaceplatePlace& place = made.places[i];
            const auto what = qPrintable(QStringLiteral("%1 at height %2").arg(place.legend).arg(height));
            QVERIFY2(plate.adjusted(-0.5, -0.5, 0.5, 0.5).contains(place.cell), what);
            for (const QRectF& part : {place.legendRect, place.body, place.valueRect})
                QVERIFY2(part.isEmpty() || place.cell.adjusted(-0.5, -0.5, 0.5, 0.5).contains(part), what);
            QVERIFY2(!place.cell.intersects(made.badge) || made.mode == FaceplateLayout::Mode::Strip, what);
            for (std::size_t j = i + 1; j < made.places.size(); ++j)
                QVERIFY2(!place.cell.adjusted(0.5, 0.5, -0.5, -0.5).intersects(made.places[j].cell), what);
            if (place.control >= 0) QCOMPARE(made.at(place.body.center()), &place);
        }
    }
}

void TestFaceplate::nothingIsHiddenFromTheLeastHeightUp() {
    QFETCH(QString, id);
    QFETCH(double, width);
    const profiles::ProfilePtr profile = library().find(id.toStdString());
    for (double height = leastHeight(*profile, width); height < preferredHeight(*profile, width) + 40; height += 61) {
        const FaceplateLayout made = layout(*profile, {width, height});
        QCOMPARE(made.hidden, 0);
        for (int control = 0; control < int(profile->controls.size()); ++control)
            QVERIFY2(made.of(control), profile->controls[std::size_t(control)].id.c_str());
    }
}

void TestFaceplate::aControlPaintsOnlyInItsCell_data() {
    QTest::addColumn<QString>("id");
    eachProfile([](const profiles::ProfilePtr& profile) { QTest::addRow("%s", profile->id.c_str()) << QString::fromStdString(profile->id); });
}

void TestFaceplate::aControlPaintsOnlyInItsCell() {
    QFETCH(QString, id);
    const profiles::ProfilePtr profile = library().find(id.toStdString());
    const FaceplateLayout made = layout(*profile, {900, std::ceil(preferredHeight(*profile, 900))});
    if (qEnvironmentVariableIsSet("DETENT_PICTURES")) {
        FaceplateState state;
        for (const profiles::Control& control : profile->controls) state.controls[control.id] = standing(control.scale.minCode(), Knowledge::Known);
        const QSizeF flat(780, leastHeight(*profile, 780));
        for (const auto& [plate, name] : {std::pair(made, "plate "), std::pair(layout(*profile, flat), "strip ")})
            keep(painted(plate.size.toSize(), Qt::black, [&](QPainter& p) { paintFaceplate(p, *profile, plate, state, palette(Theme::Dark)); }), name + id);
    }
    constexpr double kAround = 24;
    for (const FaceplatePlace& place : made.places) {
        if (place.control < 0) continue;
        const profiles::Control& control = profile->controls[std::size_t(place.control)];
        if (control.kind == profiles::ControlKind::Action || control.scale.count() < 2) continue;
        const QRectF cell = place.cell.translated(QPointF(kAround, kAround) - place.cell.topLeft());
        const QSize size = cell.size().toSize() + QSize(49, 49);
        const auto draw = [&](profiles::Code code) {
            FaceplateState state;
            state.controls[control.id] = standing(code, Knowledge::Known);
            return painted(size, Qt::gray, [&](QPainter& p) {
                p.translate(cell.topLeft() - place.cell.topLeft());
                paintControl(p, *profile, place, state);
            });
        };
        const QImage none = painted(size, Qt::gray, [](QPainter&) {}), low = draw(control.scale.minCode()), high = draw(control.scale.maxCode());
        QVERIFY2(!differing(low, high, 2).isEmpty(), control.id.c_str());
        for (const QImage& one : {low, high})
            QVERIFY2(cell.adjusted(-1.5, -1.5, 1.5, 1.5).contains(differing(none, one, 2)), control.id.c_str());
    }
}

void TestFaceplate::unknownAndKnownLookDifferent() {
    const profiles::ProfilePtr profile = library().find("detent.eq3");
    QVERIFY(profile);
    const QSizeF size(826, preferredHeight(*profile, 826));
    const FaceplateLayout made = layout(*profile, size);
    FaceplateState state;
    const auto draw = [&] { return painted(size.toSize(), Qt::black, [&](QPainter& p) { paintFaceplate(p, *profile, made, state, palette(Theme::Dark)); }); };
    const QImage unknown = draw();
    const profiles::Control& gain = *profile->control("mid.gain");
    state.controls["mid.gain"] = standing(gain.defaultCode, Knowledge::Assumed);
    const QImage assumed = draw();
    state.controls["mid.gain"].knowledge = Knowledge::Known;
    const QImage known = draw();
    QVERIFY(!differing(unknown, assumed).isEmpty());
    QVERIFY(!differing(assumed, known).isEmpty());
}

void TestFaceplate::aMismatchShowsBothValues() {
    const profiles::ProfilePtr profile = library().find("detent.eq3");
    QVERIFY(profile);
    const profiles::Control& gain = *profile->control("high.gain");
    ControlState state;
    state.code = *gain.scale.parse("2.0");
    state.wanted = *gain.scale.parse("2.5");
    state.mismatch = true;
    const QString fullest = valueTexts(gain, state).first();
    QVERIFY2(fullest.contains("2.0") && fullest.contains("2.5"), qPrintable(fullest));
    QVERIFY2(fullest.contains(QChar(0x2260)), qPrintable(fullest));  // not by colour alone
}

void TestFaceplate::inAStripLegendsTellControlsApart() {
    QFETCH(QString, id);
    const profiles::ProfilePtr profile = library().find(id.toStdString());
    std::map<QString, int> labels;
    for (const profiles::Control& control : profile->controls) ++labels[QString::fromStdString(control.label).toUpper()];
    const FaceplateLayout strip = layout(*profile, {780, leastHeight(*profile, 780)});
    if (strip.mode == FaceplateLayout::Mode::Panel) return;
    std::map<QString, int> legends;
    for (const FaceplatePlace& place : strip.places)
        if (place.control >= 0) ++legends[place.legend];
    for (const auto& [legend, times] : legends)
        QVERIFY2(times == 1 || labels[legend] > 1, qPrintable(legend));  // only what the profile itself calls the same
}

void TestFaceplate::aClickOnAButtonIsThatButton() {
    const QRectF row(10, 20, 203, 30);
    for (int count = 1; count < 8; ++count) {
        for (int i = 0; i < count; ++i) QCOMPARE(buttonAt(row, count, buttonRect(row, count, i).center()), i);
        QCOMPARE(buttonAt(row, count, QPointF(5, 30)), -1);
    }
}

void TestFaceplate::ofAnUnmarkedPotTheHoursStandAroundTheKnob() {
    profiles::Scale::Spec spec;
    spec.maxCode = 1000, spec.maxValue = 10;  // -150 to 150 degrees: 7 o'clock to 5
    const auto figures = dialFigures(profiles::Scale(spec), 60, 20);
    QCOMPARE(figures.size(), std::size_t(11));
    QCOMPARE(figures.front().text, QString("7"));
    QCOMPARE(figures.back().text, QString("5"));
    for (const DialFigure& figure : figures)
        if (figure.text == "12") QCOMPARE(figure.angleDeg, 0.0);
    for (const DialFigure& figure : figures)
        if (figure.text == "3") QCOMPARE(figure.angleDeg, 90.0);
}

void TestFaceplate::printedPositionsStandAroundTheKnobAsManyAsHaveRoom() {
    profiles::Scale::Spec spec;
    spec.law = profiles::Scale::Law::Table;
    spec.positions = {{0, 20.0, "20"}, {1, 30.0, "30"}, {2, 60.0, "60"}, {3, 100.0, "100"}};
    const profiles::Scale few(spec);
    const auto figures = dialFigures(few, 60, 20);
    QCOMPARE(figures.size(), std::size_t(4));
    QCOMPARE(figures[2].text, QString("60"));
    QCOMPARE(figures[2].angleDeg, few.angleOf(2));
    profiles::Scale::Spec fine;
    fine.maxCode = 40, fine.maxValue = 10, fine.decimals = 2;
    const auto thinned = dialFigures(profiles::Scale(fine), 60, 20);  // 5.2 rad of 60 pixels: no more than 15
    QVERIFY(thinned.size() > 4 && thinned.size() <= 16);
    QCOMPARE(thinned.back().angleDeg, 150.0);  // both ends are there
}

void TestFaceplate::theControlAtHandIsDrawnInsideItsRectangle_data() { aControlPaintsOnlyInItsCell_data(); }

void TestFaceplate::theControlAtHandIsDrawnInsideItsRectangle() {
    QFETCH(QString, id);
    const profiles::ProfilePtr profile = library().find(id.toStdString());
    const FaceplateLayout made = layout(*profile, {900, std::ceil(preferredHeight(*profile, 900))});
    const QRect room(20, 10, 250, 176);
    const QColor ground(Qt::magenta);
    for (const FaceplatePlace& place : made.places) {
        if (place.control < 0) continue;
        const profiles::Control& control = profile->controls[std::size_t(place.control)];
        ControlState state = standing(control.scale.minCode(), Knowledge::Known);
        state.wanted = control.scale.maxCode();
        const QImage image = painted({290, 200}, ground, [&](QPainter& p) { paintGuideControl(p, room, *profile, place, state); });
        QImage outside(image.size(), image.format());
        outside.fill(ground);
        QPainter cover(&outside);
        cover.drawImage(room, image, room);
        cover.end();
        QVERIFY2(differing(image, outside).isEmpty(), control.id.c_str());
        if (&place == &made.places.front()) keep(image, "dial " + id);
    }
}

QTEST_MAIN(TestFaceplate)
#include "tst_faceplate.moc"
