// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

// Texts of CSV files, well formed (RFC 4180) and as real files have them.
namespace detent::test {

using namespace std::string_view_literals;

struct CsvText {
    const char* name;
    std::string_view bytes;
    QString cells;  ///< records parted by |, cells by ~
};

// clang-format off
inline const CsvText kCsvTexts[] = {
    {"plain, LF", "a,b\nc,d\n"sv, "a~b|c~d"},
    {"CRLF and no end", "a,b\r\nc,d"sv, "a~b|c~d"},
    {"CR alone", "a,b\rc,d\r"sv, "a~b|c~d"},
    {"byte order mark", "\xEF\xBB\xBF" "a,b\n"sv, "a~b"},
    {"comma in quotes", "\"a,b\",c\n"sv, "a,b~c"},
    {"doubled quote", "\"say \"\"x\"\"\",c\n"sv, "say \"x\"~c"},
    {"newline in quotes", "\"a\r\nb\",c\nd,e\n"sv, "a\r\nb~c|d~e"},
    {"empty cells", ",,\n"sv, "~~"},
    {"a blank line counts", "a\n\nb\n"sv, "a||b"},
    {"quote within a bare cell", "5\" pot,b\n"sv, "5\" pot~b"},
    {"text behind a quote", "\"a\"bc,d\n"sv, "abc~d"},
    {"blanks behind a quote", "\"a\"  ,d\n"sv, "a~d"},
    {"a quote that is never closed", "\"a,b\nc,d\"\"\n"sv, "\"a~b|c~d\"\""},
    {"a quote that only the next record's closes", "p,q,r,s\na,\"b,c,d\ne,f,g,h\ni,j,\"k,l\",m\n"sv,
     "p~q~r~s|a~\"b~c~d|e~f~g~h|i~j~k,l~m"},
    {"a newline and a word in quotes of their own", "p,q,r,s\na,\"b\nthe \"c\" d\",e,f\n"sv,
     "p~q~r~s|a~b\nthe c\" d\"~e~f"},
    {"empty quotes", "\"\",\"\"\n"sv, "~"},
    {"Latin-1", "M\xE4" "ander\n"sv, QString::fromUtf8("Mäander")},
    {"UTF-16", "\xFF\xFE" "a\0,\0b\0\n\0"sv, "a~b"},
    {"UTF-16, high byte first", "\xFE\xFF" "\0a\0,\0b\0\n"sv, "a~b"},
    {"nothing", ""sv, ""},
};
// clang-format on

}  // namespace detent::test
