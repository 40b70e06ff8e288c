// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/jack_server.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QStandardPaths>

#ifdef __linux__
#include <csignal>
#include <sys/prctl.h>
#endif

namespace detent::test {
namespace {

constexpr int kPatienceMs = 15000, kNamePatienceMs = 60000, kNames = 4;

/// Null where another process owns the name; what a crashed one owned is free.
std::unique_ptr<QLockFile> ownName(const QString& name) {
    auto owner = std::make_unique<QLockFile>(QDir::tempPath() + "/" + name + ".lock");
    owner->setStaleLockTime(0);
    return owner->tryLock(100) ? std::move(owner) : nullptr;
}

QStringList arguments(const JackServer::Options& options, const QString& name) {
    QStringList all{"-n", name, "-r", "-t", "1000"};
    if (options.synchronous) all << "-S";
    return all << "-d"
               << "dummy"
               << "-r" << QString::number(options.rateHz) << "-p" << QString::number(options.periodFrames) << "-C"
               << QString::number(options.inputs) << "-P" << QString::number(options.outputs);
}

bool answers(const QString& name) {
    QProcess asks;
    asks.start("jack_wait", {"-s", name, "-w", "-t", "1"});
    return asks.waitForFinished(5000) && asks.exitCode() == 0;
}

}  // namespace

bool JackServer::isInstalled() {
    return !QStandardPaths::findExecutable("jackd").isEmpty() && !QStandardPaths::findExecutable("jack_wait").isEmpty();
}

Result<std::unique_ptr<JackServer>> JackServer::start(Options options) {
    const QDeadlineTimer patience(kNamePatienceMs);
    for (int i = 0; !patience.hasExpired(); i = (i + 1) % kNames) {
        std::unique_ptr<JackServer> server(new JackServer);
        const QString name = "detent-test-" + QString::number(i + 1);
        server->m_nameOwner = ownName(name);
        if (!server->m_nameOwner) continue;
        const QByteArray fault = server->run(options, name);
        if (fault.isEmpty()) return server;
        // left by a process that was killed, and not gone yet
        if (!fault.contains("already active"))
            return Problem{Fault::Device, "jackd does not start: " + fault.toStdString(), ""};
    }
    return Problem{Fault::Device, "other tests run all JACK servers there may be", ""};
}

QByteArray JackServer::run(const Options& options, const QString& name) {
#ifdef __linux__
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
    if (!m_log.open()) return "there is no place for its log";
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(m_log.fileName(), QIODevice::Append);
    m_process.start("jackd", arguments(options, name));
    const QDeadlineTimer patience(kPatienceMs);
    while (!answers(name) && !patience.hasExpired() && m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished(1);
    // an older one of the name may have answered while ours gave up
    if (m_process.waitForFinished(200) || patience.hasExpired()) return "it ended or is silent: " + m_log.readAll();
    m_name = name.toStdString();
    qputenv("JACK_DEFAULT_SERVER", name.toUtf8());
    qputenv("JACK_NO_START_SERVER", "1");
    return {};
}

JackServer::~JackServer() {
    m_process.terminate();
    if (!m_process.waitForFinished(3000)) kill();
}

void JackServer::kill() {
    m_process.kill();
    m_process.waitForFinished(3000);
}

}  // namespace detent::test
