// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every profile with a wire against its virtual unit: two readings of one page, the codec's and the unit's, must agree on
// every step of every control, on the proofs' bytes, and through a whole recall. Time is simulated.
#include "hardware-profiles/profile/profile_library.h"
#include "hardware-profiles/virtual/ear.h"
#include "hardware-profiles/virtual/phrase.h"
#include "hardware-profiles/virtual/profile_unit.h"
#include "recall/run/conductor.h"
#include "recall/run/verify.h"
#include "tests/recall/run/sim_rack.h"

#include <QTest>

#include <set>

using namespace detent::recall;
using namespace detent;
using profiles::Code;
using profiles::Control;
using profiles::ProfilePtr;

namespace {

using Codes = std::map<std::string, Code>;

constexpr std::int64_t kMostSteps = 512;

const profiles::ProfileLibrary& library() {
    static const auto loaded = profiles::ProfileLibrary::load();
    return loaded;
}

void everyWired() {
    QTest::addColumn<QString>("id");
    for (const ProfilePtr& profile : library().all()) {
        if (profile->transport != profiles::Transport::None) QTest::newRow(profile->id.c_str()) << profile->id.c_str();
    }
}

ProfilePtr current() {
    QFETCH(QString, id);
    return library().find(id.toStdString());
}

std::string hex(std::string_view bytes) {
    return QByteArray(bytes.data(), qsizetype(bytes.size())).toHex(' ').toStdString();
}

std::unique_ptr<virt::VirtualUnit> unitOf(const ProfilePtr& profile, const profiles::ParamValues& params,
                                          const Codes& settings) {
    auto made = virt::makeProfileUnit(profile, params, settings);
    if (!made) qFatal("%s", made.problem().text().c_str());
    return std::move(*made);
}

/// A host that speaks by the codec; the session is open.
struct Host {
    Host(ProfilePtr theProfile, const profiles::ParamValues& params, const Codes& settings = {})
        : profile(std::move(theProfile)), unit(unitOf(profile, params, settings)), codec(profile, params), framer(*profile) {
        unit->connect({[this](const std::string& message) { said += message; }, {}});
        for (const auto* list : {&profile->session.hello, &profile->session.subscribe}) {
            for (const std::string& id : *list) ask(*codec.request(id));
        }
        if (!profile->session.unlock.empty()) ask(*codec.request(profile->session.unlock));
    }

    /// The unit's answers, framing cut off.
    std::vector<std::string> ask(const std::vector<profiles::WireMessage>& messages) {
        std::vector<std::string> frames;
        for (const auto& message : messages) hear(message.bytes, frames);
        return frames;
    }
    void hear(const std::string& bytes, std::vector<std::string>& frames) {
        if (profile->framing.echo) framer.sent(bytes);
        for (const auto& answer : unit->receive(bytes)) {
            for (auto& frame : framer.feed(answer)) frames.push_back(std::move(frame));
        }
    }
    std::optional<Code> read(const Control& control) {
        std::optional<Code> code;
        for (const std::string& frame : ask(*codec.get(control.id))) {
            for (const auto& reading : codec.reply(frame, control.getMessage, control.id).readings) {
                if (reading.control == control.id) code = reading.code;
            }
        }
        return code;
    }

    ProfilePtr profile;
    std::unique_ptr<virt::VirtualUnit> unit;
    profiles::Codec codec;
    profiles::Framer framer;
    std::string said;
};

/// Of a scale of many thousand steps both ends and evenly what lies between; with DETENT_SOAK really every one.
std::vector<Code> everyStep(const profiles::Scale& scale) {
    const bool whole = qEnvironmentVariableIsSet("DETENT_SOAK");
    const std::int64_t count = scale.count(), stride = whole ? 1 : 1 + count / kMostSteps;
    std::vector<Code> all;
    for (std::int64_t step = 0; step < count; step += stride) all.push_back(scale.stepped(scale.minCode(), step));
    all.push_back(scale.maxCode());
    return all;
}

/// How the unit stands, as the codec wants it for controls that share bytes.
profiles::KnownCodes known(const virt::VirtualUnit& unit) {
    profiles::KnownCodes all;
    for (const auto& [control, code] : unit.settings()) all[control] = code;
    return all;
}

QString where(const Control& control, Code code) {
    return QString("%1 at code %2").arg(control.id.c_str()).arg(code);
}

/// What is not as it should be once the control has been set; empty where all is well.
std::string wrongAfterSetting(Host& host, const Control& control, Code code) {
    const std::string where = control.id + " at code " + std::to_string(code);
    const auto messages = host.codec.set(control.id, code, known(*host.unit));
    if (!messages) return where + ": " + messages.problem().text();
    auto expected = host.unit->settings();
    expected[control.id] = code;
    host.ask(*messages);
    if (host.unit->settings() != expected) return where + " is not what the unit understands, or moves another";
    if (control.readable() && host.read(control) != code) return where + " is not what is read back";
    return {};
}

}  // namespace

