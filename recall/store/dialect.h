// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// All that is SQLite's own: the driver, its pragmas, its error codes, its triggers. Another database is another such file.
namespace detent::recall::dialect {

inline constexpr int busyTimeoutMs = 5000;

const char* driver();
std::string connectOptions(bool readOnly);
/// For every connection that writes: foreign keys, and nothing called saved before it is on the disk.
std::vector<std::string> connectionStatements();
/// Turns on the write-ahead log; answers one row with `writeAheadAnswer`. Outside a transaction.
const char* writeAheadLog();
const char* writeAheadAnswer();
/// Turns the write-ahead log off, which only succeeds while nobody else has the library open.
const char* singleFile();
const char* singleFileAnswer();
/// Marks the file for tools that look at its head.
const char* mark();

const char* beginRead();
const char* beginWrite();   ///< takes the write lock at once, so that nothing fails half-way for want of it
const char* tableNames();   ///< one text column
const char* copyInto();     ///< one parameter: the path of a file that does not exist
const char* integrityCheck();   ///< one text column, "ok" alone where all is well
const char* foreignKeyCheck();  ///< table, row, parent

/// The statements a "-- @..." line of a migration stands for:
///   @frozen TABLE (COLUMN, ...)       these columns never change and no row goes away
///   @sealed TABLE by PARENT (COLUMN)  rows never change and none is added once PARENT's row stands
/// Empty for a line that is none.
std::vector<std::string> directive(std::string_view line);

enum class Cause { Busy, Full, NotADatabase, Damaged, ReadOnly, CannotOpen, BrokenReference, Constraint, Other };
/// From the driver's native error code.
Cause cause(const std::string& nativeCode);

}  // namespace detent::recall::dialect
