// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/store/store.h"

#include <functional>

namespace detent::recall {

/// Owns a Store on a thread of its own, so that the desk never waits for a disk.
class StoreThread {
public:
    using Job = std::function<void(Store&)>;

    /// Opens the store on the new thread and waits for it (start-up only). Errors as Store::open.
    static Result<std::unique_ptr<StoreThread>> start(const std::filesystem::path& file, std::function<UtcMs()> clock, std::uint64_t seed);
    ~StoreThread();  ///< runs what was posted, then closes

    /// Runs `job` on the store thread, in order of posting. Returns at once. [any-thread]
    void post(Job job);
    /// Runs `job` and waits for it. Never from main in the desk. [any other thread]
    void call(const Job& job);

private:
    StoreThread();
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace detent::recall
