// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the fuzzers have found worth keeping, fed to them again: none may crash, hang or break a promise.
#include "dsp/base/place_file.h"

#include <QDirIterator>
#include <QTest>

extern "C" {
int fuzz_codec(const std::uint8_t* data, std::size_t size);
int fuzz_midi_guide(const std::uint8_t* data, std::size_t size);
int fuzz_profile(const std::uint8_t* data, std::size_t size);
int fuzz_template(const std::uint8_t* data, std::size_t size);
}

class TestCorpus : public QObject {
    Q_OBJECT

private slots:
    void nothingBreaks_data();
    void nothingBreaks();
};

void TestCorpus::nothingBreaks_data() {
    QTest::addColumn<QString>("target");
    for (const char* target : {"fuzz_codec", "fuzz_midi_guide", "fuzz_profile", "fuzz_template"})
        QTest::newRow(target) << target;
}

void TestCorpus::nothingBreaks() {
    QFETCH(QString, target);
    const auto feed = target == "fuzz_codec"        ? fuzz_codec
                      : target == "fuzz_midi_guide" ? fuzz_midi_guide
                      : target == "fuzz_profile"    ? fuzz_profile
                                                    : fuzz_template;
    int count = 0;
    for (QDirIterator at(QStringLiteral(DETENT_CORPUS "/") + target, QDir::Files); at.hasNext(); ++count) {
        const auto bytes = detent::readFile(detent::pathFromText(at.next().toStdString()));
        QVERIFY(bytes.ok());
        QCOMPARE(feed(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()), 0);
    }
    QVERIFY(count >= 5);
}

QTEST_APPLESS_MAIN(TestCorpus)
#include "tst_corpus.moc"
