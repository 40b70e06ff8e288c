// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/book.h"
#include "app/desk/rack.h"
#include "dsp/file/broadcast_info.h"

#include <QObject>

namespace detent::desk {

/// From the song at hand to a print through the rack: the state is kept as a snapshot, the loop measured where it never was,
/// the song played through, the print recorded. [main-thread]
class PrintFlow : public QObject {
    Q_OBJECT
public:
    PrintFlow(const Services& services, Book& book, Rack& rack, Jobs& jobs, Messages& messages, QObject* parent = nullptr);

    void print();
    bool running() const { return m_running; }
    /// Keeps the state of the rack as the song's next snapshot, reading back what can be read.
    void takeSnapshot(std::function<void(const recall::Snapshot&)> done = {});

signals:
    void changed();
    void printed(const detent::recall::Print& print);
    void snapshotTaken(const detent::recall::Snapshot& snapshot);

private:
    struct Printed;
    void withSnapshot(std::function<void(const recall::Snapshot&)> then);
    void withInsert(std::function<void(const recall::Insert&)> then);
    void start(const recall::Snapshot& snapshot, const recall::Insert& insert);
    void keep(const Printed& printed);
    std::vector<std::string> gearOf(const recall::Insert& insert) const;
    static Result<Printed> work(const Services& services, recall::Insert insert, const recall::Source& source,
                                const std::filesystem::path& target, const dsp::BroadcastInfo& head,
                                const dsp::Progress& progress);

    const Services m_services;
    Book& m_book;
    Rack& m_rack;
    Jobs& m_jobs;
    Messages& m_messages;
    bool m_running = false;
};

}  // namespace detent::desk
