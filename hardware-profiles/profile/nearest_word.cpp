// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/nearest_word.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace detent::profiles {
namespace {

constexpr std::size_t kLongest = 80;

std::string lowerCased(std::string_view text) {
    std::string out(text.substr(0, kLongest));
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

/// Letters to insert, delete, replace or exchange with their neighbour (optimal string alignment, Damerau 1964).
std::size_t editDistance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> before, above(b.size() + 1), row(b.size() + 1);
    std::iota(above.begin(), above.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({replaced, above[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before = std::exchange(above, row);
    }
    return above.back();
}

}  // namespace

std::string nearestWord(std::string_view typed, const std::vector<std::string>& known) {
    const std::string wanted = lowerCased(typed);
    std::string best;
    std::size_t bestDistance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    for (const std::string& word : known) {
        const std::size_t distance = editDistance(wanted, lowerCased(word));
        if (distance < bestDistance) best = word, bestDistance = distance;
    }
    return best;
}

std::string wordRemedy(std::string_view typed, const std::vector<std::string>& known) {
    if (known.empty()) return "there are none";
    if (const std::string near = nearestWord(typed, known); !near.empty()) return "did you mean \"" + near + "\"?";
    std::vector<std::string> shown = known;
    const auto holdsIt = [&](const std::string& word) { return lowerCased(word).find(lowerCased(typed)) != std::string::npos; };
    std::stable_partition(shown.begin(), shown.end(), holdsIt);
    std::string list;
    for (std::size_t i = 0; i < std::min<std::size_t>(shown.size(), 8); ++i) list += (i ? ", \"" : "\"") + shown[i] + "\"";
    return "known are " + list + (known.size() > 8 ? " and more" : "");
}

}  // namespace detent::profiles
