// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/midi_guide_csv.h"

#include <QString>
#include <QStringDecoder>

#include <algorithm>
#include <optional>

namespace detent::profiles {
namespace {

std::string utf8From(std::string_view bytes, std::string& remark) {
    const QByteArrayView view(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const auto marked = QStringConverter::encodingForData(view);
    if (marked && *marked != QStringConverter::Utf8) remark = "the file is not UTF-8; it was converted";
    QStringDecoder decoder(marked.value_or(QStringConverter::Utf8));
    const QString text = decoder(view);
    if (!decoder.hasError()) return text.toStdString();
    remark = "the file is not UTF-8; its other characters were taken as Latin-1";
    return QString::fromLatin1(view).toStdString();
}

class CsvReader {
public:
    explicit CsvReader(std::string_view text) : m_text(text) {}

    std::vector<CsvRecord> read() {
        std::vector<CsvRecord> records;
        while (m_at < m_text.size()) {
            CsvRecord record;
            record.row = static_cast<int>(records.size()) + 1;
            fill(record);
            if (records.empty()) m_width = record.cells.size();
            records.push_back(std::move(record));
        }
        return records;
    }

private:
    void fill(CsvRecord& record) {
        m_quotesAreText = false;
        for (;;) {
            record.cells.push_back(cell(record));
            if (m_at >= m_text.size()) return;
            const char end = m_text[m_at++];
            if (end == ',') continue;
            if (end == '\r' && m_at < m_text.size() && m_text[m_at] == '\n') ++m_at;
            return;
        }
    }

    std::string cell(CsvRecord& record) {
        if (m_at < m_text.size() && m_text[m_at] == '"' && !m_quotesAreText) {
            if (auto quoted = quotedCell(record)) return *quoted;
            m_quotesAreText = true;
            record.hasStrayQuote = true;
        }
        const std::string_view bare = untilEnd();
        if (bare.find('"') != std::string_view::npos) record.hasStrayQuote = true;
        return std::string(bare);
    }

    /// nullopt, and nothing taken, where the quote is not closed. Linear: what one record passed over in vain holds no quote
    /// that opens a cell of a later one, or it would have stopped there.
    std::optional<std::string> quotedCell(CsvRecord& record) {
        const std::size_t begin = m_at;
        std::string out;
        for (std::size_t at = begin + 1;;) {
            const std::size_t quote = m_text.find('"', at);
            if (quote == std::string_view::npos) return std::nullopt;
            out += m_text.substr(at, quote - at);
            at = quote + 1;
            if (at < m_text.size() && m_text[at] == '"') {
                out += '"';
                ++at;
                continue;
            }
            m_at = at;
            break;
        }
        const std::string_view behind = untilEnd();
        if (behind.find_first_not_of(' ') == std::string_view::npos) return out;
        record.hasStrayQuote = true;
        if (!holdsRecords(out)) return out + std::string(behind);
        m_at = begin;
        return std::nullopt;
    }

    /// A cell across lines with commas enough for half a record: its closing quote is one that opens a cell further on.
    bool holdsRecords(const std::string& cell) const {
        return cell.find_first_of("\r\n") != std::string::npos &&
               static_cast<std::size_t>(std::count(cell.begin(), cell.end(), ',')) * 2 >= m_width;
    }

    std::string_view untilEnd() {
        const std::size_t begin = m_at;
        m_at = std::min(m_text.find_first_of(",\r\n", m_at), m_text.size());
        return m_text.substr(begin, m_at - begin);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_width = static_cast<std::size_t>(-1);  ///< cells of the first record
    bool m_quotesAreText = false;
};

}  // namespace

CsvText readCsv(std::string_view bytes) {
    CsvText csv;
    const std::string text = utf8From(bytes, csv.remark);
    csv.records = CsvReader(text).read();
    return csv;
}

std::string plainLine(std::string_view utf8) {
    QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    for (QChar& c : text) {
        if (c.category() == QChar::Other_Control || c == QChar::ByteOrderMark) c = QLatin1Char(' ');
    }
    return text.simplified().toStdString();
}

std::string shortened(const std::string& utf8, std::size_t most) {
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    if (static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), begins)) <= most) return utf8;
    std::size_t at = 0;
    for (std::size_t seen = 0; at < utf8.size(); ++at) {
        if (begins(utf8[at]) && ++seen == most) break;
    }
    return utf8.substr(0, at) + "\xE2\x80\xA6";
}

}  // namespace detent::profiles
