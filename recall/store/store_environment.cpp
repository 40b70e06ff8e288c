// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_environment.h"

#include "recall/store/library_place.h"

namespace detent::recall {

StoreEnvironment StoreEnvironment::real() {
    return {detent::recall::fileSystemType, builtInMigrations(), DETENT_VERSION};
}

}  // namespace detent::recall
