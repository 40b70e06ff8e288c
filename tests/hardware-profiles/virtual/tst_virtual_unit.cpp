// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The units against the codec: two readings of the same pages must agree. And what all units have in common.
#include "dsp/base/place_file.h"
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/profile/reader.h"
#include "hardware-profiles/virtual/profile_unit.h"
#include "tests/hardware-profiles/virtual/units.h"

using namespace detent;
using profiles::Code;
using profiles::Reply;
using virt::UnitFault;

namespace {

/// A host with the codec on one side of the wire, the unit on the other.
struct Host {
    Host(virt::VirtualUnit& theUnit, const profiles::ParamValues& params, profiles::ProfilePtr theProfile = {})
        : unit(theUnit),
          profile(theProfile ? std::move(theProfile) : test::library().find(theUnit.profile().id)),
          codec(profile, params),
          framer(*profile) {}

    void greet() {
        for (const auto* list : {&profile->session.hello, &profile->session.subscribe}) {
            for (const std::string& id : *list) ask(*codec.request(id));
        }
    }
    /// Is that in its answer when it is asked for the control?
    bool says(const profiles::Control& control, Code code) {
        std::vector<profiles::Reading> readings;
        for (const std::string& frame : ask(*codec.get(control.id))) {
            for (const auto& reading : codec.reply(frame, control.getMessage, control.id).readings) readings.push_back(reading);
        }
        return std::any_of(readings.begin(), readings.end(),
                           [&](const auto& reading) { return reading.control == control.id && reading.code == code; });
    }

    std::vector<std::string> ask(const std::vector<profiles::WireMessage>& messages) {
        std::vector<std::string> frames;
        for (const auto& message : messages) {
            for (const auto& answer : unit.receive(message.bytes)) {
                for (auto& frame : framer.feed(answer)) frames.push_back(std::move(frame));
            }
        }
        return frames;
    }
    Reply set(const profiles::Control& control, Code code) {
        return only(ask(*codec.set(control.id, code)), control.setMessage, control.id);
    }
    Reply get(const profiles::Control& control) { return only(ask(*codec.get(control.id)), control.getMessage, control.id); }
    Reply only(const std::vector<std::string>& frames, const std::string& message, const std::string& control) {
        return frames.size() == 1 ? codec.reply(frames.front(), message, control) : Reply();
    }
    Code read(const profiles::Control& control) {
        const Reply reply = get(control);
        return reply.kind == Reply::Kind::Answer && reply.readings.size() == 1 && reply.readings[0].control == control.id
                   ? reply.readings[0].code
                   : -9999;
    }

    virt::VirtualUnit& unit;
    profiles::ProfilePtr profile;
    profiles::Codec codec;
    profiles::Framer framer;
};

std::vector<Code> codesOf(const profiles::Scale& scale) {
    std::vector<Code> all;
    for (Code code = scale.minCode(); code <= scale.maxCode(); ++code) {
        if (scale.contains(code)) all.push_back(code);
    }
    return all;
}

void addDriven() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("byProfile");
    QTest::newRow("EQ-3") << "detent.eq3" << false;
    QTest::newRow("VC-2") << "detent.vc2" << false;
    QTest::newRow("EQ-3 by its profile") << "detent.eq3" << true;
    QTest::newRow("VC-2 by its profile") << "detent.vc2" << true;
}
const profiles::ParamValues kParams = {{"channel", 7}, {"device", 5}};
profiles::ParamValues paramsOf(const QString& id) {
    return id == "detent.vc2" ? kParams : profiles::ParamValues();
}
/// The unit written by hand, or the one that only has the profile.
std::unique_ptr<virt::VirtualUnit> current(const QString& id) {
    QFETCH(bool, byProfile);
    if (!byProfile) return test::unit(id.toStdString(), {}, paramsOf(id));
    auto made = virt::makeProfileUnit(test::library().find(id.toStdString()), paramsOf(id), {});
    return made ? std::move(*made) : nullptr;
}

}  // namespace

class TestVirtualUnit : public QObject {
    Q_OBJECT
private slots:
    void everyCodeOfEveryControlIsUnderstoodAndReadBack_data() { addDriven(); }
    void everyCodeOfEveryControlIsUnderstoodAndReadBack() {
        QFETCH(QString, id);
        auto unit = current(id);
        Host host(*unit, paramsOf(id));
        int seen = 0;
        for (const auto& control : host.profile->controls) {
            for (const Code code : codesOf(control.scale)) {
                const Reply done = host.set(control, code);
                if (id == "detent.eq3") {
                    QCOMPARE(done.kind, Reply::Kind::Answer);
                    QCOMPARE(done.readings.at(0).code, code);
                }
                QCOMPARE(unit->settings().at(control.id), code);
                QCOMPARE(host.read(control), code);
                ++seen;
            }
        }
        QCOMPARE(seen,
                 id == "detent.eq3" ? 3 * 33 + 7 + 7 + 6 + 25 + 2 + 2 : 101 + 7 + 61 + 6 + 41 + 5 + 2);  // the pages' counts
    }

