// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/main_window.h"
#include "app/desk/program/fill_services.h"
#include "app/draw/text.h"
#include "dsp/base/place_file.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QTimer>

#include <clocale>
#include <iostream>

namespace {

using namespace detent;

struct Arguments {
    studio::Places places;
    Wish wish;
    bool tellsWhenReady = false;
};

Arguments read(const QCoreApplication& app) {
    QCommandLineParser parser;
    parser.setApplicationDescription("Detent recalls analogue mastering chains.");
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption library("library", "the library file; else DETENT_LIBRARY, else the user's data folder",
                                     "file");
    const QCommandLineOption audio("audio", "the audio device to listen on; \"virtual\" for none", "name");
    QCommandLineOption ready("tell-when-ready", "prints \"ready\" when the window takes input");
    ready.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({library, audio, ready});
    parser.addPositionalArgument("song", "an audio file to open", "[SONG]");
    parser.process(app);
    Arguments arguments{studio::Places::fromEnvironment(), {}, parser.isSet(ready)};
    if (parser.isSet(library))
        arguments.places.library = std::filesystem::absolute(pathFromText(parser.value(library).toStdString()));
    if (!parser.positionalArguments().isEmpty())
        arguments.wish.song = std::filesystem::absolute(pathFromText(parser.positionalArguments().first().toStdString()));
    arguments.wish.audioDevice = parser.value(audio).toStdString();
    return arguments;
}

int refuse(const Problem& problem) {
    std::cerr << "detent-desktop: " << problem.text() << std::endl;
    QMessageBox::critical(nullptr, "Detent",
                          QString::fromStdString(problem.what) + "\n\n" + QString::fromStdString(problem.remedy));
    return 3;
}

/// Shown, painted, and the event loop back to waiting.
void tellWhenReady(QWidget& window) {
    auto* timer = new QTimer(&window);
    QObject::connect(timer, &QTimer::timeout, &window, [timer, &window] {
        if (!window.isVisible() || !window.testAttribute(Qt::WA_Mapped)) return;
        std::cout << "ready" << std::endl;
        timer->stop();
    });
    timer->start(0);
}

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    std::setlocale(LC_NUMERIC, "C");  // Qt has taken the system's: numbers have a point, to gear, in files and to people
    QApplication::setApplicationName("detent-desktop");
    QApplication::setApplicationVersion(DETENT_VERSION);
    QGuiApplication::setApplicationDisplayName("Detent");
    const Arguments arguments = read(app);
    draw::installFonts();
    auto studio = studio::Studio::open(arguments.places);
    if (!studio) return refuse(studio.problem());
    int status = 0;
    {
        desk::Desk desk(fillServices(**studio, arguments.wish));
        std::unique_ptr<desk::MainWindow> window;
        desk.settings.load([&] {
            window = std::make_unique<desk::MainWindow>(desk);
            window->show();
            if (arguments.tellsWhenReady) tellWhenReady(*window);
            QTimer::singleShot(0, &desk, [&desk] { desk.begin(); });  // the window first
        });
        status = QApplication::exec();
    }
    return status;
}
