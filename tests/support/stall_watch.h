// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long each event keeps the main thread from the next: the desk may not block longer than 5 ms.
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QMetaEnum>

#include <algorithm>
#include <ctime>
#include <vector>

namespace detent::test {

struct Stall {
    double ms = 0;      ///< of the thread's own processor time: others on the machine do not count
    double wallMs = 0;
    QString what;       ///< receiver and event
};

inline double threadMs() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;

    /// All events since the last call, the longest first.
    std::vector<Stall> take() {
        std::sort(m_stalls.begin(), m_stalls.end(), [](const Stall& a, const Stall& b) { return a.ms > b.ms; });
        return std::exchange(m_stalls, {});
    }
    long events() const { return m_events; }

    bool notify(QObject* receiver, QEvent* event) override {
        if (m_depth > 0) return QApplication::notify(receiver, event);
        constexpr double kWorthTelling = 1;
        const QString what = describe(*receiver, *event);  // the receiver may not live to tell
        ++m_depth, ++m_events;
        QElapsedTimer clock;
        clock.start();
        const double began = threadMs();
        const bool done = QApplication::notify(receiver, event);
        const double ms = threadMs() - began, wallMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        --m_depth;
        if (wallMs > kWorthTelling) m_stalls.push_back({ms, wallMs, what});
        return done;
    }

private:
    static QString describe(const QObject& receiver, const QEvent& event) {
        const char* type = QMetaEnum::fromType<QEvent::Type>().valueToKey(event.type());
        return QString("%1 %2").arg(receiver.metaObject()->className(), type ? type : "event");
    }

    int m_depth = 0;
    long m_events = 0;
    std::vector<Stall> m_stalls;
};

}  // namespace detent::test
