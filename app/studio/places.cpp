// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"

#include <QStandardPaths>

namespace detent::studio {

Places Places::fromEnvironment() {
    const QString named = qEnvironmentVariable("DETENT_LIBRARY");
    if (!named.isEmpty()) return {pathFromText(named.toStdString())};
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return {pathFromText(data.toStdString()) / "detent" / "library.detent"};
}

std::filesystem::path Places::userProfiles() const {
    return library.parent_path() / "profiles";
}

std::filesystem::path Places::media() const {
    return library.parent_path() / "media";
}

}  // namespace detent::studio
