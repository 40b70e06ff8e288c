// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/conductor.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace detent::desk {

/// The conductor's thread: a queue of jobs, live settings that never pile up, and the person's answers.
class ConductorThread {
public:
    using Job = std::function<void(recall::Conductor&)>;
    using Wanted = std::map<std::string, recall::Code>;
    /// All on the conductor's thread: `make` first, `apply` sets what is wanted of one unit, `idle` runs some times a second
    /// while there is nothing to do.
    struct Hooks {
        std::function<std::unique_ptr<recall::Conductor>(ConductorThread&)> make;
        std::function<void(recall::Conductor&, const recall::UnitId&, const Wanted&)> apply;
        Job idle;
    };

    explicit ConductorThread(Hooks hooks);
    ~ConductorThread();  ///< cancels what runs, drops what waits

    void post(Job job);  ///< [any-thread]
    /// Wants a control at a code. While a set of this unit is under way only the last code of each control is kept. [any-thread]
    void set(const recall::UnitId& unit, const std::string& control, recall::Code code);

    /// Calls `ask`, which returns at once, and blocks until answer() or cancel(). [asking thread]
    recall::Answer waitForAnswer(const std::function<void()>& ask);
    void answer(recall::Answer answer);  ///< [any-thread]
    void cancel();                       ///< [any-thread]
    /// Gives up a control whose panel is watched. [any-thread]
    void leave(const recall::UnitId& unit, const std::string& control);

private:
    void work();
    Job next(recall::Conductor& conductor);
    void setPending(recall::Conductor& conductor, const recall::UnitId& unit);

    Hooks m_hooks;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    std::map<recall::UnitId, Wanted> m_wanted;
    std::optional<recall::Answer> m_answer;
    bool m_asking = false;
    recall::Conductor* m_running = nullptr;
    bool m_ending = false;
    std::thread m_thread;
};

}  // namespace detent::desk
