// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/switchboard.h"

#include <set>

namespace detent::recall {

/// Reads all that open units tell, side by side: by their dumps, and one by one what those leave open.
class RackReader {
public:
    RackReader(Knowledge& knowledge, Switchboard& board) : m_knowledge(knowledge), m_board(board) {}

    /// An outcome for each readable control of the units that are open: Verified where it could be read. In rack order.
    std::vector<ControlOutcome> read(const std::vector<std::size_t>& units);

private:
    /// How often a dump said that a control stands at a code.
    using Heard = std::map<std::string, std::map<Code, int>>;

    void askForDumps(const std::vector<std::size_t>& units);
    std::set<std::string> expectedOf(std::size_t unit, const std::string& message) const;
    void take(std::size_t unit, const std::vector<profiles::Reading>& readings);
    bool needsDump(std::size_t unit) const;
    void readOneByOne(std::size_t unit);
    std::set<std::string> toRead(std::size_t unit) const;
    void end(std::size_t unit, const std::string& control, Outcome outcome, const std::string& message,
             std::optional<Code> read);

    Knowledge& m_knowledge;
    Switchboard& m_board;
    std::map<std::size_t, Heard> m_heard;
    std::map<std::size_t, std::map<std::string, ControlOutcome>> m_ended;
};

}  // namespace detent::recall
