// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/midi_guide_usage.h"

#include "hardware-profiles/profile/midi_guide_csv.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace detent::profiles {
namespace {

constexpr int kGreatest = 1000000;  // far beyond 14 bits
constexpr std::size_t kMostParts = 2000;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

void skipSpace(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
}

std::optional<int> takeWhole(std::string_view& text) {
    skipSpace(text);
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || value > kGreatest || value < -kGreatest) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    skipSpace(text);
    return value;
}

/// "3", "0-63", "0~127"; dashes as typographers have them count too. Nothing may follow.
std::optional<UsagePart> valuesFrom(std::string_view text) {
    UsagePart part;
    const auto low = takeWhole(text);
    if (!low) return std::nullopt;
    part.low = part.high = *low;
    if (text.empty()) return part;
    part.differs = text.front() == '~';
    for (const std::string_view dash : {"-", "~", "\xE2\x80\x93", "\xE2\x80\x94"}) {
        if (!text.starts_with(dash)) continue;
        text.remove_prefix(dash.size());
        const auto high = takeWhole(text);
        if (!high || !text.empty()) return std::nullopt;
        part.high = *high;
        return part;
    }
    return std::nullopt;
}

/// "8th 8: 4th T": a semicolon was forgotten, so one part says two things. "2:1" is one.
bool saysTwoThings(const std::string& meaning) {
    for (auto colon = meaning.find(": "); colon != std::string::npos; colon = meaning.find(": ", colon + 1)) {
        if (colon > 0 && isDigit(meaning[colon - 1])) return true;
    }
    return false;
}

void addPart(std::string_view raw, Usage& usage) {
    const std::string text = plainLine(raw);
    if (text.empty()) return;
    const std::string quoted = "\"" + shortened(text, 60) + "\"";
    const std::size_t colon = text.find(':');
    auto part = valuesFrom(std::string_view(text).substr(0, colon));
    if (!part) return usage.remarks.push_back("usage " + quoted + " is not understood and says nothing");
    if (colon != std::string::npos) part->meaning = plainLine(std::string_view(text).substr(colon + 1));
    if (part->low > part->high) {
        std::swap(part->low, part->high);
        usage.remarks.push_back("usage " + quoted + " runs backwards; it was turned round");
    }
    if (part->meaning.empty()) usage.remarks.push_back("usage " + quoted + " has no meaning");
    if (saysTwoThings(part->meaning))
        usage.remarks.push_back("usage " + quoted + " says two things in one part; it was taken as one meaning");
    usage.parts.push_back(std::move(*part));
}

}  // namespace

Usage readUsage(std::string_view text) {
    Usage usage;
    for (std::size_t at = 0; at < text.size() && usage.parts.size() < kMostParts;) {
        const std::size_t end = std::min(text.find(';', at), text.size());
        addPart(text.substr(at, end - at), usage);
        at = end + 1;
    }
    return usage;
}

}  // namespace detent::profiles
