// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long a recall takes against the least its wires need: every control of 1, 8 and 32 units moves, on parallel wires
// paced at their baud rate, in memory and through pseudo-terminals. The median of the repeats has to stay within 5 %. With
// --jack and a JACK server (for instance jackd -d dummy -p 128) MIDI through it is told too; its period adds to each
// exchange. Any other word runs the rows alone whose title has it.
#include "hardware-profiles/link/make_link.h"
#include "hardware-profiles/link/virtual_ports.h"
#include "hardware-profiles/profile/profile_library.h"
#include "hardware-profiles/virtual/virtual_unit.h"
#include "recall/run/conductor.h"
#include "recall/run/verify.h"
#include "recall/run/wire_time.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>

using namespace detent;

namespace {

constexpr int kRepeats = 5;
constexpr double kMost = 1.05;

enum class Way { Memory, Pty, Jack };

/// A kind of unit and the wire each of them hangs on; %s is the wire's name.
struct Kind {
    const char* title;
    const char* profile;
    const char* link;
    Way way;
};
constexpr Kind kKinds[] = {
    {"EQ-3, memory, 115200 8N1", "detent.eq3", "serial:%s", Way::Memory},
    {"EQ-3, memory, 38400 8O1", "detent.eq3", "serial:%s,baud=38400,parity=O", Way::Memory},
    {"EQ-3, memory, 9600 8N1", "detent.eq3", "serial:%s,baud=9600", Way::Memory},
    {"VC-2, memory, MIDI 31250", "detent.vc2", "midi:%s", Way::Memory},
    {"EQ-3, pty, 115200 8N1", "detent.eq3", "serial:%s", Way::Pty},
    {"EQ-3, pty, 38400 8O1", "detent.eq3", "serial:%s,baud=38400,parity=O", Way::Pty},
    {"EQ-3, pty, 9600 8N1", "detent.eq3", "serial:%s,baud=9600", Way::Pty},
    {"VC-2, JACK MIDI", "detent.vc2", "midi:%s:in,in=%s-out:out", Way::Jack},
};

std::string filled(std::string text, const std::string& name) {
    for (auto at = text.find("%s"); at != std::string::npos; at = text.find("%s")) text.replace(at, 2, name);
    return text;
}

class PacedRack {
public:
    PacedRack(const Kind& kind, int count) : m_way(kind.way) {
        static const auto library = profiles::ProfileLibrary::load();
        const auto profile = library.find(kind.profile);
        const auto folder = std::filesystem::temp_directory_path() / "detent_bench_recall_time";
        if (m_way == Way::Pty) std::filesystem::create_directories(folder);
        for (int i = 0; i < count; ++i) {
            const std::string wire = "detent-bench-" + std::to_string(i);
            recall::KnownUnit known;
            known.unit.id = {"unit " + std::to_string(i)};
            known.unit.name = known.unit.id.text;
            known.unit.profileId = profile->id;
            known.unit.link = filled(kind.link, m_way == Way::Pty ? (folder / wire).string() : wire);
            known.unit.position = i + 1;
            known.profile = profile;
            Gear& gear = m_gear[known.unit.id.text];
            gear.wireName = wire;
            if (auto made = virt::makeVirtualUnit(profile, {}, {})) gear.unit = std::move(*made);
            if (m_way != Way::Memory) serve(gear, known);
            m_known.push_back(std::move(known));
        }
    }

    const std::vector<recall::KnownUnit>& known() const { return m_known; }

    recall::LinkMaker maker() {
        return
            [this](const recall::Unit& unit, const profiles::Profile& profile) -> Result<std::unique_ptr<profiles::Link>> {
                if (m_way != Way::Memory) return links::makeLink(*profiles::LinkAddress::parse(unit.link), profile);
                Gear& gear = m_gear.at(unit.id.text);
                auto [host, end] = links::makeMemoryWire(unit.link, recall::msPerByte(unit, profile));
                gear.wire = std::move(end);
                if (auto served = virt::Served::start(*gear.unit, *gear.wire)) gear.served = std::move(*served);
                return std::move(host);
            };
    }

    /// Every control somewhere else.
    void scramble() {
        for (auto& [name, gear] : m_gear) {
            for (const auto& control : gear.unit->profile().controls) {
                const auto& scale = control.scale;
                const auto at = gear.unit->settings().at(control.id);
                gear.unit->turn(control.id, at == scale.minCode() ? scale.maxCode() : scale.minCode());
            }
        }
    }

private:
    struct Gear {
        std::string wireName;
        std::unique_ptr<virt::VirtualUnit> unit;
        std::unique_ptr<profiles::Link> wire;
        std::unique_ptr<virt::Served> served;
    };

    void serve(Gear& gear, const recall::KnownUnit& known) {
        const auto address = *profiles::LinkAddress::parse(known.unit.link);
        auto end = m_way == Way::Pty ? links::openPtyServer(address.target, recall::msPerByte(known.unit, *known.profile))
                                     : links::openMidiServer(gear.wireName);
        if (!end) return;
        gear.wire = std::move(*end);
        if (auto served = virt::Served::start(*gear.unit, *gear.wire)) gear.served = std::move(*served);
    }

    Way m_way;
    std::vector<recall::KnownUnit> m_known;
    std::map<std::string, Gear> m_gear;
};

/// Prints one line; is it fast enough, with every control verified?
bool measure(const Kind& kind, int count) {
    PacedRack rack(kind, count);
    recall::Conductor conductor(rack.known(), rack.maker(), [] { return recall::UtcMs{0}; }, {});
    if (const auto failed = conductor.open(); !failed.empty()) {
        std::printf("%s: %s\n", kind.title, failed.front().second.text().c_str());
        return false;
    }
    std::vector<double> ratios;
    recall::RecallReport report;
    std::size_t wanting = 0;
    for (int i = 0; i < kRepeats; ++i) {
        conductor.readAll();
        recall::Snapshot wanted;
        wanted.units = recall::captured(conductor.units());
        rack.scramble();
        conductor.readAll();
        report = conductor.recall(recall::makePlan(wanted, conductor.units()));
        wanting +=
            static_cast<std::size_t>(std::count_if(report.outcomes.begin(), report.outcomes.end(),
                                                   [](const auto& outcome) { return !recall::allAsWanted({outcome}); }));
        ratios.push_back(report.seconds / report.wireSeconds);
    }
    std::sort(ratios.begin(), ratios.end());
    const double median = ratios[kRepeats / 2];
    std::printf("%-25s %2d units %3zu controls  least %.3f s  took %.3f s  ratio %.3f (%.3f to %.3f)", kind.title, count,
                report.outcomes.size(), report.wireSeconds, report.seconds, median, ratios.front(), ratios.back());
    std::printf(wanting > 0 ? "  NOT AS WANTED: %zu\n" : "\n", wanting);
    std::fflush(stdout);
    return kind.way == Way::Jack || (median <= kMost && wanting == 0);
}

}  // namespace

int main(int argc, char** argv) {
    bool jack = false, all = true;
    const char* only = "";
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--jack") == 0) jack = true;
        else only = argv[i];
    }
    for (const Kind& kind : kKinds) {
        if ((kind.way == Way::Jack && !jack) || !std::strstr(kind.title, only)) continue;
        for (const int count : {1, 8, 32}) all = measure(kind, count) && all;
    }
    if (!all) std::printf("above %.2f, or not all verified\n", kMost);
    return all ? 0 : 1;
}
