// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/terminal.h"

#include <QGuiApplication>

#include <clocale>
#include <iostream>

namespace {

/// One line, whatever it holds: "detent: what happened; what to do".
int fail(const detent::Problem& problem) {
    std::string line = problem.text();
    std::replace(line.begin(), line.end(), '\n', ' ');
    std::cerr << "detent: " << line << std::endl;
    return detent::cli::exitStatus(problem.fault);
}

/// What the libraries under us have to remark is not for the person at the terminal; what breaks them is.
void hearQt(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type == QtCriticalMsg || type == QtFatalMsg) std::cerr << "detent: " << text.toStdString() << std::endl;
}

/// Qt Sql finds its drivers through it; Qt Gui is started, offscreen, only where a document is drawn.
std::unique_ptr<QCoreApplication> makeApplication(bool drawsDocuments, int& argc, char** argv) {
    qInstallMessageHandler(hearQt);
    QCoreApplication::setApplicationName("detent");
    std::unique_ptr<QCoreApplication> made;
    if (drawsDocuments) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        made = std::make_unique<QGuiApplication>(argc, argv);
    } else {
        made = std::make_unique<QCoreApplication>(argc, argv);
    }
    std::setlocale(LC_NUMERIC, "C");  // Qt has taken the system's: numbers have a point, to gear, in files and to people
    return made;
}

void addNouns(CLI::App& app, detent::cli::Context& context) {
    using namespace detent::cli;
    addProfile(app, context);
    addRack(app, context);
    addSession(app, context);
    addSong(app, context);
    addChain(app, context);
    addSnapshot(app, context);
    addRecall(app, context);
    addInsert(app, context);
    addPrint(app, context);
    addLoudness(app, context);
    addCompare(app, context);
    addMatch(app, context);
    addProbe(app, context);
    addFingerprint(app, context);
    addRecallSheet(app, context);
    addNotes(app, context);
    addLibrary(app, context);
    addDemo(app, context);
}

/// What is wrong with the words, told from the noun they got to.
detent::Problem usageProblem(CLI::App& app, const CLI::ParseError& error) {
    CLI::App* at = &app;
    std::string name = "detent";
    while (!at->get_subcommands().empty()) {
        at = at->get_subcommands().front();
        name += " " + at->get_name();
    }
    const auto verbs = at->get_subcommands([](const CLI::App*) { return true; });
    if (verbs.empty()) return {detent::Fault::Usage, error.what(), "see " + name + " --help"};
    std::vector<std::string> names;
    for (const CLI::App* verb : verbs) names.push_back(verb->get_name());
    const auto unknown = app.remaining(true);
    const std::string what =
        unknown.empty() ? name + " alone does nothing" : name + " does not know \"" + unknown.front() + "\"";
    return {detent::Fault::Usage, what, "it has " + detent::cli::joined(names) + "; see " + name + " --help"};
}

/// Runs what was chosen; the library is closed before the application goes.
int run(detent::cli::Context& context) {
    detent::cli::catchStop();
    const auto status = context.chosen ? context.chosen() : detent::Result<int>(2);
    const auto kept = context.close();
    if (!status) return fail(status.problem());
    if (!kept) return fail(kept.problem());
    if (const std::string fault = detent::cli::outputFault(); !fault.empty()) {
        return fail({detent::Fault::File, "cannot write the result to standard output: " + fault,
                     "what was asked has been done; give the output more room"});
    }
    return *status;
}

}  // namespace

int main(int argc, char** argv) {
    detent::cli::Context context;
    CLI::App app("Detent recalls analogue mastering chains.", "detent");
    app.add_option("--library", context.library, "the library file; else DETENT_LIBRARY, else the user's data folder");
    app.add_flag("--json", context.json, "print JSON");
    app.add_flag("--quiet", context.quiet, "no progress, no remarks");
    app.add_option("--fault", context.faults)
        ->allow_extra_args(false)
        ->group("");  // hidden: virtual units misbehave, for tests
    app.set_version_flag("--version", "detent " DETENT_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    addNouns(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
        return fail(usageProblem(app, error));
    }
    const auto application = makeApplication(context.drawsDocuments, argc, argv);
    return run(context);
}
