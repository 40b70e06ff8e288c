// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/link/make_link.h"

#include <atomic>

namespace detent::links {

/// An open serial port, or a pseudo-terminal standing for one. One thread reads, one writes; it closes when destroyed.
class SerialDevice {
public:
    virtual ~SerialDevice() = default;
    /// Returns when the bytes have left, or early where `stop` becomes true. Errors: Fault::Link.
    virtual Result<void> write(const std::string& bytes, const std::atomic<bool>& stop) = 0;
    /// What has come, waiting at most kReadWaitMs for the first byte; may be empty. Errors: Fault::Link: the port is gone.
    virtual Result<std::string> read() = 0;

    static constexpr int kReadWaitMs = 20;
    static constexpr int kWriteWaitMs = 2000;  ///< beyond the bytes' own time, until a port that takes nothing is given up
};

/// Control lines are left as they are where the system allows; no flow control.
/// Errors: Fault::Link: missing, refused, or a setting the port does not take.
Result<std::unique_ptr<SerialDevice>> openSerialPort(const std::string& path, const profiles::SerialSettings& settings);

/// Is it a pseudo-terminal? Those have no control lines, which the serial library insists on reading. Links are followed.
bool isPseudoTerminal(const std::string& path);
Result<std::unique_ptr<SerialDevice>> openPseudoTerminal(const std::string& path);

}  // namespace detent::links
