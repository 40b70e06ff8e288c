// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/panel_guide.h"

#include "app/cli/terminal.h"

#include <algorithm>

namespace detent::cli {

using recall::Watched;

namespace {

std::string stateText(const Watched& watched) {
    const auto& step = watched.step;
    return "  " + step.unitName + " " + step.instruction +
           (watched.reads ? "; reads " + watched.readsText : "; not read yet") +
           (step.warning.empty() ? "" : " (" + step.warning + ")");
}

bool isSame(const Watched& a, const Watched& b) {
    return a.step.unit == b.step.unit && a.step.control == b.step.control;
}

}  // namespace

void PanelGuide::close() {
    {
        const std::lock_guard lock(m_mutex);
        m_done = true;
    }
    m_ended.notify_one();
    if (m_listener.joinable()) m_listener.join();
}

void PanelGuide::show(const std::vector<Watched>& wrong) {
    std::unique_lock lock(m_mutex);
    const auto before = std::exchange(m_wrong, wrong);
    lock.unlock();
    if (before.empty() && !wrong.empty())
        sayLine("turn these; Detent reads the panel until each stands there (s = leave what is left, q = stop)");
    for (const Watched& now : wrong) {
        const auto then = std::find_if(before.begin(), before.end(), [&](const Watched& one) { return isSame(one, now); });
        if (then == before.end() || then->reads != now.reads) sayLine(stateText(now));
    }
    if (!wrong.empty() && !m_listener.joinable()) m_listener = std::thread([this] { listen(); });
}

void PanelGuide::stepEnded(const recall::Step& step, const recall::ControlOutcome& outcome) {
    const bool stands = step.watched && outcome.outcome == recall::Outcome::Verified;
    if (stands) sayLine("  " + step.unitName + " " + step.label + " stands at " + outcome.wantedText);
}

void PanelGuide::listen() {
    constexpr std::chrono::milliseconds kPause{20};
    std::unique_lock lock(m_mutex);
    while (!m_ended.wait_for(lock, kPause, [this] { return m_done; })) {
        if (m_wrong.empty()) continue;
        lock.unlock();
        const auto typed = glanceTyped();
        if (typed == "s") leaveAll();
        if (typed == "q") m_wish.stop();
        lock.lock();
    }
}

void PanelGuide::leaveAll() {
    std::unique_lock lock(m_mutex);
    const auto left = m_wrong;
    lock.unlock();
    for (const Watched& watched : left) m_wish.leave(watched.step.unit, watched.step.control);
}

}  // namespace detent::cli
