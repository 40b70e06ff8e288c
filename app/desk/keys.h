// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace detent::desk {

class Desk;

/// One key of the desk, as the sheet of keys shows it.
struct Key {
    QString shown;  ///< "Space", "1 to 9"
    QString what;
    std::vector<QString> keys;     ///< QKeySequence texts; empty: told only (Tab, arrows)
    std::function<void(int)> act;  ///< with the index into `keys`
};

/// What a key can ask of the window.
struct KeyTargets {
    std::function<void(int)> page;
    std::function<void()> openFiles, find, showKeys, toggleDim, toggleMono, nextRegion, previousRegion;
};

/// Every key of the desk, in the order a person reads them.
std::vector<Key> deskKeys(Desk& desk, const KeyTargets& targets);
/// Makes them work in `window`. Letters and digits act only while no field is being edited: fields take them first.
void installKeys(const std::vector<Key>& keys, QWidget* window);

}  // namespace detent::desk
