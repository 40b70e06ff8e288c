// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <QtGlobal>

namespace detent::test {

/// The value; where there is none, the test program ends with the problem.
template <typename T>
T must(Result<T> result) {
    if (!result) qFatal("%s", result.problem().text().c_str());
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// The problem's text, "" where there is none.
template <typename T>
std::string problemText(const Result<T>& result) {
    return result ? std::string() : result.problem().text();
}

}  // namespace detent::test
