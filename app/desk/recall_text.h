// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/recall_flow.h"
#include "app/draw/sign.h"

namespace detent::desk {

/// "EQ-3 high gain 2.5 to 2.0 dB", "EQ-3 output muted".
QString stepText(const recall::Step& step);
/// "2.5 to 2.0 dB"; the unit stands once where both bear it.
QString fromToText(const QString& from, const QString& to);
/// "TotalMix is new, 2 controls changed"; empty where nothing is.
QString changesText(std::size_t controls, const std::vector<std::string>& added, const std::vector<std::string>& gone);
/// "Verified", "By hand", "Differs".
QString outcomeWord(recall::Outcome outcome);
/// What a line of the list says at its right end, and under it: the warning before, what went wrong after.
QString lineState(const RecallLine& line);
QString lineNote(const RecallLine& line);

/// How a line stands, as a sign and a tone.
enum class LineMark { Waiting, UnderWay, Good, Sent, Hand, Skipped, Bad };
LineMark lineMark(const RecallLine& line);

/// "All 9 as wanted", "2 of 9 not as wanted".
QString reportText(const recall::RecallReport& report);
bool isAsWanted(recall::Outcome outcome);

}  // namespace detent::desk
