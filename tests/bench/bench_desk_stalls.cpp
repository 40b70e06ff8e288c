// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long the main thread is kept from its next event while the desk is used: the target is never more than 5 ms. On the
// display there is, else offscreen.
#include "tests/app/desk/desk_room.h"
#include "tests/support/stall_watch.h"

#include <QElapsedTimer>
#include <QTimer>

#include <cstdio>

using namespace detent;
using namespace detent::test;

namespace {

constexpr double kTargetMs = 5;
constexpr int kTold = 4;

class Bench {
public:
    Bench(WatchedApplication& app, DeskRoom& room) : m_app(app), m_room(room) {}

    /// Does it, lets events run until `until` and a little longer, and tells what stood in the way.
    void phase(const char* name, const std::function<void()>& start, const std::function<bool()>& until) {
        (void)m_app.take();
        const long before = m_app.events();
        start();
        const bool done = QTest::qWaitFor(until, kPatienceMs);
        QTest::qWait(300);
        const std::vector<Stall> stalls = m_app.take();
        const auto over = std::count_if(stalls.begin(), stalls.end(), [](const Stall& s) { return s.ms > kTargetMs; });
        double wall = 0;
        for (const Stall& stall : stalls) wall = std::max(wall, stall.wallMs);
        std::printf("%-28s %6ld events, %3ld over %.0f ms, worst %6.2f ms (by the wall clock %6.2f)%s\n", name,
                    m_app.events() - before, long(over), kTargetMs, stalls.empty() ? 0.0 : stalls.front().ms, wall,
                    done ? "" : "  (did not end)");
        for (int i = 0; i < std::min<int>(kTold, static_cast<int>(over)); ++i)
            std::printf("    %7.2f ms  %s\n", stalls[static_cast<std::size_t>(i)].ms,
                        qPrintable(stalls[static_cast<std::size_t>(i)].what));
        std::fflush(stdout);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(&m_room.window(), key, modifiers); }
    /// By events of their own, as a hand would, one every 20 ms.
    void turn(int times) {
        desk::ControlItem& gain = m_room.item("EQ-3", "high.gain");
        for (int i = 0; i < times; ++i) QTimer::singleShot(20 * i, &gain, [&gain, i] { DeskRoom::wheel(gain, i % 8 < 4 ? 1 : -1); });
    }
    void scramble() {
        for (const auto& known : std::vector(m_room->rack.units()))
            for (const auto& control : known.profile->controls) {
                desk::ControlItem& item = m_room.item(known.unit.name, control.id);
                const bool low = control.scale.fractionOf(item.target()) < 0.5;
                QTest::keyClick(&item, low ? Qt::Key_End : Qt::Key_Home);
            }
    }
    void answerAll() {
        auto& flow = m_room->recalls;
        QObject::connect(&flow, &desk::RecallFlow::changed, &m_room.window(), [&flow] {
            if (flow.asked()) flow.answer(recall::Answer::Done);
        }, Qt::QueuedConnection);
    }

private:
    WatchedApplication& m_app;
    DeskRoom& m_room;
};

void run(WatchedApplication& app) {
    DeskRoom room({1440, 900}, 60);
    Bench bench(app, room);
    auto& desk = *room;
    const auto status = [&] { return desk.player.hearing().status; };
    bench.phase("opening, making ready", [] {}, [&] { return room.isReady(); });
    bench.phase("taking eight snapshots", [&] { for (int i = 0; i < 8; ++i) bench.key(Qt::Key_S); },
                [&] { return desk.book.snapshots().size() == 8; });
    bench.phase("printing", [&] { bench.key(Qt::Key_P); }, [&] { return desk.listening.match().has_value(); });
    bench.phase("beginning to play", [&] { bench.key(Qt::Key_X); bench.key(Qt::Key_Space); }, [&] { return status().playing; });
    bench.phase("playing for 4 s", [] { QTest::qWait(4000); }, [] { return true; });
    bench.phase("turning while it plays", [&] { bench.turn(60); QTest::qWait(1300); }, [&] { return room.isReady(); });
    bench.phase("switching while it plays", [&] {
        for (const auto key : {Qt::Key_A, Qt::Key_B, Qt::Key_X, Qt::Key_B, Qt::Key_A, Qt::Key_B}) bench.key(key), QTest::qWait(60);
    }, [] { return true; });
    bench.phase("taking one more", [&] { bench.key(Qt::Key_S); }, [&] { return desk.book.snapshots().size() == 9; });
    bench.phase("scrambling", [&] { bench.scramble(); }, [&] { return room.isReady(); });
    bench.answerAll();
    using State = desk::RecallFlow::State;
    bench.phase("planning a recall", [&] { bench.key(Qt::Key_R); }, [&] { return desk.recalls.state() == State::Shown; });
    bench.phase("recalling", [&] { desk.recalls.start(); }, [&] { return desk.recalls.state() == State::Done; });
    bench.phase("the compare page", [&] { bench.key(Qt::Key_2, Qt::ControlModifier); }, [] { return true; });
    bench.phase("and back", [&] { bench.key(Qt::Key_1, Qt::ControlModifier); }, [] { return true; });
    bench.phase("searching", [&] { bench.key(Qt::Key_F, Qt::ControlModifier); }, [] { return true; });
}

}  // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    WatchedApplication app(argc, argv);
    run(app);
    return 0;
}
