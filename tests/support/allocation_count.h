// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace detent::test {

/// Calls of operator new and delete on the calling thread so far; both are bad news in a callback. A test takes the
/// difference around what must do neither.
long allocationCount();

}  // namespace detent::test
