// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/virtual/profile_unit.h"
#include "recall/run/steady_time.h"
#include "tests/recall/run/gear.h"
#include "tests/recall/run/weather.h"

#include <QtGlobal>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace detent::gear {

/// Time in which only what was planned happens, one thing after the other; one thread.
class SimTime final : public recall::SteadyTime {
public:
    using Us = std::int64_t;
    struct StandsStill {};  ///< thrown where a wait would have no end
    struct TakesTooLong {};

    Us limitUs = 3'600'000'000;  ///< of what one test may take

    Us nowUs() const { return m_now; }
    Point now() const override { return Point(std::chrono::microseconds(m_now)); }
    void at(Us time, std::function<void()> what) { m_events.emplace(std::max(time, m_now), std::move(what)); }

    std::deque<recall::Arrival> wait(recall::Inbox& inbox, std::optional<Point> until) override {
        auto arrived = inbox.take();
        if (!arrived.empty()) return arrived;
        if (m_events.empty() && !until) {  // for a person, who answers at once and on a thread of its own
            const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(2);
            arrived = inbox.wait(patience);
            if (std::chrono::steady_clock::now() >= patience) throw StandsStill();
            return arrived;
        }
        if (m_now > limitUs) throw TakesTooLong();
        // a little late rather than a rounding early, which would be waited for again for ever
        const Us due = until ? std::chrono::ceil<std::chrono::microseconds>(until->time_since_epoch()).count() + 1 : 0;
        if (m_events.empty() || (until && due < m_events.begin()->first)) {
            m_now = std::max(m_now, due);
            return {};
        }
        step();
        return inbox.take();
    }

    /// Lets all that is under way arrive, and what has restarted come up.
    void settle() {
        while (!m_events.empty()) step();
        m_now += 5'000'000;
    }

private:
    void step() {
        auto first = m_events.extract(m_events.begin());
        m_now = std::max(m_now, first.key());
        first.mapped()();
    }

    Us m_now = 0;
    std::multimap<Us, std::function<void()>> m_events;
};

/// A virtual unit at the end of a wire on which the weather may do anything; and what really happened there.
class SimWire {
public:
    using Us = SimTime::Us;

    SimWire(SimTime& time, std::uint32_t seed, ProfilePtr profile)
        : weather(seed),
          m_time(time),
          m_profile(std::move(profile)),
          m_params(m_profile->defaultParams()),
          m_perByteUs(m_profile->transport == Transport::Serial ? 10'000'000 / m_profile->serial.baud : 320),
          m_codec(m_profile, m_params),
          m_framer(*m_profile) {
        std::vector<const Control*> readable;
        for (const Control& control : m_profile->controls) {
            if (!control.readable()) continue;
            readable.push_back(&control);
            const auto get = m_codec.get(control.id);
            for (const auto& message : *get) m_askFor[message.bytes].push_back(&control);
        }
        std::set<std::string> dumps(m_profile->dumpMessages.begin(), m_profile->dumpMessages.end());
        if (!m_profile->dumpMessage.empty()) dumps.insert(m_profile->dumpMessage);
        for (const std::string& dump : dumps) {
            const auto request = m_codec.request(dump);
            for (const auto& message : *request) m_askFor[message.bytes] = readable;
        }
        start();
    }

    Weather weather;
    std::function<void()> upset;  ///< called where the weather makes a person cancel
    virt::VirtualUnit& unit() { return *m_unit; }
    const ProfilePtr& profile() const { return m_profile; }

    /// When the unit said anything while this control was asked for and stood at `code`: at last, since `since`.
    std::optional<Us> stoodWhenAsked(const std::string& control, Code code, Us since = 0) const {
        const auto found = m_stood.find({control, code});
        return found == m_stood.end() || found->second < since ? std::nullopt : std::optional(found->second);
    }
    /// Has it lost its settings since?
    bool hasRestartedSince(Us time) const { return m_restartedUs && *m_restartedUs > time; }
    /// When it last answered anything.
    Us answeredUs() const { return m_answeredUs; }
    /// How often what reached the host while it asked for this control said that it stands at `code`, since `since`.
    int timesSaid(const std::string& control, Code code, Us since = 0) const {
        const auto found = m_said.find({control, code});
        if (found == m_said.end()) return 0;
        return static_cast<int>(
            std::count_if(found->second.begin(), found->second.end(), [&](Us at) { return at >= since; }));
    }
    /// What a forged reply says.
    void expect(std::map<std::string, Code> wanted) { m_wanted = std::move(wanted); }

    std::unique_ptr<Link> makeLink(const std::string& name) { return std::make_unique<End>(*this, name); }

private:
    class End final : public Link {
    public:
        End(SimWire& wire, std::string name) : m_wire(wire), m_name(std::move(name)) {}
        ~End() override { close(); }
        Result<void> open(LinkHandler handler) override {
            m_opening = ++m_wire.m_opening;
            m_wire.m_handler = std::move(handler);
            m_wire.listen();
            return {};
        }
        std::uint64_t send(std::string bytes, std::chrono::milliseconds gap) override {
            return m_wire.leave(std::move(bytes), gap.count() * 1000);
        }
        void close() override {
            if (m_wire.m_opening == m_opening) m_wire.m_handler = {};
        }
        std::string name() const override { return m_name; }

    private:
        SimWire& m_wire;
        std::string m_name;
        int m_opening = -1;
    };

    std::unique_ptr<virt::VirtualUnit> makeUnit() {
        const bool isOwn = m_profile->id.starts_with("detent.");
        auto fresh = isOwn ? virt::makeVirtualUnit(m_profile, m_params, {})
                           : virt::makeProfileUnit(m_profile, m_params, {}, [this] { return m_time.now(); });
        if (!fresh) qFatal("%s", fresh.problem().text().c_str());
        return std::move(*fresh);
    }

