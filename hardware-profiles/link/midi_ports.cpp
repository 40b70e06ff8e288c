// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/midi_ports.h"

#include "hardware-profiles/link/make_link.h"
#include "hardware-profiles/link/midi_drivers.h"

#include <rtmidi/RtMidi.h>

#include <thread>

namespace detent::links {
namespace {

// RtMidi would print its warnings and then throw; with this it notes them, and whoever cares asks.
struct Trouble {
    std::string text;
    static void note(RtMidiError::Type type, const std::string& text, void* self) {
        if (type != RtMidiError::WARNING && type != RtMidiError::DEBUG_WARNING) static_cast<Trouble*>(self)->text = text;
    }
};

std::vector<RtMidi::Api> runningApis() {
    std::vector<RtMidi::Api> compiled, running;
    RtMidi::getCompiledApi(compiled);
    for (const RtMidi::Api api : compiled) {
        if (api == RtMidi::RTMIDI_DUMMY) continue;
        if (api == RtMidi::UNIX_JACK && !jackRuns()) continue;
        if (api == RtMidi::LINUX_ALSA && !alsaSequencerRuns()) continue;
        running.push_back(api);
    }
    std::stable_sort(running.begin(), running.end(), [](RtMidi::Api a, RtMidi::Api b) { return a == RtMidi::UNIX_JACK && b != RtMidi::UNIX_JACK; });
    return running;
}

template <typename Port>
std::vector<std::string> namesOf(Port& port) {
    std::vector<std::string> names;
    for (unsigned int i = 0, count = port.getPortCount(); i < count; ++i) names.push_back(port.getPortName(i));
    return names;
}

Problem noMidi() {
    return {Fault::Link, "no MIDI system runs on this computer", "start JACK, or load the ALSA sequencer (modprobe snd-seq)"};
}

class RtPair final : public MidiPair {
public:
    RtPair(RtMidi::Api api, const std::string& inName, const std::string& outName, Receive receive)
        : m_receive(std::move(receive)), m_in(api, inName), m_out(api, outName) {
        if (api == RtMidi::UNIX_JACK) m_jack.emplace();
        m_in.setErrorCallback(&Trouble::note, &m_trouble);
        m_out.setErrorCallback(&Trouble::note, &m_trouble);
        m_in.ignoreTypes(false, true, true);
        m_in.setCallback(&RtPair::received, this);
    }

    ~RtPair() override {
        m_in.closePort();
        m_out.closePort();
    }

    Result<void> connect(const std::string& outName, const std::string& inName) {
        const auto outs = namesOf(m_out), ins = namesOf(m_in);
        const auto out = matchPort(outs, outName, "output");
        if (!out) return out.problem();
        const auto in = matchPort(ins, inName.empty() ? outName : inName, "input");
        if (!in && !inName.empty()) return in.problem();
        m_name = m_outName = outs[*out];
        openWhole(m_out, *out, "out", m_outName);
        if (in) {
            m_inName = ins[*in];
            openWhole(m_in, *in, "in", m_inName);
        }
        return trouble(m_outName);
    }

    Result<void> openVirtual(const std::string& name) {
        m_name = name;
        m_in.openVirtualPort("in");
        m_out.openVirtualPort("out");
        return trouble(name);
    }

    Result<void> send(const std::string& message) override try {
        if (m_jack && m_jack->serverDied()) return ended();  // RtMidi would wait for ever for room in its buffer
        m_out.sendMessage(reinterpret_cast<const unsigned char*>(message.data()), message.size());
        return trouble(m_name);
    } catch (const RtMidiError& error) {
        return Problem{Fault::Link, "MIDI " + m_name + ": " + error.getMessage(), "open it again"};
    }

