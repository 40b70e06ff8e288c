// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/on_main.h"
#include "dsp/meter/loudness.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace detent::desk {

/// One piece of long work as a person sees it.
struct JobView {
    int id = 0;
    QString title;
    double fraction = 0;
    std::optional<double> secondsToGo;  ///< absent until there is something to tell it from
};

/// Long work on a pool of threads, with progress, a time to go and cancel. [main-thread]
class Jobs : public QObject {
    Q_OBJECT
public:
    explicit Jobs(QObject* parent = nullptr);
    ~Jobs() override;  ///< cancels all and waits

    /// Runs `work(progress)` on the pool and hands what it returns to `done(...)` on the main thread.
    template <typename Work, typename Done>
    int run(const QString& title, QObject* context, Work work, Done done) {
        const std::shared_ptr<Live> live = add(title);
        m_pool.start([this, guard = QPointer<QObject>(context), self = QPointer<QObject>(this), live, work, done] {
            auto answer = work(progressOf(live, self));
            onMain(self, [this, live] { ended(live->id); });
            onMain(guard, [done, answer = std::move(answer)]() mutable { done(std::move(answer)); });
        });
        return live->id;
    }
    void cancel(int id);
    std::vector<JobView> views() const;
    bool busy() const { return !m_live.empty(); }

signals:
    void changed();

private:
    struct Live {
        int id = 0;
        QString title;
        std::atomic<double> fraction{0};
        std::atomic<bool> cancelled{false};
        std::atomic<bool> told{false};  ///< a change is on its way to main
        QElapsedTimer since;
    };
    std::shared_ptr<Live> add(const QString& title);
    dsp::Progress progressOf(const std::shared_ptr<Live>& live, const QPointer<QObject>& self);
    void ended(int id);

    QThreadPool m_pool;
    std::vector<std::shared_ptr<Live>> m_live;
    int m_nextId = 1;
};

}  // namespace detent::desk
