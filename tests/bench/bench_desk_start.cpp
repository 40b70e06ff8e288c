// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// From the start of the process to a window that takes input: an empty library (the song is made meanwhile), one in use, and
// an empty QMainWindow in the same run. On the display there is, else offscreen.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

namespace {

constexpr int kTimes = 7, kPatienceMs = 30000;

std::optional<double> startMs(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::SeparateChannels);
    QElapsedTimer clock;
    clock.start();
    process.start(program, arguments);
    while (!process.canReadLine())
        if (!process.waitForReadyRead(kPatienceMs)) break;
    const double ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    const bool ready = process.readLine().trimmed() == "ready";
    process.kill();
    process.waitForFinished();
    return ready ? std::optional(ms) : std::nullopt;
}

bool report(const char* what, std::vector<double> times) {
    if (times.empty()) {
        std::printf("%-34s never became ready\n", what);
        return false;
    }
    std::sort(times.begin(), times.end());
    std::printf("%-34s median %6.0f ms, worst %6.0f ms of %zu\n", what, times[times.size() / 2], times.back(), times.size());
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QString bare = DETENT_BARE_WINDOW, desk = DETENT_DESK;
    std::vector<double> bareMs, firstMs, usedMs;
    QTemporaryDir folder;
    for (int i = 0; i < kTimes; ++i) {
        const auto arguments = [&](const QString& library) {
            return QStringList{"--library", folder.filePath(library), "--audio", "virtual", "--tell-when-ready"};
        };
        if (const auto ms = startMs(bare, {})) bareMs.push_back(*ms);
        if (const auto ms = startMs(desk, arguments(QString("new%1/library.detent").arg(i)))) firstMs.push_back(*ms);
        if (const auto ms = startMs(desk, arguments("new0/library.detent"))) usedMs.push_back(*ms);
    }
    const bool all = report("an empty QMainWindow", bareMs) && report("the desk, its library new", firstMs) &&
                     report("the desk, its library in use", usedMs);
    return all ? 0 : 1;
}
