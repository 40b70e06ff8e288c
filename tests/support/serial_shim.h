// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <termios.h>
#include <vector>

namespace detent::test {

/// Stands between the serial library and the system. Linking it makes pseudo-terminals answer as serial ports do: they get
/// control lines, which this keeps, and what the library asks of them is written down. POSIX only; one thread at a time.
struct SerialShim {
    std::vector<termios> settings;  ///< each tcsetattr, in order
    int lines = 0;                  ///< TIOCM_DTR and the others, as they stand now
    int lineWrites = 0;             ///< how often any were written

    static SerialShim& instance();
};

}  // namespace detent::test
