// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/switchboard.h"

namespace detent::recall {

/// Reads the panels that a person turns, again and again, until each control stands as wanted or is given up. One thread.
class PanelWatch {
public:
    using Tell = std::function<void(const std::vector<Watched>&)>;
    using Ended =
        std::function<void(std::size_t step, Outcome outcome, const std::string& message, std::optional<Code> read)>;

    PanelWatch(Knowledge& knowledge, Switchboard& board, const Tell& tell, Ended ended)
        : m_knowledge(knowledge), m_board(board), m_tell(tell), m_ended(std::move(ended)) {}

    /// Can this step be watched here and now?
    bool takes(const Step& step, std::size_t unit) const;
    /// `index` goes with what `Ended` is told. The unit is open.
    void add(std::size_t index, const Step& step, std::size_t unit);

    /// Once a turn of the switchboard: ends what stands as wanted, tells what has changed and reads on. True while
    /// anything is watched.
    bool goOn();
    void leave(const UnitId& unit, const std::string& control);
    void leaveAll(const std::string& why);

private:
    struct Entry {
        std::size_t index = 0, unit = 0;
        Watched watched;
    };
    void end(const Entry& entry, Outcome outcome, const std::string& message);
    void look(Entry& entry) const;
    bool endsNow(const Entry& entry);
    void read(std::size_t unit);

    Knowledge& m_knowledge;
    Switchboard& m_board;
    const Tell& m_tell;
    Ended m_ended;
    std::vector<Entry> m_entries;
    std::set<std::size_t> m_reading;               // units that are being read
    std::map<std::size_t, SteadyMs> m_nextReadAt;  // by unit
    bool m_changed = false;
};

}  // namespace detent::recall
