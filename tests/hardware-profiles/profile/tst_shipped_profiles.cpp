// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold of every profile that is shipped. A new file in hardware-profiles/data is found by itself.
#include "dsp/base/place_file.h"
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/profile/profile_library.h"

#include <QDirIterator>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace detent::profiles;

namespace {

const ProfileLibrary& library() {
    static const ProfileLibrary loaded = ProfileLibrary::load();
    return loaded;
}

std::string hex(std::string_view bytes) {
    return QByteArray(bytes.data(), qsizetype(bytes.size())).toHex(' ').toStdString();
}

std::vector<std::string> hexOf(const std::vector<std::string>& messages) {
    std::vector<std::string> out;
    for (const std::string& message : messages) out.push_back(hex(message));
    return out;
}

/// Every code of a short scale; of a long one its ends and 500 between.
std::vector<Code> codesOf(const Scale& scale) {
    std::vector<Code> codes;
    if (scale.isListed()) {
        for (const Position& position : scale.spec().positions) codes.push_back(position.code);
        return codes;
    }
    const std::int64_t step = std::max<std::int64_t>(1, scale.count() / 500);
    for (Code code = scale.minCode(); code <= scale.maxCode(); code += step) codes.push_back(code);
    codes.push_back(scale.maxCode());
    for (const Position& word : scale.spec().words) codes.push_back(word.code);
    return codes;
}

/// A revision that its model's file holds as a patch.
bool isVariant(const Profile& profile) {
    return std::count(profile.id.begin(), profile.id.end(), '.') > 1;
}

/// Where everything stands before anyone touches it: what travels along in shared words.
KnownCodes defaultsOf(const Profile& profile) {
    KnownCodes known;
    for (const Control& control : profile.controls) known[control.id] = control.defaultCode;
    return known;
}

bool saysPosition(const MessageTemplate& pattern) {
    for (const char* field : {"code", "value", "text", "wire", "word", "block"}) {
        if (pattern.hasField(field)) return true;
    }
    return false;
}

/// The unit's answer that the control stands there.
std::string answer(const Codec& codec, const MessageTemplate& pattern, const Control& control, Code code) {
    FieldValues fields = codec.spoken(control, code);
    for (const std::string& name : pattern.fieldNames()) {
        if (fields.contains(name)) continue;
        if (name == "block") fields[name] = *codec.blockWith(control, code, std::size_t(control.place.at) + 8);
        else fields[name] = *pattern.filler(name);
    }
    const auto frame = pattern.encode(fields);
    return frame ? *frame : frame.problem().text();
}

struct Box {
    double left, right, top, bottom;
};

Box boxOf(const PanelItem& item) {
    const double half = item.sizeMm / 2;
    const bool meter = item.shape == PanelItem::Shape::Meter;
    const double high = meter ? half * 0.7 : item.shape == PanelItem::Shape::Buttons ? 4 : half;
    return {item.xMm - half, item.xMm + half, item.yMm - high, item.yMm + high};
}

}  // namespace

class TestShippedProfiles : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void readsWithoutFaultAndSaysWhatItRestsOn_data() { each(); }
    void readsWithoutFaultAndSaysWhatItRestsOn();
    void itsProofsAreReproduced_data() { each(); }
    void itsProofsAreReproduced();
    void everyDrivenControlIsSetOverItsWholeRange_data() { each(); }
    void everyDrivenControlIsSetOverItsWholeRange();
    void whatIsReadBackIsWhatWasSent_data() { each(); }
    void whatIsReadBackIsWhatWasSent();
    void everyScaleLeadsBackToItsCode_data() { each(); }
    void everyScaleLeadsBackToItsCode();
    void panelItemsLieOnThePlateAndApart_data() { each(); }
    void panelItemsLieOnThePlateAndApart();
    void whatIsSilencedOrDangerousIsMarked_data() { each(); }
    void whatIsSilencedOrDangerousIsMarked();
    void theTextIsTheFileThatIsInTheTree_data() { each(false); }
    void theTextIsTheFileThatIsInTheTree();

private:
    static void each(bool withVariants = true);
};

