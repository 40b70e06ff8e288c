// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace detent::desk {

/// The desk's words in the user's language, outside of widgets, which have a `tr` of their own.
inline QString tr(const char* text) {
    return QCoreApplication::translate("detent::desk", text);
}

}  // namespace detent::desk
