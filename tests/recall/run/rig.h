// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/link/make_link.h"
#include "hardware-profiles/profile/profile_library.h"
#include "hardware-profiles/virtual/virtual_unit.h"
#include "recall/run/conductor.h"
#include "tests/recall/run/gear.h"

#include <chrono>
#include <mutex>
#include <set>
#include <thread>

namespace detent::gear {

/// A rack in the small: virtual units on in-memory wires, an EQ, a compressor and a box set by hand. Gaps, settling and the
/// wait for replies are shorter than in their profiles, so that the tests are not held up.
class Rig {
public:
    static constexpr int kQuickReplyMs = 150, kQuickGapMs = 1, kQuickSettleMs = 5;

    Rig() {
        add("EQ", "detent.eq3", "virtual");
        add("Comp", "detent.vc2", "virtual");
        add("Colour", "detent.hc1", "none");
    }

    std::vector<recall::KnownUnit> units;
    std::set<std::string> refusing;  ///< units whose port is taken by another process

    virt::VirtualUnit& unit(const std::string& name) { return *m_gear.at(name).unit; }
    recall::UnitId id(const std::string& name) const { return {"id-" + name}; }
    recall::KnownUnit& known(const std::string& name) {
        return *std::find_if(units.begin(), units.end(),
                             [&](const recall::KnownUnit& one) { return one.unit.name == name; });
    }

    void add(const std::string& name, const std::string& profileId, const std::string& link) {
        static const ProfileLibrary library = ProfileLibrary::load();
        auto profile = std::make_shared<Profile>(*library.find(profileId));
        for (Message& message : profile->messages) message.replyMs = std::min(message.replyMs, kQuickReplyMs);
        profile->timing.gapMs = std::min(profile->timing.gapMs, kQuickGapMs);
        profile->timing.settleMs = std::min(profile->timing.settleMs, kQuickSettleMs);
        auto made = virt::makeVirtualUnit(profile, {}, {});
        assert(made);
        m_gear[name].unit = std::move(*made);
        units.push_back(gear::unit(name, profile, link, static_cast<int>(units.size()) + 1));
    }

    recall::LinkMaker maker() {
        return [this](const recall::Unit& unit, const Profile& profile) -> Result<std::unique_ptr<Link>> {
            if (profile.transport == Transport::None) return std::unique_ptr<Link>();
            if (refusing.contains(unit.name))
                return Problem{Fault::Link, "the port is in use by another program (process 4711)", "close it there"};
            auto [host, device] = links::makeMemoryWire("wire of " + unit.name);
            Gear& here = m_gear.at(unit.name);
            here.served.reset();
            here.wire = std::move(device);
            auto served = virt::Served::start(*here.unit, *here.wire);
            if (!served) return served.problem();
            here.served = std::move(*served);
            return std::move(host);
        };
    }

    /// Pulls the plug.
    void unplug(const std::string& name) {
        m_gear.at(name).served.reset();
        m_gear.at(name).wire.reset();
    }

    /// Turns every control of every unit somewhere else, and tells nobody.
    void scramble(unsigned seed) {
        for (auto& [name, here] : m_gear) {
            unsigned step = seed;
            for (const Control& control : here.unit->profile().controls)
                here.unit->turn(control.id, elsewhere(control, here.unit->settings().at(control.id), ++step));
        }
    }

    static Code elsewhere(const Control& control, Code from, unsigned by) {
        const auto& scale = control.scale;
        const auto count = scale.count();
        Code to = scale.minCode();
        std::int64_t place = 0;
        while (to != from) to = scale.stepped(scale.minCode(), ++place);
        return scale.stepped(scale.minCode(), (place + 1 + by % (count - 1)) % count);
    }

    /// Every control of every unit: "EQ.low.gain" to its code.
    std::map<std::string, Code> standing() const {
        std::map<std::string, Code> all;
        for (const auto& [name, here] : m_gear) {
            for (const auto& [control, code] : here.unit->settings()) all[name + "." + control] = code;
        }
        return all;
    }

private:
    struct Gear {
        std::unique_ptr<virt::VirtualUnit> unit;
        std::unique_ptr<Link> wire;
        std::unique_ptr<virt::Served> served;
    };
    std::map<std::string, Gear> m_gear;
};

/// What a conductor told, in order, and the person who answers it.
class Diary {
public:
    std::function<recall::Answer(const recall::Step&)> person = [](const recall::Step&) { return recall::Answer::Done; };

    recall::Observer observer() {
        recall::Observer told;
        told.phaseStarted = [this](recall::Phase phase) { note(std::string("phase ") + recall::name(phase)); };
        told.stepStarted = [this](const recall::Step& step) { note("start " + step.unitName + "." + step.control); };
        told.stepEnded = [this](const recall::Step& step, const recall::ControlOutcome&) {
            note("end " + step.unitName + "." + step.control);
        };
        told.learned = [this](const recall::UnitId&, const std::vector<recall::ControlValue>& values) {
            for (const auto& value : values)
                note("learned " + value.control + " " + value.text + " " + recall::name(value.quality));
        };
        told.ask = [this](const recall::Step& step) { return person(step); };
        told.mute = [this](bool mute) { note(mute ? "mute" : "open"); };
        told.linkChanged = [this](const recall::UnitId& unit, bool up, const std::string& why) {
            note((up ? "up " : "down ") + unit.text + " " + why);
        };
        return told;
    }

    void note(const std::string& line) {
        const std::lock_guard lock(m_mutex);
        m_lines.push_back(line);
    }
    std::vector<std::string> lines() const {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }
    void clear() {
        const std::lock_guard lock(m_mutex);
        m_lines.clear();
    }
    bool has(const std::string& part) const {
        const auto all = lines();
        return std::any_of(all.begin(), all.end(),
                           [&](const std::string& line) { return line.find(part) != std::string::npos; });
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_lines;
};

inline recall::UtcMs noon() {
    return 1'800'000'000'000;
}

inline recall::Snapshot taken(const recall::Conductor& conductor) {
    return snapshot(recall::captured(conductor.units()));
}

/// The outcome of one control; a pending one where there is none.
inline recall::ControlOutcome outcomeIn(const std::vector<recall::ControlOutcome>& outcomes, const std::string& unit,
                                        const std::string& control) {
    for (const auto& outcome : outcomes) {
        if (outcome.unitName == unit && outcome.control == control) return outcome;
    }
    return {};
}

/// Calls `takeIn` until `there`, for a second at most.
inline bool hears(recall::Conductor& conductor, const std::function<bool()>& there) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    while (!there() && std::chrono::steady_clock::now() < until) {
        conductor.takeIn();
        std::this_thread::yield();
    }
    return there();
}

}  // namespace detent::gear