namespace {

ProfilePtr current() {
    QFETCH(QString, id);
    return library().find(id.toStdString());
}

}  // namespace

void TestShippedProfiles::each(bool withVariants) {
    QTest::addColumn<QString>("id");
    for (const ProfilePtr& profile : library().all()) {
        if (withVariants || !isVariant(*profile)) QTest::newRow(profile->id.c_str()) << QString::fromStdString(profile->id);
    }
}

void TestShippedProfiles::initTestCase() {
    QVERIFY(library().faults().empty());
    QDirIterator at(QStringLiteral(DETENT_DATA_DIR), {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
    std::size_t files = 0;
    for (; at.hasNext(); at.next()) ++files;
    const auto& all = library().all();
    QCOMPARE(std::size_t(std::count_if(all.begin(), all.end(), [](const ProfilePtr& one) { return !isVariant(*one); })), files);
}

void TestShippedProfiles::readsWithoutFaultAndSaysWhatItRestsOn() {
    const ProfilePtr profile = current();
    const ProfileReading again = readProfile(profile->text);
    QVERIFY2(again.faults.empty(), again.faults.empty() ? "" : faultText(profile->id, again.faults.front()).c_str());
    for (const Source& source : profile->sources) {
        QVERIFY2(source.where.size() > 8, source.what.c_str());
        if (source.confidence != Confidence::High) QVERIFY2(profile->notes.size() > 20, "what is not certain says so in its notes");
    }
    QVERIFY2(!profile->panel.items.empty(), "a shipped profile has a drawn panel");
}

void TestShippedProfiles::itsProofsAreReproduced() {
    const ProfilePtr profile = current();
    if (profile->transport != Transport::None) QVERIFY2(!profile->proofs.empty(), "a wire protocol without a proof");
    for (const Proof& proof : profile->proofs) {
        const Codec codec(profile, proof.params);
        const bool asks = !proof.message.empty();
        const auto wire = proof.settings.empty() ? codec.request(proof.message)
                          : asks                 ? codec.get(proof.settings.front().first)
                                                 : codec.setTogether(proof.settings, KnownCodes(proof.known.begin(), proof.known.end()));
        if (!proof.sent.empty()) {
            QVERIFY2(wire.ok(), wire ? "" : wire.problem().text().c_str());
            std::vector<std::string> sent;
            for (const WireMessage& message : *wire) sent.push_back(message.bytes);
            QCOMPARE(hexOf(sent), hexOf(proof.sent));
        }
        std::map<std::string, Code> heard, wanted(proof.settings.begin(), proof.settings.end());
        for (const std::string& frame : proof.received) {
            for (const Reading& reading : codec.decode(frame)) {
                if (wanted.contains(reading.control)) heard[reading.control] = reading.code;
            }
        }
        if (!proof.received.empty()) QCOMPARE(heard, wanted);
    }
}

void TestShippedProfiles::everyDrivenControlIsSetOverItsWholeRange() {
    const ProfilePtr profile = current();
    const Codec codec(profile, {});
    const KnownCodes known = defaultsOf(*profile);
    for (const Control& control : profile->controls) {
        if (!control.driven()) {
            QVERIFY2(!codec.set(control.id, control.defaultCode).ok(), control.id.c_str());
            continue;
        }
        std::set<std::string> distinct;
        const auto codes = codesOf(control.scale);
        for (const Code code : codes) {
            const auto wire = codec.set(control.id, code, known);
            QVERIFY2(wire.ok(), wire ? "" : wire.problem().text().c_str());
            std::string all;
            for (const WireMessage& message : *wire) all += message.bytes;
            distinct.insert(all);
        }
        QCOMPARE(distinct.size(), std::set<Code>(codes.begin(), codes.end()).size());
        const Code beyond = control.scale.maxCode() + 1;
        if (!control.scale.contains(beyond)) QVERIFY2(!codec.set(control.id, beyond, known).ok(), control.id.c_str());
    }
}

void TestShippedProfiles::whatIsReadBackIsWhatWasSent() {
    const ProfilePtr profile = current();
    const Codec codec(profile, {});
    for (const Control& control : profile->controls) {
        if (!control.readable()) continue;
        const Message& message = *profile->message(control.getMessage);
        std::vector<MessageTemplate> patterns = message.replies;
        patterns.insert(patterns.end(), message.until.begin(), message.until.end());
        const auto said = std::find_if(patterns.begin(), patterns.end(), saysPosition);
        QVERIFY2(said != patterns.end(), control.id.c_str());
        for (const Code code : codesOf(control.scale)) {
            const std::string frame = answer(codec, *said, control, code);
            const Reply reply = codec.reply(frame, message.id, control.id);
            QVERIFY2(reply.kind == Reply::Kind::Answer, frame.c_str());
            const auto isIt = [&](const Reading& reading) { return reading.control == control.id && reading.code == code; };
            QVERIFY2(std::any_of(reply.readings.begin(), reply.readings.end(), isIt), (control.id + " " + control.scale.textOf(code)).c_str());
        }
    }
}

void TestShippedProfiles::everyScaleLeadsBackToItsCode() {
    const ProfilePtr profile = current();
    for (const Control& control : profile->controls) {
        const Scale& scale = control.scale;
        QVERIFY2(scale.contains(control.defaultCode), control.id.c_str());
        for (const Code code : codesOf(scale)) {
            QCOMPARE(scale.codeAtAngle(scale.angleOf(code)), code);
            const auto typed = scale.parse(scale.textOf(code));
            QVERIFY2(typed.ok(), (control.id + ": " + scale.textOf(code)).c_str());
            QCOMPARE(scale.codeOf(scale.valueOf(code).value_or(0)) == code,
                     scale.valueOf(code).has_value() || code == scale.codeOf(0));
            // what is printed may be rounded, yet never by more than the half step that would make it another position
            QCOMPARE(*typed, code);
        }
    }
}

void TestShippedProfiles::panelItemsLieOnThePlateAndApart() {
    const Panel& panel = current()->panel;
    for (std::size_t i = 0; i < panel.items.size(); ++i) {
        const Box a = boxOf(panel.items[i]);
        const std::string name = panel.items[i].control + panel.items[i].legend;
        QVERIFY2(a.left >= 0 && a.right <= panel.widthMm && a.top >= 0 && a.bottom <= panel.heightMm, name.c_str());
        for (std::size_t j = i + 1; j < panel.items.size(); ++j) {
            const Box b = boxOf(panel.items[j]);
            const bool apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            QVERIFY2(apart, (name + " on " + panel.items[j].control).c_str());
        }
    }
}

void TestShippedProfiles::whatIsSilencedOrDangerousIsMarked() {
    const ProfilePtr profile = current();
    for (const Control& control : profile->controls) {
        QCOMPARE(control.mutedCode.has_value(), control.role == Role::Mute);
        const QString label = QString::fromStdString(control.label).toLower();
        if (label.contains(QLatin1String("48 v")) || label.contains(QLatin1String("phantom")))
            QCOMPARE(control.hazard, Hazard::Phantom);
        if (label.startsWith(QLatin1String("mute"))) QCOMPARE(control.role, Role::Mute);
        if (label.contains(QLatin1String("test tone"))) QVERIFY(!control.recalled);
    }
}

void TestShippedProfiles::theTextIsTheFileThatIsInTheTree() {
    const ProfilePtr profile = current();
    QDirIterator at(QStringLiteral(DETENT_DATA_DIR), {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
    int found = 0;
    while (at.hasNext()) {
        const QString path = at.next();
        const auto text = detent::readFile(detent::pathFromText(path.toStdString()));
        QVERIFY(text.ok());
        if (*text != profile->text) continue;
        ++found;
        const bool fromMidiGuide = path.contains(QLatin1String("/midi-guide/"));
        QCOMPARE(profile->licence == "CC-BY-SA-4.0", fromMidiGuide);
    }
    QCOMPARE(found, 1);
}

QTEST_APPLESS_MAIN(TestShippedProfiles)
#include "tst_shipped_profiles.moc"
