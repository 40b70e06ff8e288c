// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent rack scan: what is plugged in now.
#include "app/cli/context.h"

#include "hardware-profiles/link/make_link.h"

namespace detent::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Json scanSerial(Rows& rows) {
    Json all = Json::array();
    for (const links::SerialPort& port : links::serialPorts()) {
        Json one = {{"path", port.path}, {"description", port.description}, {"link", port.link()}};
        if (!port.usbSerial.empty()) one["usb_serial"] = port.usbSerial;
        all.push_back(one);
        rows.push_back({"serial", port.path, port.link(), port.description});
    }
    return all;
}

Json scanMidi(Rows& rows) {
    const links::MidiPorts ports = links::midiPorts();
    for (const auto& name : ports.out) rows.push_back({"MIDI out", name});
    for (const auto& name : ports.in) rows.push_back({"MIDI in", name});
    return {{"in", ports.in}, {"out", ports.out}};
}

Json scanAudio(Rows& rows) {
    Json all = Json::array();
    for (const auto& device : audio::makeRtAudioBackend()->devices()) {
        std::vector<std::string> rates;
        for (const double rate : device.ratesHz) rates.push_back(fixed(rate, 0));
        all.push_back({{"name", device.name},
                       {"inputs", device.inputs},
                       {"outputs", device.outputs},
                       {"rates", device.ratesHz},
                       {"one_clock", device.oneClock}});
        rows.push_back({"audio", device.name,
                        std::to_string(device.inputs) + " in, " + std::to_string(device.outputs) + " out",
                        joined(rates) + " Hz"});
    }
    return all;
}

Result<int> scanRack(Context& context) {
    Rows rows;
    Json found;
    found["serial"] = scanSerial(rows);
    found["midi"] = scanMidi(rows);
    found["network"] = Json::array();  // OSC and line protocols cannot be asked who is there
    found["audio"] = scanAudio(rows);
    rows.push_back({"network", "not looked for; a unit there has its address, tcp:HOST:PORT or udp:HOST:PORT"});
    context.print(found, table(rows));
    return 0;
}

}  // namespace

void addRackScan(CLI::App& noun, Context& context) {
    addVerb(noun, context, "scan", "what is plugged in now", [&context] { return scanRack(context); });
}

}  // namespace detent::cli
