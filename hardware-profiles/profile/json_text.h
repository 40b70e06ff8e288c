// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/reader.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace detent::profiles {

/// One step further along an RFC 6901 pointer.
std::string childPointer(const std::string& pointer, std::string_view key);
std::string childPointer(const std::string& pointer, std::size_t index);

/// A JSON document that remembers where each of its values begins, and the faults found in it so far.
///
/// Malformed text, bytes that are not UTF-8, numbers a double cannot hold, a key said twice, nesting over 32, a text over
/// 2000 bytes and a document over 1 MiB or 50 000 values are faults; what cannot be read at all leaves root() null.
class JsonText {
public:
    explicit JsonText(std::string_view text);

    const nlohmann::json& root() const { return m_root; }

    /// A fault of the value at `pointer`, or of the nearest one around it that is there.
    void fault(const std::string& pointer, const std::string& message);
    bool hasFaults() const { return !m_faults.empty(); }
    /// At `pointer` or inside what it names.
    bool hasFaults(const std::string& pointer) const;
    /// In the order of the text, a hundred at most.
    std::vector<ProfileFault> faults() const;

private:
    friend class JsonScanner;
    void faultAt(std::size_t offset, const std::string& pointer, const std::string& message);
    std::size_t offsetOf(std::string pointer);
    void noteOffsets();

    std::string_view m_text;
    nlohmann::json m_root;
    bool m_isJson = false;
    std::map<std::string, std::size_t> m_offsets;  ///< of each value by its pointer; made when first needed
    std::map<std::pair<std::string, std::string>, std::size_t> m_faults;  ///< offset of each pointer and message
};

}  // namespace detent::profiles
