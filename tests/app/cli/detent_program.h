// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <filesystem>
#include <memory>

namespace detent::test {

/// What a command gave.
struct Finished {
    int status = -1;  ///< -1: it did not end by itself
    QString out, err;

    QJsonDocument json() const { return QJsonDocument::fromJson(out.toUtf8()); }
    QJsonObject object() const { return json().object(); }
    QJsonArray array() const { return json().array(); }
    /// Status and all that was written, for a failing test's message.
    QByteArray told() const { return ("exit " + QString::number(status) + "\n" + out + err).toUtf8(); }
    /// Is standard error the one line "detent: what; what to do", holding all these words?
    bool isOneLine(const QStringList& words) const;
};

/// A program that runs until its test is over.
struct KillFirst {
    void operator()(QProcess* process) const {
        process->kill();
        process->waitForFinished();
        delete process;
    }
};
using Running = std::unique_ptr<QProcess, KillFirst>;

/// The real program, with a library and a home of its own.
class DetentProgram {
public:
    DetentProgram();
    /// A home of its own with a copy of the other's library; the other outlives it.
    DetentProgram(const DetentProgram& other);
    DetentProgram& operator=(const DetentProgram&) = delete;

    /// Runs it to its end. Standard input is empty.
    Finished run(const QStringList& arguments, int patienceMs = 120000) const;
    Finished json(const QStringList& arguments, int patienceMs = 120000) const {
        return run(QStringList{"--json"} + arguments, patienceMs);
    }
    /// Through a shell: `detent` stands for the program.
    Finished shell(const QString& line) const;
    /// At a terminal: `typed` is typed once `question` stands there. Standard output and error come as one.
    Finished atTerminal(const QStringList& arguments, const QString& question, const QByteArray& typed) const;
    static QString program();
    /// Starts it and leaves it running.
    Running start(const QStringList& arguments) const;

    QProcessEnvironment environment() const;
    QString folder() const { return m_home.path(); }
    QString path(const QString& name) const { return m_home.filePath(name); }
    QString library() const { return path("library/studio.detent"); }

    /// A WAV file of `seconds` of seeded stereo noise with a beat, 24 bit; other channel counts and rates where asked.
    QString song(const QString& name, double seconds = 2, int channels = 2, double rateHz = 48000) const;
    /// EQ (detent.eq3), COMP (detent.vc2) and BOX (detent.hc1, set by hand) in the rack, an insert "rack" around them where
    /// they are virtual, a session "Job" with the song "Title". `links`: of EQ and COMP.
    void makeStudio(const QStringList& links = {"virtual", "virtual"}) const;

private:
    QTemporaryDir m_home;
};

/// Every control of the three units far from its default; as `rack set` takes them.
QStringList scrambledEq();
QStringList scrambledComp();
QStringList scrambledBox();
QStringList plainBox();  ///< BOX's answers for a snapshot

/// "EQ.high.gain" -> "Verified", from a recall's JSON.
QMap<QString, QString> outcomesOf(const QJsonObject& recall);
/// "EQ.high.gain" -> text, from the JSON of `snapshot take` or `show`.
QMap<QString, QString> valuesOf(const QJsonObject& snapshot);

}  // namespace detent::test
