// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace detent::profiles {

/// What the validator says, in its own words.
struct SchemaError {
    std::vector<std::string> context;  ///< "<root>", then "[key]" or "[index]" for each step
    std::string description;
};

/// Holds a document against the one schema there is; it is compiled at the first call. Any thread.
std::vector<SchemaError> schemaErrors(const nlohmann::json& schema, const nlohmann::json& document);

}  // namespace detent::profiles
