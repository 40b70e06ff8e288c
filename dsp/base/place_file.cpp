// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/base/place_file.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <random>
#include <system_error>

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace detent {
namespace fs = std::filesystem;

namespace {

Problem fileProblem(const fs::path& path, const std::string& what, const std::string& why) {
    const bool full = why == std::strerror(ENOSPC);
    return {Fault::File, what + " " + pathText(path) + ": " + why,
            full ? "free some space on that disk and try again" : "check the folder and its permissions"};
}

std::string uniqueText() {
    static std::atomic<unsigned> counter{0};
    static const unsigned start = std::random_device{}();
    return std::to_string(start % 1000000U) + "-" + std::to_string(counter++);
}

#ifdef _WIN32

std::string lastError() { return std::system_category().message(static_cast<int>(GetLastError())); }

std::string flush(const fs::path& path) {
    HANDLE file = CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE) return lastError();
    const bool done = FlushFileBuffers(file) != 0;
    const std::string why = done ? std::string() : lastError();
    CloseHandle(file);
    return why;
}

std::string replace(const fs::path& from, const fs::path& to) {
    return MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) ? std::string() : lastError();
}

#else

std::string flush(const fs::path& path, int flags = O_RDONLY) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    if (file < 0) return std::strerror(errno);
    const bool done = ::fsync(file) == 0 || errno == EINVAL;  // some file systems cannot flush a folder
    const std::string why = done ? std::string() : std::strerror(errno);
    ::close(file);
    return why;
}

std::string replace(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return std::strerror(errno);
    return flush(to.has_parent_path() ? to.parent_path() : fs::path("."), O_RDONLY | O_DIRECTORY);
}

#endif

fs::path hiddenName(const fs::path& target) {
    return pathFromText("." + pathText(target.stem()) + "." + uniqueText() + ".part" + pathText(target.extension()));
}

constexpr std::string_view kUnfinished = ".partial";

fs::path partialName(const fs::path& target) {
    std::error_code error;
    for (int number = 1;; ++number) {
        const std::string ending = std::string(kUnfinished) + (number > 1 ? " " + std::to_string(number) : std::string());
        auto name = pathFromText(pathText(target.stem()) + ending + pathText(target.extension()));
        if (!fs::exists(target.parent_path() / name, error)) return name;
    }
}

}  // namespace

bool isUnfinished(const fs::path& file) {
    const std::string stem = pathText(file.stem());
    const std::size_t at = stem.rfind(kUnfinished);
    if (at == std::string::npos) return false;
    const std::string ending = stem.substr(at + kUnfinished.size());
    return ending.empty() ||
           (ending.size() > 1 && ending[0] == ' ' && ending.find_first_not_of("0123456789", 1) == std::string::npos);
}

PlacedFile::PlacedFile(fs::path target, Unfinished unfinished) : m_target(std::move(target)), m_unfinished(unfinished) {
    m_temporary = m_target.parent_path() / (unfinished == Unfinished::Keep ? partialName(m_target) : hiddenName(m_target));
}

PlacedFile::PlacedFile(PlacedFile&& other) noexcept
    : m_target(std::move(other.m_target)),
      m_temporary(std::exchange(other.m_temporary, {})),
      m_unfinished(other.m_unfinished) {}

PlacedFile::~PlacedFile() {
    std::error_code ignored;
    if (!m_temporary.empty() && m_unfinished == Unfinished::Remove) fs::remove(m_temporary, ignored);
}

Result<void> PlacedFile::commit() {
    std::error_code error;
    const fs::file_status there = fs::status(m_target, error);
    if (fs::exists(there) && !fs::is_regular_file(there)) return fileProblem(m_target, "cannot write", "it is no file but a folder or a device");
    if (const std::string why = flush(m_temporary); !why.empty()) return fileProblem(m_target, "cannot write", why);
    if (const std::string why = replace(m_temporary, m_target); !why.empty()) return fileProblem(m_target, "cannot write", why);
    m_temporary.clear();
    return {};
}

Result<void> placeFile(const fs::path& target, std::string_view bytes) {
    PlacedFile placed(target);
    {
        errno = 0;
        std::ofstream out(placed.path(), std::ios::binary | std::ios::trunc);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out) return fileProblem(target, "cannot write", std::strerror(errno ? errno : EIO));
    }
    return placed.commit();
}

Result<std::string> readFile(const fs::path& path, std::uintmax_t limitBytes) {
    std::error_code error;
    if (fs::is_directory(path, error)) return Problem{Fault::File, pathText(path) + " is a folder", "name a file"};
    const auto size = fs::file_size(path, error);
    if (error) return Problem{Fault::File, "cannot read " + pathText(path) + ": " + error.message(), "check its name and permissions"};
    if (size > limitBytes) {
        return Problem{Fault::File, pathText(path) + " is larger than " + std::to_string(limitBytes) + " bytes", "check that it is the file you meant"};
    }
    std::ifstream in(path, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!in) return Problem{Fault::File, "cannot read " + pathText(path), "check its permissions"};
    return bytes;
}

std::string pathText(const fs::path& path) {
    const auto utf8 = path.u8string();
    return {reinterpret_cast<const char*>(utf8.data()), utf8.size()};
}

fs::path pathFromText(std::string_view utf8) {
    return fs::path(std::u8string(reinterpret_cast<const char8_t*>(utf8.data()), utf8.size()));
}

}  // namespace detent
