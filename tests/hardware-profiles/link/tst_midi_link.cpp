// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// MIDI through RtMidi and a JACK server of the test's own.
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/link/make_link.h"
#include "hardware-profiles/link/virtual_ports.h"
#include "tests/support/jack_server.h"
#include "tests/support/link_log.h"

#include <QTest>
#include <jack/jack.h>
#include <jack/midiport.h>

#include <deque>

using namespace detent;
using namespace std::chrono_literals;
using test::JackServer;
using test::LinkLog;

namespace {

const std::string kUnit = "VC-2 under test";  // no other test's

std::string bytes(const char* hex) {
    return QByteArray::fromHex(hex).toStdString();
}

std::unique_ptr<profiles::Link> host(const std::string& out, const std::string& in = {}) {
    profiles::LinkAddress address{profiles::LinkAddress::Kind::Midi, out, {}};
    if (!in.empty()) address.options["in"] = in;
    return links::makeLink(address, {}).value();
}

bool holds(const std::vector<std::string>& names, const std::string& part) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return name.find(part) != std::string::npos; });
}

/// Puts bytes on a JACK MIDI port as they are, one event a period; what RtMidi sends is always whole and clean.
class RawPort {
public:
    RawPort() : m_client(jack_client_open("raw", JackNoStartServer, nullptr)) {
        if (!m_client) qFatal("no JACK client");
        m_port = jack_port_register(m_client, "out", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput, 0);
        jack_set_process_callback(
            m_client, [](jack_nframes_t frames, void* self) { return static_cast<RawPort*>(self)->process(frames); }, this);
        jack_activate(m_client);
    }
    ~RawPort() { jack_client_close(m_client); }
    void say(const char* hex) {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(bytes(hex));
    }

private:
    int process(jack_nframes_t frames) {
        void* buffer = jack_port_get_buffer(m_port, frames);
        jack_midi_clear_buffer(buffer);
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        if (!lock || m_events.empty()) return 0;
        const std::string& event = m_events.front();
        jack_midi_event_write(buffer, 0, reinterpret_cast<const jack_midi_data_t*>(event.data()), event.size());
        m_events.pop_front();
        return 0;
    }

    jack_client_t* m_client;
    jack_port_t* m_port = nullptr;
    std::mutex m_mutex;
    std::deque<std::string> m_events;
};

}  // namespace

class TestMidiLink : public QObject {
    Q_OBJECT

    std::unique_ptr<JackServer> m_jack;

private slots:
    void initTestCase() {
        if (!JackServer::isInstalled()) QSKIP("jackd is not installed");
        auto jack = JackServer::start();
        QVERIFY2(jack.ok(), jack.ok() ? "" : jack.problem().text().c_str());
        m_jack = std::move(*jack);
    }