    void everyKnobTurnedByHandIsHeard_data() { addDriven(); }
    void everyKnobTurnedByHandIsHeard() {
        QFETCH(QString, id);
        auto unit = current(id);
        Host host(*unit, paramsOf(id));
        std::vector<profiles::Reading> heard;
        unit->connect({[&](const std::string& message) {
                           for (const auto& frame : host.framer.feed(message)) {
                               for (const auto& reading : host.codec.decode(frame)) heard.push_back(reading);
                           }
                       },
                       {}});
        for (const auto& control : host.profile->controls) {
            for (const Code code : codesOf(control.scale)) {
                heard.clear();
                const bool moves = unit->settings().at(control.id) != code;
                unit->turn(control.id, code);
                QCOMPARE(heard.size(), std::size_t(moves ? 1 : 0));
                if (!moves) continue;
                QCOMPARE(QString::fromStdString(heard[0].control), QString::fromStdString(control.id));
                QCOMPARE(heard[0].code, code);
            }
        }
    }

    void identifyProvesTheModel_data() { addDriven(); }
    void identifyProvesTheModel() {
        QFETCH(QString, id);
        auto unit = current(id);
        Host host(*unit, paramsOf(id));
        const auto frames = host.ask(*host.codec.request(host.profile->identifyMessage));
        QCOMPARE(frames.size(), std::size_t(1));
        QCOMPARE(host.codec.reply(frames[0], host.profile->identifyMessage, "").kind, Reply::Kind::Answer);
    }

    void aFaultStrikesOnceAndNamesItself_data() { addDriven(); }
    void aFaultStrikesOnceAndNamesItself() {
        QFETCH(QString, id);
        auto unit = current(id);
        Host host(*unit, paramsOf(id));
        const auto& control = *host.profile->control(id == "detent.eq3" ? "low.gain" : "makeup");
        const Code first = control.scale.minCode();
        host.set(control, first);

        unit->setFault({UnitFault::Kind::LoseReply, 1});
        QCOMPARE(host.read(control), first);
        QVERIFY(host.ask(*host.codec.get(control.id)).empty());
        QCOMPARE(host.read(control), first);

        unit->setFault({UnitFault::Kind::CorruptReply, 0});
        QCOMPARE(host.get(control).kind, Reply::Kind::Unrelated);
        QCOMPARE(host.read(control), first);

        unit->setFault({UnitFault::Kind::RefuseValue, 0});
        QCOMPARE(host.read(control), first);  // only a set can be refused
        const Reply refused = host.set(control, first + 2);
        QCOMPARE(refused.kind, Reply::Kind::Refused);
        QVERIFY2(refused.text.find("local") != std::string::npos || refused.text.find("locked") != std::string::npos,
                 refused.text.c_str());
        QCOMPARE(host.read(control), first);
        host.set(control, first + 2);
        QCOMPARE(host.read(control), first + 2);

        unit->setFault({UnitFault::Kind::AnswerOther, 0});
        host.set(control, first);
        QCOMPARE(host.read(control), first + 1);
        QCOMPARE(unit->settings().at(control.id), first + 1);  // it does not lie: it stands elsewhere
        host.set(control, first);
        QCOMPARE(host.read(control), first);
    }

    void theFaultThatClosesTheLinkActsOnNothing_data() { addDriven(); }
    void theFaultThatClosesTheLinkActsOnNothing() {
        QFETCH(QString, id);
        auto unit = current(id);
        Host host(*unit, paramsOf(id));
        int hangUps = 0;
        unit->connect({{}, [&] { ++hangUps; }});
        const auto& control = host.profile->controls.front();
        const Code before = unit->settings().at(control.id);
        unit->setFault({UnitFault::Kind::CloseLink, 2});
        QCOMPARE(host.read(control), before);
        QCOMPARE(host.read(control), before);
        QCOMPARE(hangUps, 0);
        host.set(control, control.scale.stepped(before, before == control.scale.minCode() ? 1 : -1));
        QCOMPARE(hangUps, 1);
        QCOMPARE(unit->settings().at(control.id), before);
    }

