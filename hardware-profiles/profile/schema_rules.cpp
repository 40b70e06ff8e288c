// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The one file that knows valijson. It holds nothing else, because it takes most of a minute to compile.
#include "hardware-profiles/profile/schema_rules.h"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <memory>

namespace detent::profiles {
namespace {

const valijson::Schema& compiled(const nlohmann::json& schema) {
    static const auto made = [&] {
        auto rules = std::make_unique<valijson::Schema>();
        valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), *rules);
        return rules;
    }();
    return *made;
}

}  // namespace

std::vector<SchemaError> schemaErrors(const nlohmann::json& schema, const nlohmann::json& document) {
    valijson::ValidationResults results;
    thread_local valijson::Validator validator;  // keeps the patterns it has compiled
    std::vector<SchemaError> errors;
    if (validator.validate(compiled(schema), valijson::adapters::NlohmannJsonAdapter(document), &results)) return errors;
    for (const auto& error : results) errors.push_back({error.context, error.description});
    return errors;
}

}  // namespace detent::profiles
