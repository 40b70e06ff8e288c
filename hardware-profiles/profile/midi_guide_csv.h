// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace detent::profiles {

/// One record of a CSV text.
struct CsvRecord {
    int row = 1;                     ///< as a spreadsheet counts records: the first is 1, blank ones count
    std::vector<std::string> cells;  ///< UTF-8, as they stand, quotes resolved
    bool hasStrayQuote = false;      ///< a quote stood where RFC 4180 allows none; it was taken as a character
};

struct CsvText {
    std::vector<CsvRecord> records;
    std::string remark;  ///< what is wrong with the file as a whole; may be empty
};

/// Reads CSV as RFC 4180 has it and as real files have it: with a byte order mark, any line ends, newlines in quoted cells,
/// quotes inside bare cells, text behind a closing quote, a quote that is never closed, and bytes that are not UTF-8 (taken
/// as Latin-1). Takes any bytes, in linear time. Any thread.
CsvText readCsv(std::string_view bytes);

/// One line of plain UTF-8: control characters and runs of space become one space, none at the ends.
std::string plainLine(std::string_view utf8);
/// At most `most` characters (code points); what is longer ends in an ellipsis.
std::string shortened(const std::string& utf8, std::size_t most);

}  // namespace detent::profiles
