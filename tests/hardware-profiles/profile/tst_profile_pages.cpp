// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the documents say of profiles is so.
#include "dsp/base/place_file.h"
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/profile/reader.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace detent::profiles;

namespace {

QByteArray page(const char* path) {
    const auto text = detent::readFile(std::filesystem::path(DETENT_SOURCE_DIR) / path);
    return text ? QByteArray::fromStdString(*text) : QByteArray();
}

/// The first block of the page fenced as `language`.
QByteArray fenced(const QByteArray& text, const QByteArray& language) {
    const qsizetype from = text.indexOf("```" + language + "\n");
    const qsizetype start = from + 4 + language.size();
    return from < 0 ? QByteArray() : text.mid(start, text.indexOf("\n```", start) - start + 1);
}

void collectKeys(const QJsonObject& node, QStringList& keys) {
    const QJsonObject properties = node["properties"].toObject();
    for (const QString& key : properties.keys()) {
        if (!key.startsWith(QLatin1Char('$'))) keys << key;
    }
    for (const QJsonValue& child : node) {
        if (child.isObject()) collectKeys(child.toObject(), keys);
    }
}

}  // namespace

class TestProfilePages : public QObject {
    Q_OBJECT

private slots:
    void theExampleOfTheGuideIsAGoodProfile();
    void theExampleSpeaksAsTheGuideSays();
    void theFormatsPageNamesEveryKeyOfTheSchema();
    void theSchemaDescribesEveryKey();
};

void TestProfilePages::theExampleOfTheGuideIsAGoodProfile() {
    const QByteArray json = fenced(page("docs/adding-a-device.md"), "json");
    QVERIFY(json.size() > 1000);
    const ProfileReading reading = readProfile(json.toStdString());
    QVERIFY2(reading.profile,
             reading.faults.empty() ? "" : faultText("docs/adding-a-device.md", reading.faults.front()).c_str());
    QCOMPARE(reading.profile->id, std::string("example.tilt"));
    // its places of knobs are measured on a photograph; what its controls do stands in the manual
    QCOMPARE(reading.profile->confidence(), Confidence::High);
}

void TestProfilePages::theExampleSpeaksAsTheGuideSays() {
    const QByteArray text = page("docs/adding-a-device.md");
    const Codec codec(readProfile(fenced(text, "json").toStdString()).profile, {});
    const auto readings = codec.decode("T1=9");
    QVERIFY(text.contains("detent profile decode FILE \"T1=9\""));
    QCOMPARE(readings.size(), std::size_t{1});
    QCOMPARE(codec.profile().control("tilt")->scale.textOf(readings.front().code), std::string("-1.5 dB"));
}

void TestProfilePages::theFormatsPageNamesEveryKeyOfTheSchema() {
    const QByteArray text = page("docs/formats/profile.md");
    QStringList keys;
    collectKeys(QJsonDocument::fromJson(page("hardware-profiles/schema/profile.schema.json")).object(), keys);
    QVERIFY(keys.size() > 80);
    for (const QString& key : keys) QVERIFY2(text.contains("`" + key.toUtf8() + "`"), qPrintable(key));
}

void TestProfilePages::theSchemaDescribesEveryKey() {
    const QJsonObject schema = QJsonDocument::fromJson(page("hardware-profiles/schema/profile.schema.json")).object();
    const auto check = [](const QString& where, const QJsonObject& node) {
        const QJsonObject properties = node["properties"].toObject();
        for (const QString& key : properties.keys())
            QVERIFY2(properties[key].toObject().contains(QLatin1String("description")),
                     qPrintable(where + QLatin1Char('/') + key));
    };
    check(QStringLiteral("profile"), schema);
    const QJsonObject definitions = schema["definitions"].toObject();
    for (const QString& name : definitions.keys()) check(name, definitions[name].toObject());
}

QTEST_APPLESS_MAIN(TestProfilePages)
#include "tst_profile_pages.moc"
