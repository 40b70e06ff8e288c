// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/job_list.h"

#include "app/desk/parts.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QVBoxLayout>

#include <cmath>
#include <set>

namespace detent::desk {

namespace {
constexpr int kSteps = 1000;
}

JobList::JobList(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(12);
    connect(&desk.jobs, &Jobs::changed, this, [this] { show(); });
    show();
}

void JobList::add(const JobView& view) {
    Row row{new QWidget(this), new QProgressBar, makeLabel({}, "dim")};
    row.bar->setRange(0, kSteps);
    row.bar->setTextVisible(false);
    row.bar->setAccessibleName(view.title);
    auto* cancel = makeButton(tr("Cancel"), "small", tr("Stops: %1").arg(view.title));
    connect(cancel, &QPushButton::clicked, this, [this, id = view.id] { m_desk.jobs.cancel(id); });
    auto* foot = new QHBoxLayout;
    foot->addWidget(row.toGo, 1);
    foot->addWidget(cancel);
    auto* column = new QVBoxLayout(row.whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(new ElidedLabel(view.title, "strong"));
    column->addWidget(row.bar);
    column->addLayout(foot);
    m_column->addWidget(row.whole);
    m_rows[view.id] = row;
}

void JobList::show() {
    const auto views = m_desk.jobs.views();
    std::set<int> live;
    for (const JobView& view : views) {
        live.insert(view.id);
        if (!m_rows.contains(view.id)) add(view);
        const Row& row = m_rows[view.id];
        row.bar->setValue(static_cast<int>(view.fraction * kSteps));
        row.toGo->setText(view.secondsToGo ? tr("%1 to go").arg(timeText(std::ceil(*view.secondsToGo), false))
                                           : tr("Under way"));
    }
    std::erase_if(m_rows, [&](const auto& entry) {
        if (live.contains(entry.first)) return false;
        entry.second.whole->hide(), entry.second.whole->deleteLater();
        return true;
    });
    setVisible(!views.empty());
}

}  // namespace detent::desk
