// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/store/library_place.h"
#include "recall/store/store.h"
#include "recall/store/store_environment.h"
#include "recall/store/transaction.h"

#include <thread>

namespace detent::recall {

/// In this order: the lock is given back after the connection is closed.
struct Store::State {
    std::filesystem::path file;
    LibraryLock lock;
    std::unique_ptr<Database> database;
    IdMaker ids;
    RoomId room;
    std::thread::id thread = std::this_thread::get_id();

    Transaction reading() { return begin(Transaction::Kind::Read); }
    Transaction writing() { return begin(Transaction::Kind::Write); }

private:
    Transaction begin(Transaction::Kind kind) {
        assert(thread == std::this_thread::get_id() && "a Store is used on the thread that opened it");
        return Transaction(*database, kind);
    }
};

/// Where a library is to stand: absolute, links followed, its folder made. Refuses a folder and a network share.
Result<std::filesystem::path> libraryPlace(const std::filesystem::path& file, const StoreEnvironment& environment);

/// Fails the work where a statement on one record changed none.
void expectChanged(Transaction& work, int rows, const char* noun, const std::string& id);
/// Fails the work where a name is empty; `what` as in "a session's title".
void expectName(Transaction& work, const std::string& name, const char* what);

/// Lower-case hex.
std::string sha256Of(const std::string& text);

std::string channelsText(const std::vector<int>& channels);
std::vector<int> channelsFrom(const std::string& text);

struct StageColumns {
    const char* kind;
    QVariant insert, unit;
};
StageColumns columnsOf(const Stage& stage);
/// From the columns kind, insert_id, unit_id, channels, gain_db.
Stage readStage(Row& row);
/// From the columns control, code, value, text, quality, time_ms.
ControlValue readValue(Row& row);

/// What is known of the unit becomes stale.
void makeStale(Transaction& work, const UnitId& unit);

/// The part of that name, made where there is none.
PartId partOf(Transaction& work, IdMaker& ids, const SongId& song, const std::string& name);

}  // namespace detent::recall
