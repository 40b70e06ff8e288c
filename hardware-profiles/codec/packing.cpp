// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/packing.h"

#include <algorithm>

namespace detent::profiles {
namespace {

bool isSevens(Packing packing) { return packing == Packing::Pack7 || packing == Packing::Pack7HighFirst; }

constexpr std::string_view digitsOf(Packing packing) {
    if (packing == Packing::LowerHex) return "0123456789abcdef";
    return packing == Packing::PseudoHex ? "0123456789:;<=>?" : "0123456789ABCDEF";
}

bool isDigits(Packing packing) { return packing == Packing::Hex || packing == Packing::LowerHex || packing == Packing::PseudoHex; }

std::string sevensOf(std::string_view bytes, bool highFirst) {
    std::string out;
    for (std::size_t begin = 0; begin < bytes.size(); begin += 7) {
        const std::string_view some = bytes.substr(begin, 7);
        unsigned tops = 0;
        std::string rest;
        for (std::size_t i = 0; i < some.size(); ++i) {
            const unsigned byte = static_cast<std::uint8_t>(some[i]);
            tops |= (byte >> 7) << (highFirst ? 6 - i : i);
            rest += static_cast<char>(byte & 0x7F);
        }
        out += static_cast<char>(tops);
        out += rest;
    }
    return out;
}

std::optional<std::string> fromSevens(std::string_view bytes, bool highFirst) {
    std::string out;
    for (std::size_t begin = 0; begin < bytes.size(); begin += 8) {
        const std::string_view some = bytes.substr(begin, 8);
        const unsigned tops = static_cast<std::uint8_t>(some[0]);
        unsigned used = 0;
        for (std::size_t i = 0; i + 1 < some.size(); ++i) {
            const unsigned bit = 1u << (highFirst ? 6 - i : i), byte = static_cast<std::uint8_t>(some[i + 1]);
            if (byte > 0x7F) return std::nullopt;
            used |= bit;
            out += static_cast<char>(byte | (tops & bit ? 0x80u : 0u));
        }
        if (tops & ~used) return std::nullopt;  // a bit of a byte that is not there
    }
    return out;
}

}  // namespace

std::string packed(Packing packing, std::uint8_t base, std::string_view bytes) {
    if (isSevens(packing)) return sevensOf(bytes, packing == Packing::Pack7HighFirst);
    std::string out;
    for (const char c : bytes) {
        const unsigned byte = static_cast<std::uint8_t>(c);
        const auto unit = [&](unsigned nibble) {
            return isDigits(packing) ? digitsOf(packing)[nibble] : static_cast<char>(nibble + base);
        };
        const char high = unit(byte >> 4), low = unit(byte & 15);
        out += packing == Packing::NibblesLowFirst ? std::string{low, high} : std::string{high, low};
    }
    return out;
}

std::optional<std::string> unpacked(Packing packing, std::uint8_t base, std::string_view bytes) {
    if (!unpackedSize(packing, bytes.size())) return std::nullopt;
    if (isSevens(packing)) return fromSevens(bytes, packing == Packing::Pack7HighFirst);
    std::string out;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const auto nibble = [&](char c) {
            const std::size_t digit = digitsOf(packing).find(c);
            return isDigits(packing) ? static_cast<unsigned>(digit) : static_cast<unsigned>(static_cast<std::uint8_t>(c)) - base;
        };
        unsigned high = nibble(bytes[i]), low = nibble(bytes[i + 1]);
        if (packing == Packing::NibblesLowFirst) std::swap(high, low);
        if (high > 15 || low > 15) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

std::size_t packedSize(Packing packing, std::size_t plain) {
    return isSevens(packing) ? plain + (plain + 6) / 7 : plain * 2;
}

std::optional<std::size_t> unpackedSize(Packing packing, std::size_t packedBytes) {
    if (!isSevens(packing)) return packedBytes % 2 == 0 ? std::optional(packedBytes / 2) : std::nullopt;
    if (packedBytes % 8 == 1) return std::nullopt;
    return packedBytes - (packedBytes + 7) / 8;
}

}  // namespace detent::profiles