    void settingsKeptAreSettingsFound_data() {
        addDriven();
        QTest::newRow("HC-1") << "detent.hc1" << false;
    }
    void settingsKeptAreSettingsFound() {
        QFETCH(QString, id);
        const auto profile = test::library().find(id.toStdString());
        std::map<std::string, Code> settings;
        for (const auto& control : profile->controls) settings[control.id] = control.scale.maxCode();
        auto unit = virt::makeVirtualUnit(profile, {}, settings);
        QVERIFY(unit.ok());
        QCOMPARE((*unit)->settings(), settings);
        int changes = 0;
        (*unit)->onChange([&] { ++changes; });
        const auto& control = profile->controls.front();
        (*unit)->turn(control.id, control.scale.minCode());
        (*unit)->turn(control.id, control.scale.minCode());
        QCOMPARE(changes, 1);
        settings[control.id] = control.scale.minCode();
        QCOMPARE((*unit)->settings(), settings);
    }

    void settingsThatCannotBeAreTheDefaults() {
        const auto profile = test::library().find("detent.eq3");
        auto unit = virt::makeVirtualUnit(profile, {}, {{"low.gain", 400}, {"no.such", 1}});
        QVERIFY(unit.ok());
        QCOMPARE((*unit)->settings().at("low.gain"), profile->control("low.gain")->defaultCode);
        QVERIFY(!(*unit)->settings().contains("no.such"));
    }

    void everyWireShapeIsHeardAndAnswered_data() {
        QTest::addColumn<QString>("name");
        const QDir folder(QStringLiteral(DETENT_SOURCE_DIR "/tests/hardware-profiles/profile/shapes"));
        for (const QString& file : folder.entryList({QStringLiteral("*.json")})) {
            if (file != QStringLiteral("hand.json")) QTest::newRow(qPrintable(file)) << folder.filePath(file);
        }
    }
    void everyWireShapeIsHeardAndAnswered() {
        QFETCH(QString, name);
        const auto profile = profiles::readProfile(*readFile(name.toStdString())).profile;
        QVERIFY(profile);
        auto unit = virt::makeProfileUnit(profile, {}, {});
        QVERIFY(unit.ok());
        Host host(**unit, {}, profile);
        host.greet();
        for (const auto& control : profile->controls) {
            if (!control.driven()) continue;
            for (const double place : {1.0, 0.0, 0.37, 0.62}) {
                const Code code = control.scale.codeAt(place);
                auto wanted = (*unit)->settings();
                const profiles::KnownCodes known(wanted.begin(), wanted.end());
                const auto messages = host.codec.set(control.id, code, known);
                QVERIFY2(messages.ok(), control.id.c_str());
                wanted[control.id] = code;
                host.ask(*messages);
                QVERIFY2((*unit)->settings() == wanted, (control.id + " " + control.scale.textOf(code)).c_str());
                if (control.readable()) QVERIFY2(host.says(control, code), (control.id + " " + control.scale.textOf(code)).c_str());
            }
        }
    }

    void aLoginIsAskedForInItsOrderAndRefused() {
        const std::string file = DETENT_SOURCE_DIR "/tests/hardware-profiles/profile/shapes/login.json";
        const auto profile = profiles::readProfile(*readFile(file)).profile;
        profiles::ParamValues params;
        params.texts = {{"user", "ann"}, {"passcode", "ann"}};  // the same word is not both at once
        auto unit = virt::makeProfileUnit(profile, params, {});
        Host host(**unit, params, profile);
        QCOMPARE(host.ask(*host.codec.set("gain", 3)), std::vector<std::string>());
        QCOMPARE(host.ask({{"bob\r\n", 0}}), std::vector<std::string>());
        QCOMPARE(host.ask({{"ann\r\n", 0}}), std::vector<std::string>{"password: "});
        QCOMPARE(host.ask({{"bob\r\n", 0}}), std::vector<std::string>{"Login incorrect"});
        QCOMPARE(host.ask({{"ann\r\n", 0}}), std::vector<std::string>{"Welcome"});
        QCOMPARE(host.ask(*host.codec.set("gain", 3)), std::vector<std::string>{"gain 3"});
    }

    void gearWithoutAVirtualUnitIsRefusedByName() {
        const auto made = virt::makeVirtualUnit(test::library().find("api.2500plus"), {}, {});
        QVERIFY(!made.ok());
        QCOMPARE(made.problem().fault, Fault::Usage);
        QVERIFY(made.problem().what.find("api.2500plus") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestVirtualUnit)
#include "tst_virtual_unit.moc"
