// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/message_template.h"

namespace detent::profiles {

/// Characters: parts one behind the other. `source` names the template where a field has no value.
Result<std::string> encodeText(const std::vector<MessageTemplate::Part>& parts, const FieldValues& fields, const std::string& source);
/// Adds what it finds to `found`; false where it is not this text.
bool decodeText(const std::vector<MessageTemplate::Part>& parts, std::string_view message, FieldValues& found);

}  // namespace detent::profiles
