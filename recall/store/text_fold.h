// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace detent::recall {

/// For searching: without case, without accents, one space between words.
std::string folded(const std::string& text);
std::vector<std::string> foldedWords(const std::string& text);
/// A LIKE pattern (ESCAPE '!') for what contains `foldedText`.
std::string containing(const std::string& foldedText);

}  // namespace detent::recall
