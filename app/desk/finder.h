// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/desk.h"

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace detent::desk {

/// Something with a name, and how to get there.
struct Findable {
    QString name, kind;  ///< "EQ-3 High gain" · "control, +2.0 dB"
    std::function<void()> go;
};

/// Those that bear every word of `typed` in name or kind, in any case; names that begin with it first. Nothing typed: all.
std::vector<const Findable*> found(const std::vector<Findable>& all, const QString& typed);

/// Songs, snapshots of the session, units and controls by any part of their names. Enter goes there.
class Finder : public QDialog {
    Q_OBJECT
public:
    using ShowControl = std::function<void(const recall::UnitId&, const std::string& control)>;
    /// `showControl` is called with an empty control for the whole unit.
    Finder(Desk& desk, ShowControl showControl, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void collect();
    void collectUnit(const recall::KnownUnit& known);
    void collectSnapshots();
    void show();
    void go();

    Desk& m_desk;
    ShowControl m_showControl;
    std::vector<Findable> m_all;
    std::vector<const Findable*> m_shown;
    QLineEdit* m_typed;
    QListWidget* m_list;
};

}  // namespace detent::desk
