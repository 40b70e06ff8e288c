// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A library in a folder of its own, and what a small job in it consists of.
#pragma once

#include "recall/store/store.h"
#include "recall/store/store_environment.h"
#include "tests/support/must.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>
#include <QVariant>

namespace detent::test {

/// Every look at its clock is a millisecond later than the one before.
class TestLibrary {
public:
    TestLibrary() { open(); }
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    std::filesystem::path file() const { return folder() / "studio.detent"; }
    recall::Store* operator->() { return m_store.get(); }
    recall::Store& operator*() { return *m_store; }
    void close() { m_store.reset(); }
    void open() {
        m_store.reset();
        m_store = must(recall::Store::open(
            file(), [this] { return nowMs++; }, ++m_seed));
    }

    recall::UtcMs nowMs = 1'800'000'000'000;

private:
    QTemporaryDir m_folder;
    std::uint64_t m_seed = 0;
    std::unique_ptr<recall::Store> m_store;
};

struct RawAnswer {
    QStringList rows;  ///< columns joined by "|"
    QString error;
};

/// One statement on a connection of its own, past all of Detent.
inline RawAnswer raw(const std::filesystem::path& file, const QString& sql) {
    const QString name = QUuid::createUuid().toString();
    RawAnswer answer;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", name);
        database.setDatabaseName(QString::fromStdString(file.string()));
        if (!database.open()) return {{}, database.lastError().text()};
        QSqlQuery query(database);
        if (!query.exec(sql)) answer.error = query.lastError().text();
        while (query.next()) {
            QStringList columns;
            for (int i = 0; !query.isNull(i) || query.value(i).isValid(); ++i) columns << query.value(i).toString();
            answer.rows << columns.join("|");
        }
    }
    QSqlDatabase::removeDatabase(name);
    return answer;
}

inline profiles::ProfilePtr profileOf(const std::string& id, const std::string& text) {
    profiles::Profile profile;
    profile.id = id;
    profile.text = text;
    return std::make_shared<const profiles::Profile>(std::move(profile));
}

inline recall::Unit unitCalled(const std::string& name, const std::string& profile = "test.eq") {
    recall::Unit unit;
    unit.name = name;
    unit.profileId = profile;
    unit.link = "virtual";
    return unit;
}

inline recall::ControlValue valueOf(const std::string& control, recall::Code code,
                                    recall::Quality quality = recall::Quality::Confirmed) {
    return {
        control, code, static_cast<double>(code) / 10.0, std::to_string(code) + " dB", quality, 1'700'000'000'000 + code};
}

/// One unit whose controls c0, c1, ... have these codes.
inline recall::Snapshot snapshotOf(const recall::Song& song, const recall::Unit& unit,
                                   const std::vector<recall::Code>& codes) {
    recall::Snapshot snapshot;
    snapshot.song = song.id;
    recall::SnapshotUnit part{unit.id, unit.name, unit.epoch, unit.profileId, {}, {}};
    for (std::size_t i = 0; i < codes.size(); ++i) part.controls.push_back(valueOf("c" + std::to_string(i), codes[i]));
    snapshot.units.push_back(part);
    return snapshot;
}

inline std::vector<recall::Code> codesOf(const recall::Snapshot& snapshot) {
    std::vector<recall::Code> codes;
    for (const auto& unit : snapshot.units)
        for (const auto& value : unit.controls) codes.push_back(value.code);
    return codes;
}

template <typename Record>
std::vector<std::string> idsOf(const std::vector<Record>& records) {
    std::vector<std::string> ids;
    for (const Record& record : records) ids.push_back(record.id.text);
    return ids;
}

template <typename Record>
std::vector<std::string> titlesOf(const std::vector<Record>& records) {
    std::vector<std::string> titles;
    for (const Record& record : records) titles.push_back(record.title);
    return titles;
}

using Texts = std::vector<std::string>;

}  // namespace detent::test

namespace QTest {
/// So that QCOMPARE prints them.
template <>
inline char* toString(const std::string& text) {
    return qstrdup(text.c_str());
}
}  // namespace QTest