    void messagesGoBothWaysOneAnEvent() {
        LinkLog unitLog, hostLog;
        const auto unit = links::openMidiServer(kUnit);
        QVERIFY(unit.ok());
        QVERIFY((*unit)->open(unitLog.handler()).ok());
        const auto link = host(kUnit);
        const auto opened = link->open(hostLog.handler());
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.problem().text().c_str());
        link->send(bytes("B0 63 44 62 00 06 00 26 64"), 0ms);  // running status is no matter of drivers
        link->send(bytes("F0 7D 44 32 00 01 00 F7"), 0ms);
        QVERIFY(unitLog.waitFor(LinkLog::Kind::Received, 5));
        const auto came = unitLog.all(LinkLog::Kind::Received);
        QCOMPARE(came.size(), std::size_t(5));
        QCOMPARE(came[0].bytes, bytes("B0 63 44"));
        QCOMPARE(came[3].bytes, bytes("B0 26 64"));
        QCOMPARE(came[4].bytes, bytes("F0 7D 44 32 00 01 00 F7"));
        (*unit)->send(bytes("F0 7D 44 32 00 02 00 00 64 6D F7"), 0ms);
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Received));
        QCOMPARE(hostLog.received(), bytes("F0 7D 44 32 00 02 00 00 64 6D F7"));
    }

    void aLongDumpArrivesWhole() {
        LinkLog unitLog, hostLog;
        const auto unit = links::openMidiServer(kUnit);
        QVERIFY((*unit)->open(unitLog.handler()).ok());
        const auto link = host(kUnit);
        QVERIFY(link->open(hostLog.handler()).ok());
        std::string dump = "\xF0\x7D";
        for (int i = 0; i < 1500; ++i) dump += static_cast<char>(i % 128);
        dump += '\xF7';
        (*unit)->send(dump, 0ms);
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Received));
        QVERIFY(hostLog.received() == dump);
    }

    void whatComesInPiecesWithClocksBetweenIsUnderstood() {
        LinkLog unitLog, hostLog;
        const auto unit = links::openMidiServer(kUnit);
        QVERIFY((*unit)->open(unitLog.handler()).ok());
        RawPort raw;
        const auto link = host(kUnit, "raw:out");
        const auto opened = link->open(hostLog.handler());
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.problem().text().c_str());
        for (const char* piece : {"F8", "FE", "F0 7D 44", "F8", "32 00 02", "FE", "00 00 64", "6D F7"}) raw.say(piece);
        for (const char* piece : {"B0 63 44 62 00", "FE", "B0 06 01", "F8", "C0 05"}) raw.say(piece);
        QVERIFY(hostLog.waitUntil(
            [](const LinkLog::Events& events) { return !events.empty() && events.back().bytes == bytes("C0 05"); }));
        profiles::Profile midi;
        midi.transport = profiles::Transport::Midi;
        midi.framing.kind = profiles::Framing::Kind::Midi;
        profiles::Framer framer(midi);
        std::vector<std::string> messages;
        for (const auto& event : hostLog.all(LinkLog::Kind::Received)) {
            for (std::string& message : framer.feed(event.bytes)) messages.push_back(std::move(message));
        }
        const std::vector<std::string> expected = {bytes("F0 7D 44 32 00 02 00 00 64 6D F7"), bytes("B0 63 44"),
                                                   bytes("B0 62 00"), bytes("B0 06 01"), bytes("C0 05")};
        QCOMPARE(messages, expected);
    }

    void theGapAfterEachMessageIsKept() {
        LinkLog unitLog, hostLog;
        const auto unit = links::openMidiServer(kUnit);
        QVERIFY((*unit)->open(unitLog.handler()).ok());
        const auto link = host(kUnit);
        QVERIFY(link->open(hostLog.handler()).ok());
        const auto begin = std::chrono::steady_clock::now();
        link->send(bytes("B0 26 01"), 60ms);
        link->send(bytes("B0 26 02"), 0ms);
        QVERIFY(unitLog.waitFor(LinkLog::Kind::Received, 2));
        const auto came = unitLog.all(LinkLog::Kind::Received);
        QVERIFY(came[1].at - begin >= 60ms);
        QVERIFY(came[1].at - begin < 1s);
    }

    void portsAreListedWhileTheyAreThere() {
        {
            LinkLog unitLog;
            const auto unit = links::openMidiServer("Colour 9");
            QVERIFY((*unit)->open(unitLog.handler()).ok());
            const auto ports = links::midiPorts();
            QVERIFY(holds(ports.out, "Colour 9:in"));
            QVERIFY(holds(ports.in, "Colour 9-out:out"));
        }
        QVERIFY(!holds(links::midiPorts().out, "Colour 9"));
    }

    void aPortThatIsNotThereIsSaidWithWhatIs() {
        LinkLog unitLog, hostLog;
        const auto unit = links::openMidiServer(kUnit);
        QVERIFY((*unit)->open(unitLog.handler()).ok());
        const auto opened = host("BOUM")->open(hostLog.handler());
        QVERIFY(!opened.ok());
        QVERIFY2(opened.problem().text().find("BOUM") != std::string::npos &&
                     opened.problem().text().find(kUnit + ":in") != std::string::npos,
                 opened.problem().text().c_str());
        QVERIFY(!host(kUnit, "BOUM")->open(hostLog.handler()).ok());
    }

    void oneLinkOwnsAPort() {
        LinkLog unitLog, hostLog;
        const auto unit = links::openMidiServer(kUnit);
        QVERIFY((*unit)->open(unitLog.handler()).ok());
        const auto link = host(kUnit), other = host(kUnit);
        QVERIFY(link->open(hostLog.handler()).ok());
        QVERIFY(!other->open(hostLog.handler()).ok());
        link->close();
        QVERIFY(other->open(hostLog.handler()).ok());
        other->close();
    }

    void whenTheUnitsPortGoesTheHostIsLostWithinASecond() {
        LinkLog unitLog, hostLog;
        auto unit = links::openMidiServer(kUnit);
        QVERIFY((*unit)->open(unitLog.handler()).ok());
        const auto link = host(kUnit);
        QVERIFY(link->open(hostLog.handler()).ok());
        (*unit)->close();
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Lost, 1, 1s));
        QVERIFY(hostLog.all(LinkLog::Kind::Lost).front().bytes.find(kUnit) != std::string::npos);
    }

    void whenTheServerDiesBothEndsAreLostWithinASecond() {
        LinkLog unitLog, hostLog;
        const auto unit = links::openMidiServer(kUnit);
        QVERIFY((*unit)->open(unitLog.handler()).ok());
        const auto link = host(kUnit);
        QVERIFY(link->open(hostLog.handler()).ok());
        m_jack->kill();
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Lost, 1, 1s));
        QVERIFY(unitLog.waitFor(LinkLog::Kind::Lost, 1, 1s));
        link->close();
        (*unit)->close();
        QVERIFY(!host(kUnit)->open(hostLog.handler()).ok());
        QVERIFY(links::midiPorts().out.empty());
    }

    void aServerStartedAgainIsFoundAgain() {
        auto jack = JackServer::start();
        QVERIFY2(jack.ok(), jack.ok() ? "" : jack.problem().text().c_str());
        m_jack = std::move(*jack);
        messagesGoBothWaysOneAnEvent();
    }
};

QTEST_GUILESS_MAIN(TestMidiLink)
#include "tst_midi_link.moc"