    Result<void> check() override try {
        if (m_jack && m_jack->serverDied()) return ended();
        if (!m_outName.empty() && !holds(namesOf(m_out), m_outName)) return gone(m_outName);
        if (!m_inName.empty() && !holds(namesOf(m_in), m_inName)) return gone(m_inName);
        return {};
    } catch (const RtMidiError& error) {
        return Problem{Fault::Link, "MIDI " + m_name + ": " + error.getMessage(), "open it again"};
    }

private:
    static void received(double, std::vector<unsigned char>* message, void* self) {
        const auto now = std::chrono::steady_clock::now();
        if (message && !message->empty()) static_cast<RtPair*>(self)->m_receive(std::string(message->begin(), message->end()), now);
    }
    /// Returns when the connection carries messages.
    template <typename Port>
    void openWhole(Port& port, std::size_t index, const char* own, const std::string& far) {
        constexpr std::chrono::milliseconds kPatience{1000}, kPeriod{2};
        const std::size_t before = m_jack ? m_jack->connectionsOf(far) : 0;
        port.openPort(static_cast<unsigned int>(index), own);
        const auto until = std::chrono::steady_clock::now() + kPatience;
        while (m_jack && m_jack->connectionsOf(far) <= before && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(kPeriod);
    }
    static bool holds(const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    }
    Problem ended() const { return {Fault::Link, "MIDI " + m_name + " is gone: the JACK server ended", "start JACK and open it again"}; }
    static Problem gone(const std::string& port) {
        return {Fault::Link, "MIDI " + port + " is gone", "plug it in, or start its program, and open it again"};
    }
    Result<void> trouble(const std::string& port) {
        if (m_trouble.text.empty()) return {};
        return Problem{Fault::Link, "MIDI " + port + ": " + std::exchange(m_trouble.text, {}), "plug it in and open it again"};
    }

    Receive m_receive;
    Trouble m_trouble;
    RtMidiIn m_in;
    RtMidiOut m_out;
    std::optional<JackWatch> m_jack;
    std::string m_name;               // for people
    std::string m_outName, m_inName;  // of the ports connected to; empty for ports of our own
};

}  // namespace

Result<std::unique_ptr<MidiPair>> openMidiPair(const std::string& out, const std::string& in, MidiPair::Receive receive) try {
    Problem last = noMidi();
    for (const RtMidi::Api api : runningApis()) {
        if (api == RtMidi::UNIX_JACK) {
            if (const auto there = matchPort(jackMidiInputs(), out, "output"); !there) {
                last = there.problem();
                continue;
            }
        }
        auto pair = std::make_unique<RtPair>(api, "detent-in", "detent-out", receive);
        const auto connected = pair->connect(out, in);
        if (connected) return std::unique_ptr<MidiPair>(std::move(pair));
        last = connected.problem();
    }
    return last;
} catch (const RtMidiError& error) {
    return Problem{Fault::Link, "MIDI " + out + ": " + error.getMessage(), "see `detent rack scan`"};
}

Result<std::unique_ptr<MidiPair>> openVirtualMidiPair(const std::string& name, MidiPair::Receive receive) try {
    const auto apis = runningApis();
    if (apis.empty()) return noMidi();
    auto pair = std::make_unique<RtPair>(apis.front(), name, apis.front() == RtMidi::UNIX_JACK ? name + "-out" : name, std::move(receive));
    if (auto opened = pair->openVirtual(name); !opened) return opened.problem();
    return std::unique_ptr<MidiPair>(std::move(pair));
} catch (const RtMidiError& error) {
    return Problem{Fault::Link, "MIDI " + name + ": " + error.getMessage(), "choose another name"};
}

MidiPorts midiPorts() {
    MidiPorts ports;
    for (const RtMidi::Api api : runningApis()) {
        try {
            RtMidiIn in(api, "detent-looks");
            RtMidiOut out(api, "detent-looks");
            const auto ins = namesOf(in), outs = namesOf(out);
            ports.in.insert(ports.in.end(), ins.begin(), ins.end());
            ports.out.insert(ports.out.end(), outs.begin(), outs.end());
        } catch (const RtMidiError&) {
            // It stopped since we looked: it lists nothing.
        }
    }
    return ports;
}

}  // namespace detent::links
