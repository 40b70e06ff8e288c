// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/print_info.h"

#include <algorithm>
#include <ctime>

namespace detent::audio {
namespace {

std::string localTime(std::time_t seconds, const char* form) {
    char text[32] = "";
    if (const std::tm* local = std::localtime(&seconds)) std::strftime(text, sizeof text, form, local);
    return text;
}

/// A line of the coding history ends at its comma and the history at its line end.
std::string inLine(std::string text) {
    std::replace_if(text.begin(), text.end(), [](unsigned char c) { return c < 32 || c == ','; }, ' ');
    return text;
}

}  // namespace

std::string printTitle(const std::string& song, const std::string& part, const std::string& snapshot) {
    return song + (part.empty() ? "" : "/" + part) + ", printed under " + snapshot;
}

dsp::BroadcastInfo printInfo(const std::string& what, const std::vector<std::string>& gear, const std::string& reference,
                             std::int64_t utcMs) {
    dsp::BroadcastInfo info;
    info.description = what;
    info.originator = "Detent";
    info.originatorReference = reference;
    std::erase(info.originatorReference, '-');
    const auto seconds = static_cast<std::time_t>(utcMs / 1000);
    info.date = localTime(seconds, "%Y-%m-%d");
    info.time = localTime(seconds, "%H:%M:%S");
    std::string through;
    for (const std::string& one : gear) through += (through.empty() ? "" : "; ") + inLine(one);
    info.codingHistory = "A=ANALOGUE" + (through.empty() ? std::string() : ",T=" + through) + "\r\n";
    return info;
}

}  // namespace detent::audio
