// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// An empty QMainWindow that says when it takes input: what bench_desk_start holds the desk against.
#include <QApplication>
#include <QMainWindow>
#include <QTimer>

#include <iostream>

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QMainWindow window;
    window.resize(1440, 900);
    window.show();
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &window, [&] {
        if (!window.testAttribute(Qt::WA_Mapped)) return;
        std::cout << "ready" << std::endl;
        timer.stop();
    });
    timer.start(0);
    return QApplication::exec();
}
