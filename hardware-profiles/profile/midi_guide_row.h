// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/midi_guide_csv.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace detent::profiles {

/// Numbers as the row has them; blank where the cell was, or was no number.
struct GuideNumbers {
    std::optional<int> msb, lsb, min, max, standard;
};

/// One row of the midi.guide database, read but not judged.
struct GuideRow {
    int row = 0;
    std::string maker, model, section, name, notes;  ///< one line each
    std::string usage;                               ///< as it stands
    GuideNumbers cc, nrpn;
    bool isCentered = false;
    std::vector<std::string> remarks;  ///< what could not be taken as it stands, for people
};

/// Reads the rows of one file.
class GuideTable {
public:
    /// Finds the columns by the header, in any order; a file of at least 16 columns without a header has the usual order.
    explicit GuideTable(const CsvText& csv);

    /// Why it is no list of parameters; empty where it is one.
    const std::string& fault() const { return m_fault; }
    /// What else is to be said of the file as a whole.
    const std::string& remark() const { return m_remark; }
    /// The rows that hold anything.
    std::vector<GuideRow> rows() const;

private:
    GuideRow rowFrom(const CsvRecord& record) const;
    std::vector<std::string> cellsOf(const CsvRecord& record, GuideRow& row) const;
    std::string cell(const std::vector<std::string>& cells, const char* column) const;
    std::optional<int> number(const std::vector<std::string>& cells, const char* column, GuideRow& row) const;

    const CsvText& m_csv;
    std::map<std::string, std::size_t, std::less<>> m_columns;
    std::size_t m_width = 0, m_first = 0;
    std::string m_fault, m_remark;
};

}  // namespace detent::profiles
