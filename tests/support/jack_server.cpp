// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/jack_server.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QStandardPaths>

#ifdef __linux__
#include <csignal>
#include <sys/prctl.h>
#endif

namespace detent::test {
namespace {

constexpr int kPatienceMs = 15000;

QStringList arguments(const JackServer::Options& options, const QString& name) {
    QStringList all{"-n", name, "-r"};
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
    static int count = 0;
    std::unique_ptr<JackServer> server(new JackServer);
    server->m_name = "detent-test-" + std::to_string(QCoreApplication::applicationPid()) + "-" + std::to_string(++count);
    const QString name = QString::fromStdString(server->m_name);
#ifdef __linux__
    server->m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
    server->m_process.setProcessChannelMode(QProcess::MergedChannels);
    server->m_process.start("jackd", arguments(options, name));
    const QDeadlineTimer patience(kPatienceMs);
    bool up = false;
    while (!up && !patience.hasExpired() && server->m_process.state() != QProcess::NotRunning) {
        up = answers(name);
        server->m_process.waitForReadyRead(1);
    }
    if (!up) return Problem{Fault::Device, "jackd does not start: " + server->m_process.readAll().toStdString(), ""};
    qputenv("JACK_DEFAULT_SERVER", name.toUtf8());
    qputenv("JACK_NO_START_SERVER", "1");
    return server;
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
