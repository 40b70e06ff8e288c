// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/midi_ports.h"

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace detent::links {
namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// "VC-2:in 128:0" -> "VC-2:in"
std::string withoutNumbers(const std::string& name) {
    const auto space = name.find_last_of(' ');
    if (space == std::string::npos || name.find(':', space) == std::string::npos) return name;
    const bool numbers = std::all_of(name.begin() + static_cast<std::ptrdiff_t>(space) + 1, name.end(), [](unsigned char c) { return std::isdigit(c) || c == ':'; });
    return numbers ? name.substr(0, space) : name;
}

std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

// Data bytes after a status byte; -1: up to F7.
int dataLength(std::uint8_t status) {
    if (status < 0xC0 || (status >= 0xE0 && status < 0xF0)) return 2;
    if (status < 0xE0) return 1;
    switch (status) {
        case 0xF0: return -1;
        case 0xF1: case 0xF3: return 1;
        case 0xF2: return 2;
        default: return 0;
    }
}

}  // namespace

Result<std::size_t> matchPort(const std::vector<std::string>& names, const std::string& wanted, const std::string& kind) {
    using Test = bool (*)(const std::string& name, const std::string& wanted);
    static constexpr Test kTests[] = {
        [](const std::string& name, const std::string& want) { return name == want; },
        [](const std::string& name, const std::string& want) { return withoutNumbers(name) == want; },
        [](const std::string& name, const std::string& want) { return lower(name).starts_with(lower(want)); },
        [](const std::string& name, const std::string& want) { return lower(name).find(lower(want)) != std::string::npos; },
    };
    for (const Test test : kTests) {
        std::vector<std::size_t> found;
        std::vector<std::string> foundNames;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (!test(names[i], wanted)) continue;
            found.push_back(i);
            foundNames.push_back(names[i]);
        }
        if (found.size() == 1) return found.front();
        if (found.size() > 1) return Problem{Fault::Link, wanted + " means several MIDI " + kind + "s: " + listed(foundNames), "give more of its name"};
    }
    return Problem{Fault::Link, "there is no MIDI " + kind + " " + wanted, names.empty() ? "plug it in; no MIDI " + kind + " is there now" : "plug it in, or take one of: " + listed(names)};
}

std::vector<std::string> splitMidi(const std::string& bytes) {
    std::vector<std::string> messages;
    std::string current;
    std::uint8_t status = 0;
    const auto complete = [&] {
        const int length = status ? dataLength(status) : 0;
        return length >= 0 && current.size() == static_cast<std::size_t>(length) + 1;
    };
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (byte >= 0xF8) {
            messages.emplace_back(1, c);
            continue;
        }
        if (byte == 0xF7) {
            if (status == 0xF0) messages.push_back(current + c);
            current.clear();
            status = 0;
            continue;
        }
        if (byte & 0x80) {
            current.assign(1, c);
            status = byte;
        } else if (status == 0) {
            continue;
        } else {
            if (current.empty()) current.assign(1, static_cast<char>(status));
            current += c;
        }
        if (!complete()) continue;
        messages.push_back(std::exchange(current, {}));
        if (status >= 0xF0) status = 0;
    }
    return messages;
}

}  // namespace detent::links
