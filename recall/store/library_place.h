// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace detent::recall {

/// The type of the file system a folder lies on, as the system calls it: "ext4", "nfs4", "fuse.sshfs"; "remote" for a
/// network drive of Windows.
std::string fileSystemType(const std::filesystem::path& folder);

/// Can several computers have a file on it open at once? Then SQLite's locks cannot be trusted.
bool isNetworkShare(const std::string& fileSystemType);

/// Who has a library open: "NAME.lock" beside it, shared by those who use it, alone with one who replaces it. Given back
/// by the system when a process ends, however it ends. The file itself stays.
class LibraryLock {
public:
    enum class Hold { Shared, Alone };
    /// Does not wait. Errors: Fault::File naming the library.
    static Result<LibraryLock> take(const std::filesystem::path& library, Hold hold);
    LibraryLock(LibraryLock&& other) noexcept;
    LibraryLock& operator=(LibraryLock&&) = delete;
    ~LibraryLock();

private:
    explicit LibraryLock(std::intptr_t handle) : m_handle(handle) {}
    std::intptr_t m_handle;
};

}  // namespace detent::recall
