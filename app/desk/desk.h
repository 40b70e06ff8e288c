// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/listening.h"
#include "app/desk/parts.h"
#include "app/desk/print_flow.h"
#include "app/desk/recall_flow.h"
#include "app/desk/settings.h"

#include <QUndoStack>

namespace detent::desk {

/// Every flow of the desk, made in the order they need each other, and what ties them together. The widgets are a terminal
/// to it: they send what a person wants and show what is here. [main-thread]
class Desk : public QObject {
    Q_OBJECT
public:
    explicit Desk(const Services& services, QObject* parent = nullptr);

    /// Reads the library; prepares it where it is to be prepared.
    void begin();
    bool preparing() const { return m_preparing; }

    const Services services;
    Look look;
    Settings settings;
    Messages messages;
    Jobs jobs;
    Book book;
    Rack rack;
    Player player;
    Listening listening;
    PrintFlow prints;
    RecallFlow recalls;
    QUndoStack history;

    /// A hand on the screen: moves the gear and can be undone. Moves with one `gesture` (not 0) are undone together.
    void turn(const recall::UnitId& unit, const std::string& control, recall::Code code, int gesture = 0);
    void renameSnapshot(const recall::SnapshotId& id, const QString& name);
    void setNotes(const recall::SnapshotId& id, const QString& notes);
    void setStatus(const recall::SnapshotId& id, recall::Snapshot::Status status);

    /// The snapshot the buttons mean: the one chosen, else the newest; null where there is none.
    const recall::Snapshot* chosenSnapshot() const;
    void chooseSnapshot(const recall::SnapshotId& id);
    /// Chooses it, and its song where that is another one.
    void showSnapshot(const recall::SongId& song, const recall::SnapshotId& id);
    /// The rack as it stands, as a snapshot that is not kept.
    recall::Snapshot present() const;
    void recallChosen();
    /// Shows the print of the chosen snapshot as B; says so where there is none.
    void compareChosen();
    void togglePlay();

signals:
    void chosenChanged();
    void preparingChanged();
    void compareWanted();

private:
    void prepare();
    void prepared(const Result<recall::SongId>& song);

    recall::SnapshotId m_chosen;
    bool m_preparing = false;
};

}  // namespace detent::desk
