// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/serial_link.h"

#include "dsp/base/place_file.h"

namespace detent::links {
namespace {

// Two names of one port are one key.
std::string canonical(const std::string& path) {
    std::error_code failed;
    const auto real = std::filesystem::weakly_canonical(pathFromText(path), failed);
    return failed ? path : pathText(real);
}

Result<std::unique_ptr<SerialDevice>> openEither(const std::string& path, const profiles::SerialSettings& settings) {
    return isPseudoTerminal(path) ? openPseudoTerminal(path) : openSerialPort(path, settings);
}

bool looksLikePath(const std::string& target) {
    return target.find_first_of("/\\") != std::string::npos || target.starts_with("COM");
}

}  // namespace

Result<std::string> resolveSerial(const std::string& target, const std::vector<SerialPort>& present) {
    std::string here;
    std::vector<std::string> found;
    for (const SerialPort& port : present) {
        if (!port.usbSerial.empty() && port.usbSerial == target) found.push_back(port.path);
        here += (here.empty() ? "" : ", ") + port.path + (port.usbSerial.empty() ? "" : " (" + port.usbSerial + ")");
    }
    if (found.size() == 1) return found.front();
    if (found.size() > 1)
        return Problem{Fault::Link, "several serial ports have the USB serial number " + target + ": " + here, "give the unit's path instead"};
    if (looksLikePath(target)) return target;
    return Problem{Fault::Link, "no serial port with the USB serial number " + target + " is plugged in",
                   here.empty() ? "plug it in" : "plug it in; there are: " + here};
}

SerialLink::SerialLink(const std::string& target, profiles::SerialSettings settings, Opener opener)
    : LinkThread("serial " + target), m_target(target), m_settings(settings), m_opener(opener ? std::move(opener) : openEither) {}

SerialLink::~SerialLink() { closeNow(); }

Result<void> SerialLink::takePort() {
    const auto path = resolveSerial(m_target, serialPorts());
    if (!path) return path.problem();
    auto owner = PortOwner::take("serial:" + canonical(*path), "serial port " + m_target);
    if (!owner) return owner.problem();
    auto device = m_opener(*path, m_settings);
    if (!device) return device.problem();
    m_owner.emplace(std::move(*owner));
    m_device = std::move(*device);
    m_stopReading = false;
    m_reader = std::thread([this] { readOn(); });
    return {};
}

void SerialLink::readOn() {
    while (!m_stopReading) {
        auto bytes = m_device->read();
        const auto at = Clock::now();
        if (!bytes) return lost(bytes.problem().text());
        if (!bytes->empty()) arrived(std::move(*bytes), at);
    }
}

Result<void> SerialLink::transmit(const std::string& bytes) { return m_device->write(bytes, stopFlag()); }

void SerialLink::releasePort() {
    m_stopReading = true;
    m_reader.join();
    m_device.reset();
    m_owner.reset();
}

}  // namespace detent::links