class TestEveryProfile : public QObject {
    Q_OBJECT
private slots:
    void itsTemplatesAreInTheUnitsGrammarToo_data() { everyWired(); }
    void itsTemplatesAreInTheUnitsGrammarToo();
    void everyStepOfEveryControlIsUnderstoodAndReadBack_data() { everyWired(); }
    void everyStepOfEveryControlIsUnderstoodAndReadBack();
    void noControlMovesAnother_data() { everyWired(); }
    void noControlMovesAnother();
    void itsProofsHoldForTheUnitToo_data() { everyWired(); }
    void itsProofsHoldForTheUnitToo();
    void aKnobTurnedByHandIsHeardWhereTheUnitSaysSo_data() { everyWired(); }
    void aKnobTurnedByHandIsHeardWhereTheUnitSaysSo();
    void scrambledItIsRecalledAndVerified_data() { everyWired(); }
    void scrambledItIsRecalledAndVerified();
};

void TestEveryProfile::itsTemplatesAreInTheUnitsGrammarToo() {
    const ProfilePtr profile = current();
    using Coding = virt::Phrase::Coding;
    const auto framing = virt::framingOf(*profile);
    const Coding coding = framing == profiles::Framing::Kind::Lines ? Coding::Text
                          : framing == profiles::Framing::Kind::Osc ? Coding::Osc
                                                                    : Coding::Bytes;
    for (const auto& message : profile->messages) {
        for (const auto* list : {&message.send, &message.replies, &message.unasked, &message.until}) {
            for (const auto& pattern : *list)
                QVERIFY2(virt::Phrase::read(coding, pattern.source()), pattern.source().c_str());
        }
        for (const auto& refusal : message.errors)
            QVERIFY2(virt::Phrase::read(coding, refusal.pattern.source()), refusal.pattern.source().c_str());
    }
}

/// The profile with this control and what it shares bytes with, so that long scales are quickly gone through.
ProfilePtr onlyWith(const ProfilePtr& whole, const Control& control) {
    auto part = std::make_shared<profiles::Profile>(*whole);
    part->text.clear();
    part->panel = {};
    part->proofs.clear();
    const bool shares = control.place.bits > 0 || control.place.at >= 0;
    std::erase_if(part->controls, [&](const Control& other) {
        return other.id != control.id && !(shares && other.setMessage == control.setMessage);
    });
    return part;
}

void TestEveryProfile::everyStepOfEveryControlIsUnderstoodAndReadBack() {
    const ProfilePtr profile = current();
    for (const Control& control : profile->controls) {
        if (!control.driven()) continue;
        Host host(onlyWith(profile, control), {});
        for (const Code code : everyStep(control.scale)) {
            const std::string wrong = wrongAfterSetting(host, control, code);
            QVERIFY2(wrong.empty(), wrong.c_str());
        }
    }
}

void TestEveryProfile::noControlMovesAnother() {
    const ProfilePtr profile = current();
    Host host(profile, {});
    for (const Control& control : profile->controls) {
        if (!control.driven()) continue;
        for (const Code code : {control.scale.minCode(), control.scale.maxCode(), control.defaultCode}) {
            const std::string wrong = wrongAfterSetting(host, control, code);
            QVERIFY2(wrong.empty(), wrong.c_str());
        }
    }
}

