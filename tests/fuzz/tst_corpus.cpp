// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the fuzzers have found worth keeping, fed to them again: none may crash, hang or break a promise. With DETENT_SOAK=1
// also what it becomes by some hundred seeded changes each.
#include "dsp/base/place_file.h"

#include <QDirIterator>
#include <QTest>

#include <map>
#include <random>

extern "C" {
int fuzz_codec(const std::uint8_t* data, std::size_t size);
int fuzz_fingerprint(const std::uint8_t* data, std::size_t size);
int fuzz_midi_guide(const std::uint8_t* data, std::size_t size);
int fuzz_profile(const std::uint8_t* data, std::size_t size);
int fuzz_template(const std::uint8_t* data, std::size_t size);
int fuzz_virtual_unit(const std::uint8_t* data, std::size_t size);
}

namespace {

/// Some bytes flipped, doubled, taken out or put in.
std::string changed(std::string bytes, std::mt19937& random) {
    const auto any = [&](std::size_t below) { return below == 0 ? 0 : random() % below; };
    for (std::size_t hits = 1 + any(6); hits > 0 && !bytes.empty(); --hits) {
        const std::size_t at = any(bytes.size());
        switch (any(4)) {
            case 0: bytes[at] = static_cast<char>(bytes[at] ^ (1 << any(8))); break;
            case 1: bytes.insert(at, bytes, any(bytes.size()), any(16)); break;
            case 2: bytes.erase(at, 1 + any(4)); break;
            default: bytes.insert(at, 1, static_cast<char>(any(256)));
        }
    }
    return bytes;
}

}  // namespace

class TestCorpus : public QObject {
    Q_OBJECT

private slots:
    void nothingBreaks_data();
    void nothingBreaks();
};

void TestCorpus::nothingBreaks_data() {
    QTest::addColumn<QString>("target");
    for (const char* target : {"fuzz_codec", "fuzz_fingerprint", "fuzz_midi_guide", "fuzz_profile", "fuzz_template", "fuzz_virtual_unit"})
        QTest::newRow(target) << target;
}

void TestCorpus::nothingBreaks() {
    QFETCH(QString, target);
    static const std::map<QString, int (*)(const std::uint8_t*, std::size_t)> feeds = {
        {"fuzz_codec", fuzz_codec},     {"fuzz_fingerprint", fuzz_fingerprint}, {"fuzz_midi_guide", fuzz_midi_guide},
        {"fuzz_profile", fuzz_profile}, {"fuzz_template", fuzz_template},       {"fuzz_virtual_unit", fuzz_virtual_unit}};
    const auto feed = [&](const std::string& bytes) { return feeds.at(target)(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()); };
    const int changes = qEnvironmentVariable("DETENT_SOAK") == "1" ? 500 : 0;
    std::mt19937 random(20240611);
    int count = 0;
    for (QDirIterator at(QStringLiteral(DETENT_CORPUS "/") + target, QDir::Files); at.hasNext(); ++count) {
        const auto bytes = detent::readFile(detent::pathFromText(at.next().toStdString()));
        QVERIFY(bytes.ok());
        QCOMPARE(feed(*bytes), 0);
        for (int i = 0; i < changes; ++i) QCOMPARE(feed(changed(*bytes, random)), 0);
    }
    QVERIFY(count >= 5);
}

QTEST_APPLESS_MAIN(TestCorpus)
#include "tst_corpus.moc"
