// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_thread.h"

#include <cassert>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace detent::recall {

struct StoreThread::State {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Job> jobs;
    std::optional<Result<void>> opened;
    bool stopping = false;
    std::thread thread;

    /// The next job, waited for; none when all are done and the thread is to end.
    Job next() {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return stopping || !jobs.empty(); });
        if (jobs.empty()) return {};
        Job job = std::move(jobs.front());
        jobs.pop_front();
        return job;
    }

    void tell(Result<void> result) {
        const std::lock_guard lock(mutex);
        opened = std::move(result);
        changed.notify_all();
    }

    Result<void> waitUntilOpened() {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return opened.has_value(); });
        return *opened;
    }

    void run(const std::filesystem::path& file, std::function<UtcMs()> clock, std::uint64_t seed) {
        auto store = Store::open(file, std::move(clock), seed);
        if (!store) return tell(store.problem());
        tell({});
        while (const Job job = next()) job(**store);
    }
};

StoreThread::StoreThread() : m_state(std::make_unique<State>()) {}

Result<std::unique_ptr<StoreThread>> StoreThread::start(const std::filesystem::path& file, std::function<UtcMs()> clock,
                                                        std::uint64_t seed) {
    std::unique_ptr<StoreThread> started(new StoreThread);
    State& state = *started->m_state;
    state.thread = std::thread([&state, file, clock = std::move(clock), seed] { state.run(file, clock, seed); });
    if (auto opened = state.waitUntilOpened(); !opened) return opened.problem();
    return started;
}

StoreThread::~StoreThread() {
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->stopping = true;
        m_state->changed.notify_all();
    }
    if (m_state->thread.joinable()) m_state->thread.join();
}

void StoreThread::post(Job job) {
    const std::lock_guard lock(m_state->mutex);
    m_state->jobs.push_back(std::move(job));
    m_state->changed.notify_all();
}

void StoreThread::call(const Job& job) {
    assert(m_state->thread.get_id() != std::this_thread::get_id() && "the store thread cannot wait for itself");
    bool done = false;
    post([&](Store& store) {
        job(store);
        const std::lock_guard lock(m_state->mutex);
        done = true;
        m_state->changed.notify_all();
    });
    std::unique_lock lock(m_state->mutex);
    m_state->changed.wait(lock, [&] { return done; });
}

}  // namespace detent::recall
