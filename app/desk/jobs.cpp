// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/jobs.h"

namespace detent::desk {

Jobs::Jobs(QObject* parent) : QObject(parent) { m_pool.setMaxThreadCount(2); }

Jobs::~Jobs() {
    for (const auto& live : m_live) live->cancelled = true;
    m_pool.waitForDone();
}

std::shared_ptr<Jobs::Live> Jobs::add(const QString& title) {
    auto live = std::make_shared<Live>();
    live->id = m_nextId++;
    live->title = title;
    live->since.start();
    m_live.push_back(live);
    emit changed();
    return live;
}

dsp::Progress Jobs::progressOf(const std::shared_ptr<Live>& live, const QPointer<QObject>& self) {
    return [this, live, self](double fraction) {
        live->fraction = fraction;
        if (!live->told.exchange(true)) {
            onMain(self, [this, live] {
                live->told = false;
                emit changed();
            });
        }
        return !live->cancelled;
    };
}

void Jobs::ended(int id) {
    std::erase_if(m_live, [id](const auto& live) { return live->id == id; });
    emit changed();
}

void Jobs::cancel(int id) {
    for (const auto& live : m_live)
        if (live->id == id) live->cancelled = true;
}

std::vector<JobView> Jobs::views() const {
    std::vector<JobView> views;
    for (const auto& live : m_live) {
        const double fraction = live->fraction, seconds = static_cast<double>(live->since.elapsed()) / 1000;
        JobView view{live->id, live->title, fraction, {}};
        if (fraction > 0.05 && seconds > 0.5) view.secondsToGo = seconds * (1 - fraction) / fraction;
        views.push_back(view);
    }
    return views;
}

}  // namespace detent::desk
