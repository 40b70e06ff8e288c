// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/cli/detent_program.h"

namespace detent::test {

// The main job as checks, for the embedded rack and for one served on real ports. Called from a test function; failures are
// Qt Test's.

/// Snapshot of EQ and COMP as they stand and BOX as answered; then every control turned elsewhere. The snapshot's id.
QString takeAndScramble(const DetentProgram& detent);
/// "EQ.high.gain" -> text of every control now: the driven read back, BOX as it is known.
QMap<QString, QString> valuesNow(const DetentProgram& detent);

/// Snapshot, scramble, recall: driven Verified, by hand ConfirmedByHand, exit 0; undo brings the scramble back; undo again
/// the snapshot.
void everythingComesBack(const DetentProgram& detent);

/// Rows "unit" (EQ or COMP) and "kind" (rack serve --fault), each striking after so many messages: while a unit is read, or
/// moved.
void faultRows(const QList<int>& moments);
constexpr int kWhileRead = 3, kWhileMoved = 14;
/// After a recall with that fault: exit 1, no control that was not read back as wanted shows Verified, the message names the
/// unit and what to do, the others came back. `recall` may have ended well where the protocol heals the fault by reading
/// again.
void isHonest(const Finished& recall, const QString& unit, const QString& kind);

}  // namespace detent::test
