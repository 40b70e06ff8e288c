// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/conductor.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace detent::cli {

/// Tells a person at the terminal what is still wrong on the panels that Detent reads and they turn, and hears when they
/// leave it at that.
class PanelGuide {
public:
    struct Wish {
        std::function<void(const recall::UnitId&, const std::string& control)> leave;
        std::function<void()> stop;
    };
    explicit PanelGuide(Wish wish) : m_wish(std::move(wish)) {}
    ~PanelGuide() { close(); }
    /// Hears nothing more. Called before what the wishes lead to goes.
    void close();

    /// As Observer::watching. [conductor thread]
    void show(const std::vector<recall::Watched>& wrong);
    /// As Observer::stepEnded. [conductor thread]
    void stepEnded(const recall::Step& step, const recall::ControlOutcome& outcome);

private:
    void listen();
    void leaveAll();

    Wish m_wish;
    std::mutex m_mutex;  // all below
    std::condition_variable m_ended;
    std::vector<recall::Watched> m_wrong;
    bool m_done = false;
    std::thread m_listener;
};

}  // namespace detent::cli
