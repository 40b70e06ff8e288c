// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/serial_device.h"

#include <libserialport.h>

#include <array>

namespace detent::links {
namespace {

std::string lastError() {
    char* raw = sp_last_error_message();
    std::string text = raw ? raw : "unknown error";
    sp_free_error_message(raw);
    return text;
}

struct PortDeleter {
    void operator()(sp_port* port) const { sp_free_port(port); }
};
using PortPtr = std::unique_ptr<sp_port, PortDeleter>;

std::string orEmpty(const char* text) { return text ? text : ""; }

class LibraryPort final : public SerialDevice {
public:
    LibraryPort(PortPtr port, std::string path, int baud) : m_port(std::move(port)), m_path(std::move(path)), m_baud(baud) {}
    ~LibraryPort() override { sp_close(m_port.get()); }

    Result<void> write(const std::string& bytes, const std::atomic<bool>& stop) override {
        const auto ownMs = static_cast<int>(bytes.size() * 11'000 / static_cast<std::size_t>(std::max(m_baud, 1)));
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(2 * ownMs + kWriteWaitMs);
        std::size_t sent = 0;
        while (sent < bytes.size() && !stop) {
            const sp_return took = sp_blocking_write(m_port.get(), bytes.data() + sent, bytes.size() - sent, 50);
            if (took < 0) return gone();
            sent += static_cast<std::size_t>(took);
            if (took == 0 && std::chrono::steady_clock::now() > until) {
                return Problem{Fault::Link, "serial " + m_path + " takes no bytes", "check the unit and its cable"};
            }
        }
        if (!stop && sp_drain(m_port.get()) != SP_OK) return gone();
        return {};
    }

    Result<std::string> read() override {
        std::array<char, 512> buffer;
        const sp_return got = sp_blocking_read_next(m_port.get(), buffer.data(), buffer.size(), kReadWaitMs);
        // A port that was hung up reads as silence for ever; asking how much waits tells.
        if (got < 0 || (got == 0 && sp_input_waiting(m_port.get()) < 0)) return gone();
        return std::string(buffer.data(), static_cast<std::size_t>(got));
    }

private:
    Problem gone() const { return {Fault::Link, "serial " + m_path + " is gone (" + lastError() + ")", "check the cable and open it again"}; }

    PortPtr m_port;
    std::string m_path;
    int m_baud;
};

std::optional<sp_parity> parityOf(char letter) {
    switch (letter) {
        case 'N': return SP_PARITY_NONE;
        case 'E': return SP_PARITY_EVEN;
        case 'O': return SP_PARITY_ODD;
        default: return std::nullopt;
    }
}

Result<void> configure(sp_port* port, const std::string& path, const profiles::SerialSettings& settings) {
    sp_port_config* config = nullptr;
    if (sp_new_config(&config) != SP_OK) return Problem{Fault::Link, "serial " + path + ": " + lastError(), ""};
    // Settings that are not named here stay as they are, DTR and RTS among them.
    sp_set_config_baudrate(config, settings.baud);
    sp_set_config_bits(config, settings.dataBits);
    sp_set_config_stopbits(config, settings.stopBits);
    if (const auto parity = parityOf(settings.parity)) sp_set_config_parity(config, *parity);
    sp_set_config_xon_xoff(config, SP_XONXOFF_DISABLED);
    sp_set_config_cts(config, SP_CTS_IGNORE);
    sp_set_config_dsr(config, SP_DSR_IGNORE);
    const sp_return done = sp_set_config(port, config);
    sp_free_config(config);
    if (done == SP_OK) return {};
    return Problem{Fault::Link, "serial " + path + " does not take " + std::to_string(settings.baud) + " baud, " + std::to_string(settings.dataBits) +
                   settings.parity + std::to_string(settings.stopBits) + " (" + lastError() + ")", "give another with ,baud=N"};
}

}  // namespace

Result<std::unique_ptr<SerialDevice>> openSerialPort(const std::string& path, const profiles::SerialSettings& settings) {
    sp_port* raw = nullptr;
    if (sp_get_port_by_name(path.c_str(), &raw) != SP_OK) {
        return Problem{Fault::Link, "there is no serial port " + path, "plug it in, or see `detent rack scan`"};
    }
    PortPtr port(raw);
    if (sp_open(raw, SP_MODE_READ_WRITE) != SP_OK) {
        return Problem{Fault::Link, "serial " + path + " cannot be opened (" + lastError() + ")", "close the program that uses it, or ask for the right to use it"};
    }
    if (auto configured = configure(raw, path, settings); !configured) {
        sp_close(raw);
        return configured.problem();
    }
    sp_flush(raw, SP_BUF_INPUT);
    return std::unique_ptr<SerialDevice>(std::make_unique<LibraryPort>(std::move(port), path, settings.baud));
}

std::vector<SerialPort> serialPorts() {
    std::vector<SerialPort> found;
    sp_port** list = nullptr;
    if (sp_list_ports(&list) != SP_OK) return found;
    for (sp_port** at = list; *at; ++at) {
        found.push_back({orEmpty(sp_get_port_name(*at)), orEmpty(sp_get_port_usb_serial(*at)), orEmpty(sp_get_port_description(*at))});
    }
    sp_free_port_list(list);
    return found;
}

}  // namespace detent::links
