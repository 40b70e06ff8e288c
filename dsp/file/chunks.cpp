// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/file/chunks.h"

#include <array>
#include <fstream>
#include <string_view>

namespace detent::dsp {
namespace {

using Bytes = std::array<unsigned char, 16>;

std::uint64_t number(const Bytes& bytes, std::size_t at, std::size_t count, bool bigEndian) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[at + (bigEndian ? i : count - 1 - i)];
    return value;
}

std::string_view name(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), 4}; }

bool readAt(std::ifstream& in, std::uint64_t offset, Bytes& bytes, std::size_t count) {
    in.seekg(static_cast<std::streamoff>(offset));
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(count));
    return static_cast<bool>(in);
}

}  // namespace

std::optional<std::uint64_t> missingBytes(const std::filesystem::path& path) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(path, error);
    std::ifstream in(path, std::ios::binary);
    Bytes head{};
    if (error || !readAt(in, 0, head, 12)) return std::nullopt;
    const bool aiff = name(head) == "FORM";
    if (!aiff && name(head) != "RIFF" && name(head) != "RF64") return std::nullopt;
    std::uint64_t largeData = 0;
    Bytes chunk{};
    for (std::uint64_t at = 12; readAt(in, at, chunk, 8);) {
        std::uint64_t length = number(chunk, 4, 4, aiff);
        const bool sound = name(chunk) == "data" || name(chunk) == "SSND";
        if (name(chunk) == "ds64" && readAt(in, at + 8, head, 16)) largeData = number(head, 8, 8, false);
        if (sound && length == 0xFFFFFFFF) length = largeData;
        if (sound) return length != 0 && at + 8 + length > size ? std::optional(at + 8 + length - size) : std::nullopt;
        at += 8 + length + (length & 1U);
    }
    return std::nullopt;
}

}  // namespace detent::dsp