    void start() {
        m_unit = makeUnit();
        listen();
    }

    void listen() {
        m_unit->connect({[this](std::string said) { say(std::move(said)); }, [this] { hangUp(); }});
    }

    std::uint64_t leave(std::string bytes, Us gapUs) {
        const std::uint64_t ticket = ++m_ticket;
        const Us left = std::max(m_freeUs, m_time.nowUs()) + m_perByteUs * static_cast<Us>(bytes.size());
        m_freeUs = left + gapUs;
        if (const auto ask = m_askFor.find(bytes); ask != m_askFor.end())
            m_asked = ask->second;
        else
            m_asked.clear();
        for (auto& flight : weather.pass(Weather::Way::Out, std::move(bytes))) {
            m_outUs = std::max(m_outUs, left + flight.delayUs);
            m_time.at(m_outUs, [this, some = std::move(flight.bytes)] { reachUnit(some); });
        }
        m_time.at(m_freeUs, [this, ticket, opening = m_opening] {
            if (opening == m_opening && m_handler) m_handler({LinkEvent::Kind::Sent, {}, ticket, m_time.now()});
        });
        weatherStrikes();
        return ticket;
    }

    void weatherStrikes() {
        if (weather.strikes(Weather::Blow::Close)) m_time.at(m_time.nowUs() + weather.below(50'000), [this] { hangUp(); });
        if (weather.strikes(Weather::Blow::Reboot)) m_time.at(m_time.nowUs() + weather.below(50'000), [this] { reboot(); });
        if (weather.strikes(Weather::Blow::Cancel) && upset) m_time.at(m_time.nowUs() + weather.below(50'000), upset);
    }

    void hangUp() {
        if (const auto handler = std::exchange(m_handler, {})) handler({LinkEvent::Kind::Lost, "pulled", 0, m_time.now()});
    }

    /// As after a power cut: everything at its default, and deaf for a while.
    void reboot() {
        start();
        m_restartedUs = m_time.nowUs();
        m_deafUntilUs = m_time.nowUs() + 50'000 + weather.below(3'000'000);
    }

    void reachUnit(const std::string& bytes) {
        if (m_time.nowUs() < m_deafUntilUs) return;
        auto answers = m_unit->receive(bytes);
        if (answers.empty()) return;
        if (m_askFor.contains(bytes) && weather.strikes(Weather::Blow::Forge)) {
            if (auto others = forged(bytes); !others.empty()) answers = std::move(others);
        }
        m_answeredUs = m_time.nowUs();
        const auto standing = m_unit->settings();
        const auto note = [&](const std::vector<const Control*>& controls) {
            for (const Control* control : controls) m_stood[{control->id, standing.at(control->id)}] = m_time.nowUs();
        };
        note(m_asked);
        const auto late = m_askFor.find(bytes);
        if (late != m_askFor.end()) note(late->second);
        for (auto ask = m_askFor.begin(); late == m_askFor.end() && ask != m_askFor.end(); ++ask) {
            if (bytes.find(ask->first) != std::string::npos) note(ask->second);  // twice in one piece
        }
        for (std::string& answer : answers) say(std::move(answer));
    }

    void say(std::string bytes) {
        const Us size = static_cast<Us>(bytes.size());
        for (auto& flight : weather.pass(Weather::Way::Back, std::move(bytes))) {
            m_backUs = std::max(m_backUs, m_time.nowUs() + 500 + flight.delayUs) + m_perByteUs * size;
            m_time.at(m_backUs, [this, some = std::move(flight.bytes), opening = m_opening] {
                if (opening == m_opening && m_handler) reachHost(some);
            });
        }
    }

    void reachHost(const std::string& bytes) {
        // who begins to listen only now does not stumble over what was left of a piece before
        if (!count(m_framer.feed(bytes)) && !m_asked.empty()) count(profiles::Framer(*m_profile).feed(bytes));
        m_handler({LinkEvent::Kind::Received, bytes, 0, m_time.now()});
    }

    bool count(const std::vector<std::string>& frames) {
        bool any = false;
        for (const std::string& frame : frames) {
            const auto readings = m_asked.size() == 1 ? m_codec.reply(frame, m_asked[0]->getMessage, m_asked[0]->id).readings
                                                      : m_codec.decode(frame);
            for (const Reading& reading : readings) m_said[{reading.control, reading.code}].push_back(m_time.nowUs());
            any = any || !readings.empty();
        }
        return any;
    }

    /// What the unit would answer if it stood as wanted. A unit with a session says nothing to a stranger.
    std::vector<std::string> forged(const std::string& bytes) {
        if (!m_twin) m_twin = makeUnit();
        for (const auto& [control, code] : m_wanted) m_twin->turn(control, code);
        return m_twin->receive(bytes);
    }

    SimTime& m_time;
    ProfilePtr m_profile;
    profiles::ParamValues m_params;
    std::unique_ptr<virt::VirtualUnit> m_unit, m_twin;
    std::map<std::string, Code> m_wanted;
    Us m_perByteUs, m_freeUs = 0, m_outUs = 0, m_backUs = 0, m_deafUntilUs = 0, m_answeredUs = 0;
    profiles::Codec m_codec;
    profiles::Framer m_framer;
    std::map<std::string, std::vector<const Control*>> m_askFor;  // bytes of a get or dump to what it asks for
    std::vector<const Control*> m_asked;                          // last
    std::map<std::pair<std::string, Code>, Us> m_stood;
    std::optional<Us> m_restartedUs;
    std::map<std::pair<std::string, Code>, std::vector<Us>> m_said;
    LinkHandler m_handler;
    std::uint64_t m_ticket = 0;
    int m_opening = 0;
};

}  // namespace detent::gear
