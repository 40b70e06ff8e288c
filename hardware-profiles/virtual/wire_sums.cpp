// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Checks and packings, bit by bit as the pages tell them.
#include "hardware-profiles/virtual/phrase.h"

#include <functional>
#include <numeric>

namespace detent::virt {
namespace {

using Byte = unsigned char;

std::string sumBytes(unsigned value, int count) {
    std::string bytes;
    for (int at = count - 1; at >= 0; --at) bytes += static_cast<char>((value >> (8 * at)) & 0xFF);
    return bytes;
}

unsigned mirrored(unsigned value, int bits) {
    unsigned out = 0;
    for (int bit = 0; bit < bits; ++bit) out |= ((value >> bit) & 1U) << (bits - 1 - bit);
    return out;
}

/// The plain long division, most significant bit first; reflected ones by turning bytes and remainder round (R. Williams, "A
/// painless guide to CRC error detection algorithms", 1993).
unsigned remainderOf(std::string_view bytes, int bits, unsigned polynomial, unsigned start, bool reflected, unsigned flip) {
    unsigned rest = start;
    const unsigned top = 1U << (bits - 1), mask = (top << 1) - 1;
    for (const char c : bytes) {
        const unsigned byte = static_cast<Byte>(c);
        rest ^= (reflected ? mirrored(byte, 8) : byte) << (bits - 8);
        for (int bit = 0; bit < 8; ++bit) rest = rest & top ? (rest << 1) ^ polynomial : rest << 1;
        rest &= mask;
    }
    return ((reflected ? mirrored(rest, bits) : rest) ^ flip) & mask;
}

unsigned total(std::string_view bytes) {
    return std::accumulate(bytes.begin(), bytes.end(), 0U, [](unsigned sum, char c) { return sum + static_cast<Byte>(c); });
}

unsigned parity(std::string_view bytes) {
    return std::accumulate(bytes.begin(), bytes.end(), 0U, [](unsigned sum, char c) { return sum ^ static_cast<Byte>(c); });
}

struct Check {
    const char* name;
    int bytes;
    std::function<unsigned(std::string_view)> of;
};

const std::vector<Check>& checks() {
    const auto crc = [](int bits, unsigned polynomial, unsigned start, bool reflected, unsigned flip) {
        return [=](std::string_view bytes) { return remainderOf(bytes, bits, polynomial, start, reflected, flip); };
    };
    static const std::vector<Check> all = {{"xor", 1, [](auto bytes) { return parity(bytes) & 0x7F; }},
                                           {"xor8", 1, parity},
                                           {"sum7", 1, [](auto bytes) { return (128 - total(bytes) % 128) % 128; }},
                                           {"add7", 1, [](auto bytes) { return total(bytes) & 0x7F; }},
                                           {"sum8", 1, [](auto bytes) { return total(bytes) & 0xFF; }},
                                           {"neg8", 1, [](auto bytes) { return (256 - total(bytes) % 256) % 256; }},
                                           {"inv8", 1, [](auto bytes) { return 255 - total(bytes) % 256; }},
                                           {"sum16", 2, [](auto bytes) { return total(bytes) & 0xFFFF; }},
                                           {"crc8-smbus", 1, crc(8, 0x07, 0, false, 0)},
                                           {"crc8-maxim", 1, crc(8, 0x31, 0, true, 0)},
                                           {"crc16-modbus", 2, crc(16, 0x8005, 0xFFFF, true, 0)},
                                           {"crc16-arc", 2, crc(16, 0x8005, 0, true, 0)},
                                           {"crc16-ccitt-false", 2, crc(16, 0x1021, 0xFFFF, false, 0)},
                                           {"crc16-xmodem", 2, crc(16, 0x1021, 0, false, 0)},
                                           {"crc16-kermit", 2, crc(16, 0x1021, 0, true, 0)},
                                           {"crc16-x25", 2, crc(16, 0x1021, 0xFFFF, true, 0xFFFF)}};
    return all;
}

constexpr char kCapitals[] = "0123456789ABCDEF", kSmalls[] = "0123456789abcdef", kPseudo[] = "0123456789:;<=>?";

const char* digitsOf(const std::string& packing) {
    return packing == "hex" ? kCapitals : packing == "lhex" ? kSmalls : packing == "phex" ? kPseudo : nullptr;
}

bool isSevens(const std::string& packing) {
    return packing == "pack7" || packing == "pack7r";
}

std::string packedSevens(std::string_view plain, bool turned) {
    std::string out;
    for (std::size_t at = 0; at < plain.size(); at += 7) {
        const auto some = plain.substr(at, 7);
        unsigned tops = 0;
        for (std::size_t i = 0; i < some.size(); ++i) {
            if (static_cast<Byte>(some[i]) & 0x80) tops |= 1U << (turned ? 6 - i : i);
        }
        out += static_cast<char>(tops);
        for (const char c : some) out += static_cast<char>(c & 0x7F);
    }
    return out;
}

std::optional<std::string> unpackedSevens(std::string_view wire, bool turned) {
    std::string out;
    for (std::size_t at = 0; at < wire.size(); at += 8) {
        const auto some = wire.substr(at, 8);
        const unsigned tops = static_cast<Byte>(some[0]);
        if (some.size() < 2 || tops > 0x7F) return std::nullopt;
        for (std::size_t i = 1; i < some.size(); ++i) {
            if (static_cast<Byte>(some[i]) > 0x7F) return std::nullopt;
            const bool top = (tops >> (turned ? 7 - i : i - 1)) & 1U;
            out += static_cast<char>(static_cast<Byte>(some[i]) | (top ? 0x80 : 0));
        }
    }
    if (packedSevens(out, turned) != wire) return std::nullopt;  // a top bit that belongs to no byte
    return out;
}

}  // namespace

std::optional<std::string> checkOf(const std::string& name, std::string_view bytes) {
    const bool lowFirst = name.ends_with("-le");
    const std::string plain = lowFirst ? name.substr(0, name.size() - 3) : name;
    for (const Check& check : checks()) {
        if (plain != check.name) continue;
        std::string out = sumBytes(check.of(bytes), check.bytes);
        return lowFirst ? std::string(out.rbegin(), out.rend()) : out;
    }
    return std::nullopt;
}

std::size_t packedSize(const std::string& packing, std::size_t plain) {
    return isSevens(packing) ? plain + (plain + 6) / 7 : 2 * plain;
}

std::optional<std::string> packed(const std::string& packing, int base, std::string_view plain) {
    if (isSevens(packing)) return packedSevens(plain, packing == "pack7r");
    const char* digits = digitsOf(packing);
    if (!digits && packing != "nib" && packing != "nible") return std::nullopt;
    std::string out;
    for (const char c : plain) {
        const unsigned high = static_cast<Byte>(c) >> 4, low = static_cast<Byte>(c) & 15;
        const auto put = [&](unsigned half) {
            out += digits ? digits[half] : static_cast<char>(half + static_cast<unsigned>(base));
        };
        put(packing == "nible" ? low : high);
        put(packing == "nible" ? high : low);
    }
    return out;
}

std::optional<std::string> unpacked(const std::string& packing, int base, std::string_view wire) {
    if (isSevens(packing)) return unpackedSevens(wire, packing == "pack7r");
    const char* digits = digitsOf(packing);
    if (wire.size() % 2 || (!digits && packing != "nib" && packing != "nible")) return std::nullopt;
    std::string out;
    for (std::size_t at = 0; at < wire.size(); at += 2) {
        unsigned halves[2] = {};
        for (std::size_t i = 0; i < 2; ++i) {
            const char c = wire[at + i];
            const auto place = digits ? std::string_view(digits, 16).find(c) : std::size_t(0);
            const int half =
                digits ? (place == std::string_view::npos ? -1 : static_cast<int>(place)) : static_cast<Byte>(c) - base;
            if (half < 0 || half > 15) return std::nullopt;
            halves[packing == "nible" ? 1 - i : i] = static_cast<unsigned>(half);
        }
        out += static_cast<char>(halves[0] << 4 | halves[1]);
    }
    return out;
}

}  // namespace detent::virt
