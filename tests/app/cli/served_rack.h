// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The rack in another process, and the JACK server it speaks through.
#pragma once

#include "tests/app/cli/detent_program.h"
#include "tests/app/cli/main_job.h"
#include "tests/support/jack_server.h"

namespace detent::test {

/// The three units on ports that others open.
struct ServedRack {
    DetentProgram detent;
    QString port = detent.path("eq-port");
    Running serving;

    ServedRack() { detent.makeStudio({"serial:" + port, "midi:comp-port"}); }
    /// A copy of its library: the same links.
    ServedRack(const ServedRack& other) : detent(other.detent), port(other.port) {}

    bool serve(const QStringList& more = {}) {
        const QStringList units = {"--unit", "EQ=pty:" + port, "--unit", "COMP=jack-midi:comp-port", "--unit", "BOX=none"};
        serving =
            detent.start(QStringList{"rack", "serve", "--json"} + units + QStringList{"--audio", "jack:served-rack"} + more);
        return serving->waitForReadyRead(15000) && QJsonDocument::fromJson(serving->readLine()).object()["ready"].toBool();
    }
    bool stop() {
        serving->terminate();
        return serving->waitForFinished(10000) && serving->exitStatus() == QProcess::NormalExit && serving->exitCode() == 0;
    }
};

/// It waits for its clients and its periods are long: a busy machine loses no samples.
inline std::unique_ptr<JackServer> startPatientJack() {
    JackServer::Options options;
    options.periodFrames = 2048;
    options.synchronous = true;
    auto jack = JackServer::start(options);
    if (!jack) qFatal("%s", jack.problem().text().c_str());
    return std::move(*jack);
}

}  // namespace detent::test
