// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <filesystem>
#include <string_view>

namespace detent {

/// What becomes of a file that was never committed.
enum class Unfinished {
    Remove,  ///< it is hidden while it is written, and removed
    Keep,    ///< it stands beside the target as "NAME.partial.EXT", with a number where that is taken, and stays: after a kill too
};

/// Bears a name that Unfinished::Keep gives.
bool isUnfinished(const std::filesystem::path& file);

/// Writing a file so that it appears under its name only when complete.
///
/// Usage: write into `path()`, then `commit()`. The temporary lies beside the target (same file system), and is
/// flushed together with its folder on commit. Errors: Fault::File with the target's name. Any thread.
class PlacedFile {
public:
    explicit PlacedFile(std::filesystem::path target, Unfinished unfinished = Unfinished::Remove);
    ~PlacedFile();
    PlacedFile(PlacedFile&&) noexcept;
    PlacedFile(const PlacedFile&) = delete;
    PlacedFile& operator=(const PlacedFile&) = delete;
    PlacedFile& operator=(PlacedFile&&) = delete;

    /// Where to write. What is removed in the end ends in ".part" before the target's extension.
    const std::filesystem::path& path() const { return m_temporary; }
    const std::filesystem::path& target() const { return m_target; }

    /// Flushes the temporary to disk and puts it in place, replacing a former file of that name but never a folder or a device.
    Result<void> commit();

private:
    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    Unfinished m_unfinished;
};

/// Writes `bytes` to `target` through PlacedFile. Errors: Fault::File.
Result<void> placeFile(const std::filesystem::path& target, std::string_view bytes);

/// The whole file as bytes. Errors: Fault::File (missing, unreadable, or larger than `limitBytes`).
Result<std::string> readFile(const std::filesystem::path& path, std::uintmax_t limitBytes = 64u << 20);

/// UTF-8 text of a path, on every system.
std::string pathText(const std::filesystem::path& path);
/// A path from UTF-8 text, on every system.
std::filesystem::path pathFromText(std::string_view utf8);

}  // namespace detent
