// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/file/audio_file.h"
#include "dsp/file/sha256.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>
#include <random>

using namespace detent;

class TestSha256 : public QObject {
    Q_OBJECT
private slots:
    void thePublishedVectorsHold_data() {  // FIPS 180-4 examples
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("hash");
        QTest::newRow("nothing") << QByteArray() << "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        QTest::newRow("abc") << QByteArray("abc") << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        QTest::newRow("a million a") << QByteArray(1000000, 'a') << "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    }
    void thePublishedVectorsHold() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, hash);
        dsp::Sha256 sha;
        sha.add(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        QCOMPARE(QString::fromStdString(sha.finish()), hash);
    }

    void anyCutOfTheBytesGivesWhatQtGives() {
        std::mt19937 random(11);
        for (int round = 0; round < 300; ++round) {
            QByteArray bytes(static_cast<int>(random() % 400), Qt::Uninitialized);
            for (char& b : bytes) b = static_cast<char>(random());
            dsp::Sha256 sha;
            for (qsizetype at = 0; at < bytes.size();) {
                const qsizetype step = std::min<qsizetype>(bytes.size() - at, static_cast<qsizetype>(random() % 130));
                sha.add(bytes.constData() + at, static_cast<std::size_t>(step));
                at += step;
            }
            QCOMPARE(QByteArray::fromStdString(sha.finish()), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        }
    }

    void aFilesHashIsThatOfItsBytesAndAMissingFileIsAFault() {
        QTemporaryDir dir;
        const auto path = std::filesystem::path(dir.path().toStdString()) / "abc";
        QVERIFY(placeFile(path, "abc").ok());
        QCOMPARE(QString::fromStdString(dsp::fileSha256(path).value()), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QCOMPARE(dsp::fileSha256(path / "none").problem().fault, Fault::File);
        QCOMPARE(dsp::fileSha256(dir.path().toStdString()).problem().fault, Fault::File);
    }
};

QTEST_APPLESS_MAIN(TestSha256)
#include "tst_sha256.moc"
