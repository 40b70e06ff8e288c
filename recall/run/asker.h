// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/conductor.h"

#include <cassert>
#include <mutex>
#include <thread>

namespace detent::recall {

/// Asks the person one question at a time on a thread of its own, so that the wires go on meanwhile. One thread calls it.
class Asker {
public:
    /// `answered` is called on the asking thread. Without `ask` the answer is Skip.
    Asker(std::function<Answer(const Step&)> ask, std::function<void()> answered)
        : m_ask(std::move(ask)), m_answered(std::move(answered)) {}
    ~Asker() { join(); }

    bool isAsking() const { return m_asking; }

    void put(const Step& step) {
        assert(!m_asking);
        join();
        m_asking = true;
        m_thread = std::thread([this, step] {
            const Answer answer = m_ask ? m_ask(step) : Answer::Skip;
            {
                const std::lock_guard lock(m_mutex);
                m_answer = answer;
            }
            m_answered();
        });
    }

    /// The answer to the question put last, once, when it has come.
    std::optional<Answer> take() {
        const std::lock_guard lock(m_mutex);
        if (m_answer) m_asking = false;
        return std::exchange(m_answer, std::nullopt);
    }

private:
    void join() {
        if (m_thread.joinable()) m_thread.join();
    }

    std::function<Answer(const Step&)> m_ask;
    std::function<void()> m_answered;
    bool m_asking = false;
    std::mutex m_mutex;
    std::optional<Answer> m_answer;
    std::thread m_thread;
};

}  // namespace detent::recall
