// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/link/link_thread.h"
#include "hardware-profiles/link/port_owner.h"
#include "hardware-profiles/link/serial_device.h"

namespace detent::links {

/// The port now meant by `target`: that of the USB device with this serial number, else the path itself. Errors: Fault::Link.
Result<std::string> resolveSerial(const std::string& target, const std::vector<SerialPort>& present);

/// The profile's `settings` with the address's options over them. Errors: Fault::Usage: an option that no serial port has.
Result<profiles::SerialSettings> serialSettings(const profiles::LinkAddress& address, profiles::SerialSettings settings);

/// A serial port as a Link: a thread of its own reads, so that arrivals are stamped at once.
class SerialLink final : public LinkThread {
public:
    using Opener = std::function<Result<std::unique_ptr<SerialDevice>>(const std::string& path, const profiles::SerialSettings&)>;

    /// Without an opener, pseudo-terminals are opened as such and all else through the serial library.
    SerialLink(const std::string& target, profiles::SerialSettings settings, Opener opener = {});
    ~SerialLink() override;

private:
    Result<void> takePort() override;
    Result<void> transmit(const std::string& bytes) override;
    void releasePort() override;
    void readOn();

    std::string m_target;
    profiles::SerialSettings m_settings;
    Opener m_opener;
    std::optional<PortOwner> m_owner;
    std::unique_ptr<SerialDevice> m_device;
    std::atomic<bool> m_stopReading{false};
    std::thread m_reader;
};

}  // namespace detent::links
