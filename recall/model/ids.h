// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <random>
#include <string>

namespace detent::recall {

/// UUIDv7 text (RFC 9562), so that rooms and bundles merge; one strong type each.
template <typename Tag>
struct Id {
    std::string text;
    bool empty() const { return text.empty(); }
    auto operator<=>(const Id&) const = default;
};

using RoomId = Id<struct RoomTag>;
using SessionId = Id<struct SessionTag>;
using SongId = Id<struct SongTag>;
using SourceId = Id<struct SourceTag>;
using PartId = Id<struct PartTag>;
using UnitId = Id<struct UnitTag>;
using EpochId = Id<struct EpochTag>;
using InsertId = Id<struct InsertTag>;
using SnapshotId = Id<struct SnapshotTag>;
using PrintId = Id<struct PrintTag>;
using RecallId = Id<struct RecallTag>;
using ComparisonId = Id<struct ComparisonTag>;
using NoteId = Id<struct NoteTag>;

/// Milliseconds since 1970-01-01 UTC.
using UtcMs = std::int64_t;
/// "2026-11-22T14:05:09.123Z"
std::string utcText(UtcMs time);

/// Makes UUIDv7 texts that sort by time, also within one millisecond. Time and randomness are passed in. One thread.
class IdMaker {
public:
    IdMaker(std::function<UtcMs()> clock, std::uint64_t seed);
    template <typename IdType>
    IdType make() { return IdType{next()}; }
    UtcMs now() const { return m_clock(); }

private:
    std::string next();
    std::function<UtcMs()> m_clock;
    std::mt19937_64 m_random;
    UtcMs m_lastMs = 0;
    std::uint32_t m_counter = 0;
};

}  // namespace detent::recall
