// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/midi_guide_row.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace detent::profiles {
namespace {

constexpr std::array kGuideColumns = {
    "manufacturer", "device",   "section",        "parameter_name", "parameter_description",
    "cc_msb",       "cc_lsb",   "cc_min_value",   "cc_max_value",   "cc_default_value",
    "nrpn_msb",     "nrpn_lsb", "nrpn_min_value", "nrpn_max_value", "nrpn_default_value",
    "orientation",  "notes",    "usage"};
constexpr std::size_t kLeastWidth = 16;  // what comes behind the orientation may be missing

std::string lowerCase(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == ' ' ? '_' : c;
    return text;
}

bool isBlank(const CsvRecord& record) {
    return std::all_of(record.cells.begin(), record.cells.end(),
                       [](const std::string& cell) { return plainLine(cell).empty(); });
}

bool isOrientation(const std::string& cell) {
    const std::string word = lowerCase(plainLine(cell));
    return word == "0-based" || word == "centered";
}

/// Joins the cells [first, first + count] to one, as if the commas between them had been quoted.
void join(std::vector<std::string>& cells, std::size_t first, std::size_t count) {
    for (std::size_t i = 1; i <= count; ++i) cells[first] += "," + cells[first + i];
    const auto at = cells.begin() + static_cast<std::ptrdiff_t>(first) + 1;
    cells.erase(at, at + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

GuideTable::GuideTable(const CsvText& csv) : m_csv(csv), m_remark(csv.remark) {
    while (m_first < csv.records.size() && isBlank(csv.records[m_first])) ++m_first;
    if (m_first == csv.records.size()) {
        m_fault = "the file is empty";
        return;
    }
    const auto& cells = csv.records[m_first].cells;
    for (std::size_t i = 0; i < cells.size(); ++i) m_columns.emplace(lowerCase(plainLine(cells[i])), i);
    m_width = cells.size();
    const auto known = [&](const char* column) { return m_columns.contains(column); };
    if (std::any_of(kGuideColumns.begin(), kGuideColumns.end(), known)) {
        ++m_first;
        if (!known("parameter_name") || !(known("cc_msb") || (known("nrpn_msb") && known("nrpn_lsb"))))
            m_fault = "this is no list of parameters: it has no columns parameter_name and cc_msb";
        return;
    }
    for (const auto& [mark, name] : {std::pair(';', "semicolons"), std::pair('\t', "tabs")}) {
        if (std::count(cells[0].begin(), cells[0].end(), mark) < 3) continue;
        m_fault = std::string("its columns are parted by ") + name + "; save it with commas";
        return;
    }
    m_columns.clear();
    for (std::size_t i = 0; i < kGuideColumns.size(); ++i) m_columns.emplace(kGuideColumns[i], i);
    if (m_width < kLeastWidth)
        m_fault = "this is no midi.guide file: its first row does not name the columns";
    else
        m_remark +=
            std::string(m_remark.empty() ? "" : "; ") + "the first row does not name the columns; the usual 18 were taken";
    m_width = kGuideColumns.size();
}

std::vector<GuideRow> GuideTable::rows() const {
    std::vector<GuideRow> rows;
    for (std::size_t i = m_first; i < m_csv.records.size() && m_fault.empty(); ++i) {
        if (!isBlank(m_csv.records[i])) rows.push_back(rowFrom(m_csv.records[i]));
    }
    return rows;
}

/// The row's cells in the columns they belong to, where a comma that nobody quoted moved them.
std::vector<std::string> GuideTable::cellsOf(const CsvRecord& record, GuideRow& row) const {
    std::vector<std::string> cells = record.cells;
    if (record.hasStrayQuote) row.remarks.push_back("a quote stands where none may; it was taken as a character");
    const std::string counted = "it has " + std::to_string(cells.size()) + " columns in place of " + std::to_string(m_width);
    const auto orientation = m_columns.find("orientation");
    const std::size_t place = orientation == m_columns.end() ? m_width : orientation->second;
    const auto end = cells.begin() + static_cast<std::ptrdiff_t>(std::min(m_width, cells.size()));
    const std::size_t more = cells.size() - std::min(m_width, cells.size());
    const auto description = m_columns.find("parameter_description");
    if (cells.size() < m_width) {
        row.remarks.push_back(counted + "; the missing ones are blank");
    } else if (more > 0 && place + more < cells.size() && !isOrientation(cells[place]) &&
               isOrientation(cells[place + more]) && description != m_columns.end() &&
               description->second + more < cells.size()) {
        join(cells, description->second, more);
        row.remarks.push_back(counted + "; a comma in its description was taken as text");
    } else if (std::any_of(end, cells.end(), [](const std::string& cell) { return !plainLine(cell).empty(); })) {
        join(cells, m_width - 1, more);
        row.remarks.push_back(counted + "; a comma in its last one was taken as text");
    }
    cells.resize(m_width);
    return cells;
}

std::string GuideTable::cell(const std::vector<std::string>& cells, const char* column) const {
    const auto at = m_columns.find(column);
    return at == m_columns.end() || at->second >= cells.size() ? std::string() : cells[at->second];
}

std::optional<int> GuideTable::number(const std::vector<std::string>& cells, const char* column, GuideRow& row) const {
    const std::string text = plainLine(cell(cells, column));
    if (text.empty()) return std::nullopt;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() && std::abs(value) <= 1000000) return value;
    row.remarks.push_back(std::string(column) + " \"" + shortened(text, 40) + "\" is no number");
    return std::nullopt;
}

GuideRow GuideTable::rowFrom(const CsvRecord& record) const {
    GuideRow row;
    row.row = record.row;
    const auto cells = cellsOf(record, row);
    row.maker = plainLine(cell(cells, "manufacturer"));
    row.model = plainLine(cell(cells, "device"));
    row.section = plainLine(cell(cells, "section"));
    row.name = plainLine(cell(cells, "parameter_name"));
    row.notes = plainLine(cell(cells, "notes"));
    row.usage = cell(cells, "usage");
    row.cc = {number(cells, "cc_msb", row), number(cells, "cc_lsb", row), number(cells, "cc_min_value", row),
              number(cells, "cc_max_value", row), number(cells, "cc_default_value", row)};
    row.nrpn = {number(cells, "nrpn_msb", row), number(cells, "nrpn_lsb", row), number(cells, "nrpn_min_value", row),
                number(cells, "nrpn_max_value", row), number(cells, "nrpn_default_value", row)};
    const std::string orientation = lowerCase(plainLine(cell(cells, "orientation")));
    row.isCentered = orientation == "centered";
    if (orientation.empty())
        row.remarks.push_back("its orientation is blank; it was taken as 0-based");
    else if (!row.isCentered && orientation != "0-based")
        row.remarks.push_back("its orientation \"" + shortened(orientation, 40) +
                              "\" is not known; it was taken as 0-based");
    return row;
}

}  // namespace detent::profiles