void TestEveryProfile::itsProofsHoldForTheUnitToo() {
    const ProfilePtr profile = current();
    for (const auto& proof : profile->proofs) {
        const bool sets = proof.message.empty() && !proof.settings.empty();
        Codes wanted(proof.settings.begin(), proof.settings.end()), standing(proof.known.begin(), proof.known.end());
        if (!sets) standing.insert(wanted.begin(), wanted.end());
        Host host(profile, proof.params, standing);
        std::vector<std::string> answers;
        for (const std::string& sent : proof.sent) host.hear(sent, answers);
        for (const auto& [control, code] : wanted) {
            if (sets && !proof.sent.empty())
                QVERIFY2(host.unit->settings().at(control) == code, qPrintable(where(*profile->control(control), code)));
        }
        if (sets || proof.sent.empty() || wanted.empty()) continue;
        Codes told;
        for (const std::string& answer : answers) {
            for (const auto& reading : host.codec.decode(answer)) {
                if (wanted.contains(reading.control)) told[reading.control] = reading.code;
            }
        }
        QVERIFY2(told == wanted, hex(proof.sent.front()).c_str());
        const auto& replies = profile->message(proof.message)->replies;
        const bool isExact = std::none_of(replies.begin(), replies.end(), [](const auto& reply) {
            const auto has = [&](const char* part) { return reply.source().find(part) != std::string::npos; };
            return has("{any") || has(":g}");  // of no interest, or written in more than one way
        });
        for (const std::string& received : proof.received) {
            if (isExact)
                QVERIFY2(std::find(answers.begin(), answers.end(), received) != answers.end(), hex(received).c_str());
        }
    }
}

void TestEveryProfile::aKnobTurnedByHandIsHeardWhereTheUnitSaysSo() {
    const ProfilePtr profile = current();
    Host host(profile, {});
    for (const Control& control : profile->controls) {
        if (!control.subscribeMessage.empty()) host.ask(*host.codec.subscribe(control.id));
    }
    for (const Control& control : profile->controls) {
        const Code now = host.unit->settings().at(control.id);
        const Code next =
            control.scale.stepped(now, 1) != now ? control.scale.stepped(now, 1) : control.scale.stepped(now, -1);
        host.said.clear();
        host.unit->turn(control.id, next);
        const auto frames = host.framer.feed(host.said);
        if (frames.empty()) continue;
        bool heard = false;
        for (const std::string& frame : frames) {
            for (const auto& reading : host.codec.decode(frame))
                heard = heard || (reading.control == control.id && reading.code == next);
        }
        QVERIFY2(heard, qPrintable(where(control, next)));
    }
}

void TestEveryProfile::scrambledItIsRecalledAndVerified() {
    const ProfilePtr profile = current();
    const auto time = std::make_shared<gear::SimTime>();
    gear::SimWire wire(*time, 1, profile);
    gear::Weather random(7);
    const std::vector<KnownUnit> rack = {gear::unit("Unit", profile, "virtual")};
    Observer observer;
    observer.ask = [](const Step&) { return Answer::Done; };
    Conductor conductor(
        rack,
        [&](const Unit&, const profiles::Profile&) -> Result<std::unique_ptr<profiles::Link>> {
            return wire.makeLink("wire");
        },
        [] { return UtcMs{1'800'000'000'000}; }, observer, time);
    const auto failed = conductor.open();
    QVERIFY2(failed.empty(), failed.empty() ? "" : failed.front().second.text().c_str());
    conductor.readAll();

    std::vector<std::pair<std::string, Code>> codes;
    for (const Control& control : profile->controls) {
        if (!control.recalled || control.kind == profiles::ControlKind::Action || !control.driven()) continue;
        const Code now = wire.unit().settings().at(control.id);
        Code to = now;
        while (to == now && control.scale.count() > 1)
            to = control.scale.stepped(control.scale.minCode(), random.below(control.scale.count()));
        codes.emplace_back(control.id, to);
    }
    const auto wanted = gear::snapshot({gear::wanted(conductor.units().front(), codes)});
    const auto report = conductor.recall(makePlan(wanted, conductor.units()));
    QCOMPARE(report.outcomes.size(), codes.size());
    for (const ControlOutcome& outcome : report.outcomes) {
        const Control& control = *profile->control(outcome.control);
        QVERIFY2(outcome.outcome == (control.readable() ? Outcome::Verified : Outcome::SentOnly),
                 outcomeText(outcome).c_str());
        QVERIFY2(wire.unit().settings().at(control.id) == outcome.wanted, qPrintable(where(control, outcome.wanted)));
    }
    QVERIFY(report.wireSeconds <= report.seconds + 1e-6);
}

QTEST_GUILESS_MAIN(TestEveryProfile)
#include "tst_every_profile.moc"
