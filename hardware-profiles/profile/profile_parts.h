// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/json_node.h"

namespace detent::profiles {

/// The reader's parts: each makes its piece of the profile and adds the faults it finds. A piece that has faults is made all
/// the same, with what could be read.

/// nullopt where it cannot be a scale.
std::optional<Scale> readScale(const JsonNode& node, JsonText& text);
/// Port, network, framing and timing.
void readPort(const JsonNode& root, Profile& profile, JsonText& text);
/// Its messages are checked to be there.
void readSession(const JsonNode& node, Profile& profile, JsonText& text);
/// A template in the coding of the profile's framing; nullopt, and a fault, where it is none.
std::optional<MessageTemplate> readTemplate(const JsonNode& node, const Profile& profile, JsonText& text);
void readMessages(const JsonNode& root, Profile& profile, JsonText& text);
void readControls(const JsonNode& root, Profile& profile, std::vector<std::string>& pointers, JsonText& text);
void readPanel(const JsonNode& node, Profile& profile, JsonText& text);
void readProofs(const JsonNode& node, Profile& profile, JsonText& text);

/// References between controls and messages, fields that are filled.
/// `pointers` has the place of each of the profile's controls.
void checkWire(const JsonNode& root, const ProfilePtr& profile, const std::vector<std::string>& pointers, JsonText& text);
/// Codes that fit, values that come back, controls that are told apart.
void checkSpeech(const JsonNode& root, const ProfilePtr& profile, const std::vector<std::string>& pointers, JsonText& text);
/// The bytes of each proof against what the codec says.
void checkProofs(const JsonNode& node, const ProfilePtr& profile, JsonText& text);

/// Is it a name that a control's position or the framing fills?
bool isReservedField(std::string_view name);
/// Ids said before: a fault at the later one. `what` names the kind: "message".
void checkUnique(const std::vector<JsonNode>& nodes, const char* what, JsonText& text);
/// The text of one document of `root` for each of its variants, with the pointer of that variant; a fault where one cannot be made.
struct VariantText {
    std::string pointer, id, json;
};
std::vector<VariantText> variantTexts(JsonText& text);

/// "F0 7E" to bytes; nullopt where it is not pairs of hex digits.
std::optional<std::string> bytesFromHexText(std::string_view text);

}  // namespace detent::profiles
