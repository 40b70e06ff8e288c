// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/checksum.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>

namespace detent::profiles {
namespace {

enum class Sum { Xor, Add, Negated, Inverted, Crc };

struct Algorithm {
    std::string_view name;
    Sum sum;
    int bits;
    std::uint64_t polynomial = 0, initial = 0, final = 0;
    bool reflected = false;
};

constexpr std::array kAlgorithms = {
    Algorithm{"xor", Sum::Xor, 7},
    Algorithm{"xor8", Sum::Xor, 8},
    Algorithm{"sum7", Sum::Negated, 7},
    Algorithm{"add7", Sum::Add, 7},
    Algorithm{"sum8", Sum::Add, 8},
    Algorithm{"neg8", Sum::Negated, 8},
    Algorithm{"inv8", Sum::Inverted, 8},
    Algorithm{"sum16", Sum::Add, 16},
    Algorithm{"crc8-smbus", Sum::Crc, 8, 0x07},
    Algorithm{"crc8-maxim", Sum::Crc, 8, 0x31, 0, 0, true},
    Algorithm{"crc8-itu", Sum::Crc, 8, 0x07, 0, 0x55},
    Algorithm{"crc8-rohc", Sum::Crc, 8, 0x07, 0xFF, 0, true},
    Algorithm{"crc8-darc", Sum::Crc, 8, 0x39, 0, 0, true},
    Algorithm{"crc16-modbus", Sum::Crc, 16, 0x8005, 0xFFFF, 0, true},
    Algorithm{"crc16-arc", Sum::Crc, 16, 0x8005, 0, 0, true},
    Algorithm{"crc16-ccitt-false", Sum::Crc, 16, 0x1021, 0xFFFF},
    Algorithm{"crc16-xmodem", Sum::Crc, 16, 0x1021},
    Algorithm{"crc16-kermit", Sum::Crc, 16, 0x1021, 0, 0, true},
    Algorithm{"crc16-x25", Sum::Crc, 16, 0x1021, 0xFFFF, 0xFFFF, true},
    Algorithm{"crc16-usb", Sum::Crc, 16, 0x8005, 0xFFFF, 0xFFFF, true},
    Algorithm{"crc16-mcrf4xx", Sum::Crc, 16, 0x1021, 0xFFFF, 0, true},
    Algorithm{"crc16-aug-ccitt", Sum::Crc, 16, 0x1021, 0x1D0F},
    Algorithm{"crc32", Sum::Crc, 32, 0x04C11DB7, 0xFFFFFFFF, 0xFFFFFFFF, true},
};

const Algorithm* algorithmOf(std::string_view name) {
    const auto named = [](std::string_view wanted) {
        const auto at = std::find_if(kAlgorithms.begin(), kAlgorithms.end(), [&](const Algorithm& one) { return one.name == wanted; });
        return at == kAlgorithms.end() ? nullptr : &*at;
    };
    if (!name.ends_with("-le")) return named(name);
    const Algorithm* plain = named(name.substr(0, name.size() - 3));
    return plain && plain->bits > 8 ? plain : nullptr;
}

std::uint64_t turnedRound(std::uint64_t value, int bits) {
    std::uint64_t out = 0;
    for (int i = 0; i < bits; ++i) out |= ((value >> i) & 1u) << (bits - 1 - i);
    return out;
}

std::uint64_t crcOf(const Algorithm& crc, std::string_view bytes) {
    const std::uint64_t top = std::uint64_t{1} << (crc.bits - 1), mask = (top << 1) - 1;
    std::uint64_t value = crc.initial;
    for (const char c : bytes) {
        const std::uint64_t byte = static_cast<std::uint8_t>(c);
        value ^= (crc.reflected ? turnedRound(byte, 8) : byte) << (crc.bits - 8);
        for (int i = 0; i < 8; ++i) value = ((value & top) ? (value << 1) ^ crc.polynomial : value << 1) & mask;
    }
    return (crc.reflected ? turnedRound(value, crc.bits) : value) ^ crc.final;
}

unsigned sumOf(const Algorithm& algorithm, std::string_view bytes) {
    unsigned sum = 0;
    for (const char c : bytes) sum = algorithm.sum == Sum::Xor ? sum ^ static_cast<std::uint8_t>(c) : sum + static_cast<std::uint8_t>(c);
    if (algorithm.sum == Sum::Negated) return 0u - sum;
    return algorithm.sum == Sum::Inverted ? ~sum : sum;
}

}  // namespace

bool isChecksum(std::string_view algorithm) { return algorithmOf(algorithm) != nullptr; }

std::size_t checksumSize(std::string_view algorithm) { return static_cast<std::size_t>(algorithmOf(algorithm)->bits + 7) / 8; }

std::string checksumOf(std::string_view name, std::string_view bytes) {
    const Algorithm* algorithm = algorithmOf(name);
    assert(algorithm);
    const std::uint64_t mask = (std::uint64_t{1} << algorithm->bits) - 1;
    const std::uint64_t value = (algorithm->sum == Sum::Crc ? crcOf(*algorithm, bytes) : sumOf(*algorithm, bytes)) & mask;
    std::string out;
    for (int shift = algorithm->bits > 8 ? algorithm->bits - 8 : 0; shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 0xFF);
    if (name.ends_with("-le")) std::reverse(out.begin(), out.end());
    return out;
}

}  // namespace detent::profiles
