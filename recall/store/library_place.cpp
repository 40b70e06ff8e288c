// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/library_place.h"

#include "dsp/base/place_file.h"

#include <QStorageInfo>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#endif

namespace detent::recall {

namespace {

constexpr std::intptr_t noHandle = -1;

Problem cannotLock(const std::filesystem::path& library, const std::string& why) {
    return {Fault::File, "cannot open library " + pathText(library) + ": its lock beside it cannot be written: " + why,
            "check the folder and its permissions"};
}

Problem takenAlready(const std::filesystem::path& library, LibraryLock::Hold hold) {
    const std::string name = pathText(library.filename());
    if (hold == LibraryLock::Hold::Alone)
        return {Fault::File, "library " + name + " is open in another window or process", "close every Detent that uses it and try again"};
    return {Fault::File, "library " + name + " is being restored by another process", "wait until that is done and try again"};
}

}  // namespace

bool isNetworkShare(const std::string& type) {
    static constexpr std::array<std::string_view, 32> shares = {
        "nfs",  "nfs3",  "nfs4", "cifs",   "smb",    "smb2",  "smb3", "smbfs", "smb2fs", "afs",    "afpfs",   "webdav",    "davfs",    "davfs2", "ncpfs", "ceph",
        "9pnet", "coda", "lustre", "gfs2", "ocfs2", "beegfs", "gpfs", "remote", "glusterfs", "sshfs", "curlftpfs", "ftpfs", "s3fs", "rclone", "osxfuse_sshfs", "gvfsd-fuse"};
    const std::string_view plain = type.rfind("fuse.", 0) == 0 ? std::string_view(type).substr(5) : std::string_view(type);
    return std::find(shares.begin(), shares.end(), plain) != shares.end();
}

LibraryLock::LibraryLock(LibraryLock&& other) noexcept : m_handle(std::exchange(other.m_handle, noHandle)) {}

#ifdef _WIN32

std::string fileSystemType(const std::filesystem::path& folder) {
    const auto root = std::filesystem::absolute(folder).root_path();
    if (GetDriveTypeW(root.c_str()) == DRIVE_REMOTE || root.wstring().rfind(L"\\\\", 0) == 0) return "remote";
    return QStorageInfo(QString::fromStdString(pathText(folder))).fileSystemType().toStdString();
}

Result<LibraryLock> LibraryLock::take(const std::filesystem::path& library, Hold hold) {
    auto file = library;
    file += ".lock";
    HANDLE handle = CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                OPEN_ALWAYS, FILE_ATTRIBUTE_HIDDEN, nullptr);
    if (handle == INVALID_HANDLE_VALUE) return cannotLock(library, std::system_category().message(static_cast<int>(GetLastError())));
    OVERLAPPED whole{};
    const DWORD flags = LOCKFILE_FAIL_IMMEDIATELY | (hold == Hold::Alone ? LOCKFILE_EXCLUSIVE_LOCK : 0);
    if (LockFileEx(handle, flags, 0, 1, 0, &whole)) return LibraryLock(reinterpret_cast<std::intptr_t>(handle));
    CloseHandle(handle);
    return takenAlready(library, hold);
}

LibraryLock::~LibraryLock() {
    if (m_handle != noHandle) CloseHandle(reinterpret_cast<HANDLE>(m_handle));
}

#else

std::string fileSystemType(const std::filesystem::path& folder) {
    return QStorageInfo(QString::fromStdString(pathText(folder))).fileSystemType().toStdString();
}

Result<LibraryLock> LibraryLock::take(const std::filesystem::path& library, Hold hold) {
    auto file = library;
    file += ".lock";
    const int handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (handle < 0) return cannotLock(library, std::strerror(errno));
    if (::flock(handle, (hold == Hold::Alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) return LibraryLock(handle);
    const int why = errno;
    ::close(handle);
    if (why == EWOULDBLOCK) return takenAlready(library, hold);
    return cannotLock(library, std::strerror(why));
}

LibraryLock::~LibraryLock() {
    if (m_handle != noHandle) ::close(static_cast<int>(m_handle));
}

#endif

}  // namespace detent::recall
