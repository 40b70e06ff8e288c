// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <QLockFile>
#include <QProcess>
#include <QTemporaryFile>
#include <memory>
#include <string>

namespace detent::test {

/// A JACK server of the test's own, without a sound card (`jackd -d dummy`), under a name that no other process uses now.
/// JACK knows eight servers at most and forgets one that was killed only when another of its name starts; so the names are
/// few, "detent-test-1" and on, and taken again.
///
/// While it lives this process and those it starts find it as the default server. It dies with the object, and with the
/// thread that started it. A test that has none says so and skips:
///     if (!JackServer::isInstalled()) QSKIP("jackd is not installed");
///     auto jack = JackServer::start();
///     QVERIFY2(jack, qPrintable(...problem().text()));
class JackServer {
public:
    struct Options {
        int rateHz = 48000;
        int periodFrames = 1024;      ///< long enough for clients that share their processors with other tests
        int inputs = 2, outputs = 2;  ///< of its "system" client, unconnected to anything
        bool synchronous = true;      ///< jackd -S: waits for late clients instead of losing what they say in a period
    };

    static bool isInstalled();
    /// Returns when clients can connect. Errors: Fault::Device with what jackd said.
    static Result<std::unique_ptr<JackServer>> start(Options options);
    static Result<std::unique_ptr<JackServer>> start() { return start(Options()); }
    ~JackServer();

    const std::string& name() const { return m_name; }
    /// At once, as a crash would.
    void kill();

private:
    JackServer() = default;
    /// What went wrong; empty when it runs.
    QByteArray run(const Options& options, const QString& name);

    std::string m_name;
    std::unique_ptr<QLockFile> m_nameOwner;
    QTemporaryFile m_log;  // a file: a pipe that nobody empties would stop it in the middle of a period
    QProcess m_process;
};

}  // namespace detent::test
