// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/base/place_file.h"
#include "hardware-profiles/profile/profile_library.h"
#include "tests/hardware-profiles/profile/mistakes.h"

#include <QTemporaryDir>
#include <QTest>

using namespace detent::profiles;
namespace fs = std::filesystem;

class TestProfileLibrary : public QObject {
    Q_OBJECT

private slots:
    void theBuiltInOnesAreThereInOrder();
    void aProfileOfTheUsersIsFoundBesideThem();
    void aFaultyFileIsLeftOutAndNamed();
    void aSecondProfileOfOneIdIsLeftOutAndNamed();
    void aFolderThatIsNotThereIsNoFault();
    void aFileIsReadByItsPath();
    void anUnknownIdNamesTheNearest();
};

namespace {

void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    QVERIFY(detent::placeFile(file, text).ok());
}

}  // namespace

void TestProfileLibrary::theBuiltInOnesAreThereInOrder() {
    const ProfileLibrary library = ProfileLibrary::load();
    QVERIFY(library.faults().empty());
    std::vector<std::string> ids;
    for (const ProfilePtr& profile : library.all()) ids.push_back(profile->id);
    QVERIFY(std::is_sorted(ids.begin(), ids.end()));
    for (const char* id :
         {"detent.eq3", "detent.vc2", "detent.hc1", "oto.boum", "aphex.1788a", "pultec.eqp-1a", "api.2500plus"})
        QVERIFY2(library.find(id), id);
    QVERIFY(!library.find("detent"));
}

void TestProfileLibrary::aProfileOfTheUsersIsFoundBesideThem() {
    const QTemporaryDir folder;
    const fs::path root = detent::pathFromText(folder.path().toStdString());
    write(root / "acme" / "box.json", detent::test::kGoodProfile);
    write(root / "notes.txt", "not a profile");
    const ProfileLibrary library = ProfileLibrary::load(root);
    QVERIFY(library.faults().empty());
    QVERIFY(library.find("acme.box"));
    QVERIFY(library.find("detent.eq3"));
}

void TestProfileLibrary::aFaultyFileIsLeftOutAndNamed() {
    const QTemporaryDir folder;
    const fs::path root = detent::pathFromText(folder.path().toStdString());
    std::string broken = detent::test::kGoodProfile;
    broken.replace(broken.find("linear"), 6, "lineal");
    write(root / "box.json", broken);
    const ProfileLibrary library = ProfileLibrary::load(root);
    QVERIFY(!library.find("acme.box"));
    QCOMPARE(library.faults().size(), std::size_t{1});
    QVERIFY(QString::fromStdString(library.faults()[0])
                .endsWith(QLatin1String("box.json:18:23: /controls/0/scale/law: \"lineal\" is not one of \"linear\", "
                                        "\"logarithmic\", \"stepped\", \"table\", \"points\", \"set\", \"clock\"; did you mean \"linear\"?")));
}

void TestProfileLibrary::aSecondProfileOfOneIdIsLeftOutAndNamed() {
    const QTemporaryDir folder;
    const fs::path root = detent::pathFromText(folder.path().toStdString());
    std::string text = detent::test::kGoodProfile;
    text.replace(text.find("acme.box"), 8, "detent.eq3");
    write(root / "mine.json", text);
    const ProfileLibrary library = ProfileLibrary::load(root);
    QCOMPARE(library.find("detent.eq3")->model, std::string("EQ-3"));
    QCOMPARE(library.faults().size(), std::size_t{1});
    QVERIFY(library.faults()[0].find("give yours another id") != std::string::npos);
}

void TestProfileLibrary::aFolderThatIsNotThereIsNoFault() {
    const QTemporaryDir folder;
    const ProfileLibrary library = ProfileLibrary::load(detent::pathFromText(folder.path().toStdString()) / "none");
    QVERIFY(library.faults().empty());
    QVERIFY(!library.all().empty());
}

void TestProfileLibrary::aFileIsReadByItsPath() {
    const QTemporaryDir folder;
    const fs::path file = detent::pathFromText(folder.path().toStdString()) / "box.json";
    write(file, detent::test::kGoodProfile);
    const ProfileLibrary library = ProfileLibrary::load();
    QCOMPARE((*library.findOrRead(detent::pathText(file)))->id, std::string("acme.box"));
    QCOMPARE((*library.findOrRead("detent.vc2"))->id, std::string("detent.vc2"));
    write(file, "{");
    const auto broken = library.findOrRead(detent::pathText(file));
    QCOMPARE(broken.problem().fault, detent::Fault::NotSo);
    QVERIFY(broken.problem().what.find("box.json:1:2: ") != std::string::npos);
    QCOMPARE(library.findOrRead("no/such/file.json").problem().fault, detent::Fault::File);
}

void TestProfileLibrary::anUnknownIdNamesTheNearest() {
    const auto unknown = ProfileLibrary::load().findOrRead("detent.eq-3");
    QCOMPARE(unknown.problem().fault, detent::Fault::Usage);
    QCOMPARE(unknown.problem().text(), std::string("there is no profile \"detent.eq-3\"; did you mean \"detent.eq3\"?"));
}

QTEST_APPLESS_MAIN(TestProfileLibrary)
#include "tst_profile_library.moc"
