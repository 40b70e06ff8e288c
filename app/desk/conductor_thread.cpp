// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/conductor_thread.h"

namespace detent::desk {

using recall::Answer;

ConductorThread::ConductorThread(Hooks hooks) : m_hooks(std::move(hooks)), m_thread([this] { work(); }) {}

ConductorThread::~ConductorThread() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_jobs.clear();
        if (m_running) m_running->cancel();
    }
    m_wake.notify_all();
    m_thread.join();
}

void ConductorThread::post(Job job) {
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_all();
}

void ConductorThread::set(const recall::UnitId& unit, const std::string& control, recall::Code code) {
    {
        const std::lock_guard lock(m_mutex);
        auto& wanted = m_wanted[unit];
        const bool waiting = !wanted.empty();
        wanted[control] = code;
        if (!waiting) m_jobs.push_back([this, unit](recall::Conductor& conductor) { setPending(conductor, unit); });
    }
    m_wake.notify_all();
}

void ConductorThread::setPending(recall::Conductor& conductor, const recall::UnitId& unit) {
    Wanted wanted;
    {
        const std::lock_guard lock(m_mutex);
        wanted.swap(m_wanted[unit]);
    }
    m_hooks.apply(conductor, unit, wanted);
}

Answer ConductorThread::waitForAnswer(const std::function<void()>& ask) {
    std::unique_lock lock(m_mutex);
    m_answer.reset();
    m_asking = true;
    ask();
    m_wake.wait(lock, [this] { return m_answer || m_ending; });
    m_asking = false;
    return m_answer.value_or(Answer::Cancel);
}

void ConductorThread::answer(Answer answer) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_asking) m_answer = answer;
    }
    m_wake.notify_all();
}

void ConductorThread::cancel() {
    {
        const std::lock_guard lock(m_mutex);
        if (m_running) m_running->cancel();
        if (m_asking) m_answer = Answer::Cancel;
    }
    m_wake.notify_all();
}

void ConductorThread::leave(const recall::UnitId& unit, const std::string& control) {
    const std::lock_guard lock(m_mutex);
    if (m_running) m_running->leave(unit, control);
}

/// The next job, or an empty one when a quarter of a second has passed without any.
ConductorThread::Job ConductorThread::next(recall::Conductor& conductor) {
    std::unique_lock lock(m_mutex);
    m_running = nullptr;
    m_wake.wait_for(lock, std::chrono::milliseconds(250), [this] { return m_ending || !m_jobs.empty(); });
    if (m_jobs.empty()) return {};
    Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    m_running = &conductor;
    return job;
}

void ConductorThread::work() {
    const auto conductor = m_hooks.make(*this);
    for (;;) {
        const Job job = next(*conductor);
        if (job) {
            job(*conductor);
        } else {
            const std::lock_guard lock(m_mutex);
            if (m_ending) break;
        }
        if (!job && m_hooks.idle) m_hooks.idle(*conductor);
    }
    const std::lock_guard lock(m_mutex);
    m_running = nullptr;
}

}  // namespace detent::desk
