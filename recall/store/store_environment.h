// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/store/migrations.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace detent::recall {

/// What a library meets outside its file.
struct StoreEnvironment {
    std::function<std::string(const std::filesystem::path& folder)> fileSystemType;
    std::vector<Migration> migrations;
    std::string version;  ///< of this Detent

    static StoreEnvironment real();
};

}  // namespace detent::recall
