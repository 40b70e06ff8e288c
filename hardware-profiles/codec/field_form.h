// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/message_template.h"

#include <optional>
#include <string>
#include <string_view>

namespace detent::profiles {

/// What stands between the braces of a field, taken apart: name, factor and offset, format.
struct FieldText {
    std::string name;
    std::string format;
    FieldForm form;                        ///< only its factor and offset
    static std::optional<FieldText> read(std::string_view body);
};

/// Forms by their names in templates; false where there is none of that name. The scaling of `form` is kept.
bool readTextForm(std::string_view format, FieldForm& form);
bool readByteForm(std::string_view format, FieldForm& form);
bool readBitForm(std::string_view format, FieldForm& form);
bool readOscForm(std::string_view format, FieldForm& form);

struct ChecksumForm {
    std::string algorithm;
    int from = 0;
    static std::optional<ChecksumForm> read(std::string_view format);
};

/// "nib+60", "pack7", "hex"; sets `part.packing` and `part.base`.
bool readPacking(std::string_view name, MessageTemplate::Part& part);

/// A whole number of plain digits; nullopt where it is none or out of range.
std::optional<int> wholeNumber(std::string_view digits, int least, int most);
int hexDigit(char c);

}  // namespace detent::profiles
