// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/json_text.h"

namespace detent::profiles {

/// Holds the document against schema/profile.schema.json and adds a fault for each mistake. Any thread.
void checkSchema(JsonText& text);

}  // namespace detent::profiles
