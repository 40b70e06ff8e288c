// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/keys.h"

#include <QDialog>

namespace detent::desk {

/// All keys, on one sheet.
class KeysSheet : public QDialog {
    Q_OBJECT
public:
    KeysSheet(const std::vector<Key>& keys, QWidget* parent);
};

}  // namespace detent::desk
