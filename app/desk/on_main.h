// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/store/store_thread.h"

#include <QCoreApplication>
#include <QPointer>

namespace detent::desk {

/// Runs `f` on the main thread soon, unless `guard` has gone by then. [any-thread]
template <typename T, typename F>
void onMain(const QPointer<T>& guard, F f) {
    QCoreApplication* app = QCoreApplication::instance();
    if (!app) return;
    QMetaObject::invokeMethod(
        app, [guard, f = std::move(f)]() mutable { if (guard) f(); }, Qt::QueuedConnection);
}

/// Runs `job(Store&)` on the store thread and hands what it returns to `done` on the main thread. Returns at once.
template <typename Job, typename Done>
void askStore(recall::StoreThread& store, QObject* context, Job job, Done done) {
    store.post([guard = QPointer<QObject>(context), job = std::move(job), done = std::move(done)](recall::Store& s) mutable {
        auto answer = job(s);
        onMain(guard, [done, answer = std::move(answer)]() mutable { done(std::move(answer)); });
    });
}

}  // namespace detent::desk
