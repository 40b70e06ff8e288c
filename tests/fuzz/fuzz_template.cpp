// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as a template, and any bytes as its message. First byte: coding and where template and message part.
// What was read from a message of bytes is written back as the same bytes; text and OSC are read again as the same values.
#include "hardware-profiles/codec/message_template.h"

#include <cstdlib>

using namespace detent::profiles;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    static constexpr MessageTemplate::Coding kCodings[] = {MessageTemplate::Coding::Text, MessageTemplate::Coding::Bytes, MessageTemplate::Coding::Osc};
    const auto coding = kCodings[data[0] % 3];
    const std::string_view input(reinterpret_cast<const char*>(data + 1), size - 1);
    const std::size_t cut = std::min<std::size_t>(data[0] / 3 * 2, input.size());
    const auto parsed = MessageTemplate::parse(coding, input.substr(0, cut));
    if (!parsed) {
        require(parsed.problem().what.find("(character ") != std::string::npos);
        return 0;
    }
    const auto fields = parsed->decodeTogether(input.substr(cut));
    if (fields.empty()) return 0;
    const auto written = parsed->hasGroup() ? parsed->encodeTogether(fields) : parsed->encode(fields.front());
    if (!written) return 0;  // one half of a 14-bit number is not found again; a text may say more digits than are written
    if (coding == MessageTemplate::Coding::Bytes) require(*written == input.substr(cut));
    const auto again = parsed->decodeTogether(*written);
    require(again == fields);
    return 0;
}
