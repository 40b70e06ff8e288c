// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/port_owner.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QLockFile>

namespace detent::links {
namespace {

// One folder for all of a user's processes, whatever session they were started from.
QString folder() {
    const QString user = QString::fromUtf8(QCryptographicHash::hash(QDir::homePath().toUtf8(), QCryptographicHash::Sha256).toHex().left(12));
    return QDir::tempPath() + "/detent-ports-" + user;
}

QString lockPath(const std::string& key) {
    const QByteArray bytes(key.data(), static_cast<qsizetype>(key.size()));
    return folder() + "/" + QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(24)) + ".lock";
}

Problem inUse(const QLockFile& lock, const std::string& what) {
    qint64 pid = 0;
    QString host, program;
    if (!lock.getLockInfo(&pid, &host, &program)) return {Fault::Link, what + " is in use by another process", "close it there"};
    if (pid == QCoreApplication::applicationPid()) return {Fault::Link, what + " is in use by this program already", "close it there first"};
    if (program.isEmpty()) program = "another program";
    return {Fault::Link, what + " is in use by " + program.toStdString() + " (process " + std::to_string(pid) + ")", "close it there"};
}

}  // namespace

Result<PortOwner> PortOwner::take(const std::string& key, const std::string& what) {
    QDir().mkpath(folder());
    auto lock = std::make_unique<QLockFile>(lockPath(key));
    lock->setStaleLockTime(0);  // only the owner's death frees it
    if (lock->tryLock(0)) return PortOwner(std::move(lock));
    if (lock->error() == QLockFile::LockFailedError) return inUse(*lock, what);
    return Problem{Fault::Link, what + ": cannot note its owner in " + folder().toStdString(), "make that folder writable"};
}

PortOwner::PortOwner(std::unique_ptr<QLockFile> lock) : m_lock(std::move(lock)) {}
PortOwner::PortOwner(PortOwner&&) noexcept = default;
PortOwner& PortOwner::operator=(PortOwner&&) noexcept = default;
PortOwner::~PortOwner() = default;

}  // namespace detent::links
