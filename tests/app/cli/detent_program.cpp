// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/detent_program.h"

#include "tests/dsp/sounds.h"

#include <QDir>

namespace detent::test {

bool Finished::isOneLine(const QStringList& words) const {
    const QString line = err.trimmed();
    if (!line.startsWith("detent: ") || line.contains('\n')) return false;
    return std::all_of(words.begin(), words.end(), [&](const QString& word) { return line.contains(word); });
}

DetentProgram::DetentProgram() {
    Q_ASSERT(m_home.isValid());
    QDir().mkpath(path("tmp"));
}

DetentProgram::DetentProgram(const DetentProgram& other) : DetentProgram() {
    std::filesystem::copy(other.path("library").toStdString(), path("library").toStdString(),
                          std::filesystem::copy_options::recursive);
}

QString DetentProgram::program() {
    return DETENT_PROGRAM;
}

QProcessEnvironment DetentProgram::environment() const {
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    all.insert("HOME", m_home.path());
    all.insert("XDG_DATA_HOME", path("data"));
    all.insert("TMPDIR", path("tmp"));
    all.insert("DETENT_LIBRARY", library());
    all.insert("LC_ALL", "C.UTF-8");
    all.remove("DISPLAY");
    return all;
}

Running DetentProgram::start(const QStringList& arguments) const {
    Running process(new QProcess);
    process->setProcessEnvironment(environment());
    process->setWorkingDirectory(m_home.path());
    process->start(DETENT_PROGRAM, arguments);
    process->waitForStarted();
    return process;
}

namespace {

Finished finish(QProcess& process, int patienceMs) {
    Finished result;
    const bool ended = process.waitForFinished(patienceMs);
    if (!ended) process.kill(), process.waitForFinished();
    if (ended && process.exitStatus() == QProcess::NormalExit) result.status = process.exitCode();
    result.out = QString::fromUtf8(process.readAllStandardOutput());
    result.err = QString::fromUtf8(process.readAllStandardError());
    return result;
}

QString quoted(QString word) {
    return "'" + word.replace("'", "'\\''") + "'";
}

}  // namespace

Finished DetentProgram::run(const QStringList& arguments, int patienceMs) const {
    const auto process = start(arguments);
    process->closeWriteChannel();
    return finish(*process, patienceMs);
}

Finished DetentProgram::shell(const QString& line) const {
    QProcess process;
    process.setProcessEnvironment(environment());
    process.setWorkingDirectory(m_home.path());
    process.start("bash", {"-c", "detent() { " + quoted(DETENT_PROGRAM) + " \"$@\"; }\n" + line});
    process.closeWriteChannel();
    return finish(process, 120000);
}

Finished DetentProgram::atTerminal(const QStringList& arguments, const QString& question, const QByteArray& typed) const {
    QString line = quoted(DETENT_PROGRAM);
    for (const QString& argument : arguments) line += " " + quoted(argument);
    QProcess process;
    process.setProcessEnvironment(environment());
    process.setWorkingDirectory(m_home.path());
    process.start("script", {"-qec", "exec " + line, "/dev/null"});  // no shell left that Ctrl-C would end too
    QByteArray shown;
    while (!shown.contains(question.toUtf8()) && process.waitForReadyRead(30000)) shown += process.readAllStandardOutput();
    process.write(typed);
    Finished done = finish(process, 60000);
    done.out = QString::fromUtf8(shown) + done.out;
    return done;
}

QString DetentProgram::song(const QString& name, double seconds, int channels, double rateHz) const {
    const auto frames = static_cast<std::size_t>(seconds * rateHz);
    dsp::AudioBuffer audio = noise(channels, frames, 0.4, 7);
    for (int c = 0; c < channels; ++c) {
        for (std::size_t n = 0; n < frames; ++n) {
            audio.channel(c)[n] *= static_cast<float>(std::exp(-4.0 * std::fmod(static_cast<double>(n) / rateHz, 0.5)));
        }
    }
    const auto saved = save(path(name).toStdString(), audio, rateHz, dsp::SampleCoding::Pcm24);
    if (!saved) qFatal("%s", saved.problem().text().c_str());
    return path(name);
}

void DetentProgram::makeStudio(const QStringList& links) const {
    const auto must = [this](const QStringList& arguments) {
        const Finished done = run(arguments);
        if (done.status != 0) qFatal("detent %s: %s", qPrintable(arguments.join(' ')), done.told().constData());
    };
    must({"rack", "add", "EQ", "--profile", "detent.eq3", "--link", links[0]});
    must({"rack", "add", "COMP", "--profile", "detent.vc2", "--link", links[1]});
    must({"rack", "add", "BOX", "--profile", "detent.hc1"});
    if (links == QStringList{"virtual", "virtual"}) must({"insert", "add", "rack", "--units", "EQ,COMP,BOX"});
    must({"session", "new", "Job", "--client", "Client"});
    must({"song", "add", "Job", "Title", song("title.wav")});
}

QStringList scrambledEq() {
    return {"low.freq=270", "low.gain=-8", "mid.freq=3900", "mid.gain=8", "high.freq=16000",
            "high.gain=-8", "trim=-6",     "in=Out",        "mute=Muted"};
}
QStringList scrambledComp() {
    return {"threshold=-30", "ratio=10:1", "attack=100", "release=0.1", "makeup=20", "sc.hpf=200", "in=Out"};
}
QStringList scrambledBox() {
    return {"drive=24", "odd=10", "even=0", "mix=0", "output=-12", "in=Out"};
}
QStringList plainBox() {
    return {"drive=6", "odd=2", "even=3", "mix=100", "output=-3", "in=In"};
}

QMap<QString, QString> outcomesOf(const QJsonObject& recall) {
    QMap<QString, QString> outcomes;
    for (const auto& one : recall["outcomes"].toArray()) {
        outcomes[one.toObject()["unit"].toString() + "." + one.toObject()["control"].toString()] =
            one.toObject()["outcome"].toString();
    }
    return outcomes;
}

QMap<QString, QString> valuesOf(const QJsonObject& snapshot) {
    QMap<QString, QString> values;
    for (const auto& unit : snapshot["units"].toArray()) {
        for (const auto& control : unit.toObject()["controls"].toArray()) {
            values[unit.toObject()["unit"].toString() + "." + control.toObject()["control"].toString()] =
                control.toObject()["text"].toString();
        }
    }
    return values;
}

}  // namespace detent::test
