// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/main_job.h"

#include <QTest>

namespace detent::test {

namespace {

void setAll(const DetentProgram& detent, const QString& unit, const QStringList& words) {
    const Finished set = detent.run(QStringList{"rack", "set", unit} + words);
    QVERIFY2(set.status == 0, set.told());
}

}  // namespace

QString takeAndScramble(const DetentProgram& detent) {
    QStringList answers;
    for (const QString& word : plainBox())
        answers << "--manual"
                << "BOX." + word;
    const Finished taken = detent.json(QStringList{"snapshot", "take", "Title", "--name", "plain"} + answers);
    if (taken.status != 0) qFatal("%s", taken.told().constData());
    setAll(detent, "EQ", scrambledEq());
    setAll(detent, "COMP", scrambledComp());
    setAll(detent, "BOX", scrambledBox());
    return taken.object()["id"].toString();
}

QMap<QString, QString> valuesNow(const DetentProgram& detent) {
    QMap<QString, QString> values;
    for (const char* unit : {"EQ", "COMP", "BOX"}) {
        const Finished got = detent.json({"rack", "get", unit});
        if (got.status != 0) qFatal("%s", got.told().constData());
        for (const auto& one : got.object()["state"].toArray())
            values[QString(unit) + "." + one.toObject()["control"].toString()] = one.toObject()["text"].toString();
    }
    return values;
}

void everythingComesBack(const DetentProgram& detent) {
    const QString id = takeAndScramble(detent);
    const auto wanted = valuesOf(detent.json({"snapshot", "show", id}).object());
    const auto scrambled = valuesNow(detent);
    QCOMPARE(wanted.size(), 22);
    for (auto at = wanted.begin(); at != wanted.end(); ++at)
        QVERIFY2(scrambled[at.key()] != at.value(), qPrintable(at.key()));  // every control

    const Finished recall = detent.json({"recall", id, "--by-hand=confirm"});
    QVERIFY2(recall.status == 0, recall.told());
    const auto outcomes = outcomesOf(recall.object());
    QCOMPARE(outcomes.size(), 22);
    for (auto at = outcomes.begin(); at != outcomes.end(); ++at) {
        QVERIFY2(at.value() == (at.key().startsWith("BOX.") ? "ConfirmedByHand" : "Verified"),
                 qPrintable(at.key() + " " + at.value()));
    }
    QVERIFY(recall.object()["seconds"].toDouble() >= recall.object()["wire_seconds"].toDouble() * 0.5);
    QVERIFY(recall.object()["wire_seconds"].toDouble() > 0);
    QCOMPARE(valuesNow(detent), wanted);

    const Finished undo = detent.json({"recall", "undo", "--by-hand=confirm"});
    QVERIFY2(undo.status == 0, undo.told());
    QCOMPARE(valuesNow(detent), scrambled);
    QVERIFY(detent.json({"recall", "undo", "--by-hand=confirm"}).status == 0);
    QCOMPARE(valuesNow(detent), wanted);
}

void faultRows(const QList<int>& moments) {
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("kind");
    for (const char* unit : {"EQ", "COMP"}) {
        for (const char* kind : {"lose-reply", "corrupt-reply", "close-link", "refuse", "answer-other"}) {
            for (const int after : moments) {
                const QString fault = QString("%1:%2").arg(kind).arg(after);
                QTest::addRow("%s %s", unit, qPrintable(fault)) << QString(unit) << fault;
            }
        }
    }
}

namespace {

/// Every control that shows Verified says that it reads what was wanted; is that so?
void verifiedIsTrue(const QJsonObject& recall) {
    for (const auto& one : recall["outcomes"].toArray()) {
        const QJsonObject outcome = one.toObject();
        if (outcome["outcome"].toString() != "Verified") continue;
        QVERIFY2(outcome["read"].toString() == outcome["wanted"].toString(), QJsonDocument(outcome).toJson());
    }
}

}  // namespace

void isHonest(const Finished& recall, const QString& unit, const QString& kind) {
    QVERIFY2(recall.status == 0 || recall.status == 1, recall.told());
    const auto outcomes = outcomesOf(recall.object());
    QCOMPARE(outcomes.size(), 22);
    verifiedIsTrue(recall.object());
    for (auto at = outcomes.begin(); at != outcomes.end(); ++at) {
        if (at.key().startsWith(unit + ".")) continue;
        QVERIFY2(at.value() == (at.key().startsWith("BOX.") ? "ConfirmedByHand" : "Verified"),
                 qPrintable(at.key() + " " + at.value()));
    }
    bool allGood = true;
    QStringList messages;
    for (const auto& one : recall.object()["outcomes"].toArray()) {
        const QJsonObject outcome = one.toObject();
        if (outcome["outcome"] == "Verified" || outcome["outcome"] == "ConfirmedByHand") continue;
        allGood = false;
        messages << outcome["message"].toString();
        QVERIFY2(messages.last().contains(unit) && messages.last().contains(';'),
                 qPrintable(messages.last()));  // which unit; what to do
    }
    QCOMPARE(recall.status, allGood ? 0 : 1);
    // what a unit refuses and what it closes on cannot have gone well
    if (kind.startsWith("close-link") || kind == "refuse:14") QVERIFY2(!allGood, recall.told());
}

}  // namespace detent::test
