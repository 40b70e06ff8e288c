// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/number_text.h"

#include <QByteArray>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace detent::profiles {
namespace {

std::string withoutNegativeZero(std::string text) {
    if (!text.empty() && text.front() == '-' && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
    return text;
}

std::string formatted(double value, char format, int digits) {
    return withoutNegativeZero(QByteArray::number(value, format, digits).toStdString());
}

bool isNumeral(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string fixedText(double value, int decimals) { return formatted(value, 'f', decimals); }

std::string shortestText(double value) { return formatted(value, 'f', QLocale::FloatingPointShortest); }

std::string significantText(double value, int digits) {
    const double rounded = QByteArray::number(value, 'e', std::max(digits, 1) - 1).toDouble();
    if (rounded == 0 || !std::isfinite(rounded)) return fixedText(rounded, 0);
    const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(rounded)) + 1e-12));
    return fixedText(rounded, std::max(0, digits - 1 - magnitude));
}

std::string withoutTrailingZeros(std::string number) {
    if (number.find('.') == std::string::npos) return number;
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
    return number;
}

std::optional<double> takeNumber(std::string_view& text) {
    std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    std::size_t digits = 0;
    for (bool point = false; at < text.size() && (isNumeral(text[at]) || (text[at] == '.' && !point)); ++at) {
        point = point || text[at] == '.';
        digits += isNumeral(text[at]) ? 1 : 0;
    }
    if (digits == 0 || digits > 15) return std::nullopt;
    const std::size_t start = text[0] == '+' ? 1 : 0;
    bool ok = false;
    const double value = QByteArray(text.data() + start, static_cast<qsizetype>(at - start)).toDouble(&ok);
    if (!ok) return std::nullopt;
    text.remove_prefix(at);
    return value == 0 ? 0 : value;
}

}  // namespace detent::profiles
