// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Opening and losing links.
#include "recall/run/switchboard.h"

#include "recall/run/wire_time.h"

#include <algorithm>

namespace detent::recall {

namespace {

/// Units inside the program have a wire each; others share the port their address names.
std::string socketKey(const Unit& unit) {
    const auto address = profiles::LinkAddress::parse(unit.link);
    if (!address) return unit.link;
    return address->kind == profiles::LinkAddress::Kind::Virtual ? "virtual:" + unit.id.text : address->text();
}

bool isNetwork(const Unit& unit) {
    using Kind = profiles::LinkAddress::Kind;
    const auto address = profiles::LinkAddress::parse(unit.link);
    return address && (address->kind == Kind::Tcp || address->kind == Kind::Udp);
}

Problem named(const std::string& unit, Problem problem) {
    if (problem.what.find(unit) == std::string::npos) problem.what = unit + ": " + problem.what;
    return problem;
}

SteadyMs bootMs(const profiles::Profile& profile) {
    return profile.serial.resetsOnOpen ? profile.timing.bootMs : 0;
}

}  // namespace

Switchboard::Switchboard(Knowledge& knowledge, LinkMaker makeLink, Told told, std::shared_ptr<SteadyTime> time)
    : m_knowledge(knowledge), m_makeLink(std::move(makeLink)), m_told(std::move(told)), m_time(std::move(time)),
      m_lines(knowledge.units().size()) {}

Switchboard::~Switchboard() { sayGoodbye(); }

std::vector<std::pair<std::size_t, Problem>> Switchboard::open(const std::vector<std::size_t>& units) {
    std::vector<std::pair<std::size_t, Problem>> failed;
    std::vector<std::pair<std::size_t, std::shared_ptr<Request>>> asked;
    const auto fail = [&](std::size_t unit, const Problem& problem) {
        drop(unit, problem);
        m_lines[unit].told = problem.what;
        m_lines[unit].comesBack = problem.fault != Fault::Usage;
        failed.emplace_back(unit, problem);
    };
    for (const std::size_t unit : units) {
        if (!isWired(m_knowledge.units()[unit]) || isOpen(unit)) continue;
        m_lines[unit].comesBack = true;
        if (const auto plugged = plug(unit, true); !plugged) {
            fail(unit, plugged.problem());
        } else if (m_lines[unit].socket) {
            asked.emplace_back(unit, m_lines[unit].asked ? std::exchange(m_lines[unit].asked, {}) : askWho(unit));
        }
    }
    run();
    for (const auto& [unit, request] : asked) {
        if (const auto problem = identityFault(unit, *request)) {
            fail(unit, *problem);
            m_lines[unit].lookAt += kAskAgainMs;
            continue;
        }
        m_lines[unit].up = true;
        m_lines[unit].stumbled = false;
        m_lines[unit].told.clear();
        if (m_told.linkChanged) m_told.linkChanged(unit, true, {});
    }
    m_knowledge.tell();
    return failed;
}

std::shared_ptr<Request> Switchboard::askWho(std::size_t unit) {
    const KnownUnit& known = m_knowledge.units()[unit];
    const auto request = Request::opening(known.profile, known.unit.params, bootMs(*known.profile));
    call(unit, request);
    return request;
}

Result<bool> Switchboard::plug(std::size_t unit, bool waits) {
    const KnownUnit& known = m_knowledge.units()[unit];
    Line& line = m_lines[unit];
    if (line.socket) return true;
    const auto [place, isNew] = m_socketOf.try_emplace(socketKey(known.unit), m_sockets.size());
    if (isNew) m_sockets.emplace_back();
    Socket& socket = m_sockets[place->second];
    if (!socket.port && !socket.opened.valid()) {
        if (auto begun = beginOpening(place->second, unit); !begun) return begun.problem();
    }
    if (socket.opened.valid()) {
        if (!waits && socket.opened.wait_for(std::chrono::seconds(0)) == std::future_status::timeout) return false;
        if (auto opened = endOpening(place->second, unit); !opened) return opened.problem();
    }
    if (!socket.port) return true;  // it has no wire here
    line.socket = place->second;
    line.why.reset();
    line.codec = std::make_unique<profiles::Codec>(known.profile, known.unit.params);
    line.framer = std::make_unique<profiles::Framer>(*known.profile);
    if (known.profile->serial.resetsOnOpen) m_knowledge.doubt(unit, Quality::Unknown);
    return true;
}

/// A network host may keep one waiting, so it is waited for aside.
Result<void> Switchboard::beginOpening(std::size_t index, std::size_t unit) {
    const KnownUnit& known = m_knowledge.units()[unit];
    auto link = m_makeLink(known.unit, *known.profile);
    if (!link) return named(known.unit.name, link.problem());
    if (!*link) return {};
    Socket& socket = m_sockets[index];
    socket.link = std::move(*link);
    const auto heard = [this, index, opening = ++socket.opening](profiles::LinkEvent event) {
        m_inbox.put({index, opening, std::move(event)});
        if (!m_running && m_told.news) m_told.news();
    };
    socket.opened = std::async(isNetwork(known.unit) ? std::launch::async : std::launch::deferred,
                               [link = socket.link.get(), heard] { return link->open(heard); });
    return {};
}

Result<void> Switchboard::endOpening(std::size_t index, std::size_t unit) {
    const KnownUnit& known = m_knowledge.units()[unit];
    Socket& socket = m_sockets[index];
    const Result<void> opened = socket.opened.get();
    auto link = std::exchange(socket.link, nullptr);
    if (!opened) return named(known.unit.name, opened.problem());
    socket.port = std::make_unique<Port>(std::move(link), msPerByte(known.unit, *known.profile));
    socket.port->onSend = [this, index](std::string_view bytes) {  // an echo is not what a unit says
        for (Line& line : m_lines) {
            if (line.socket == index && line.framer) line.framer->sent(bytes);
        }
    };
    return {};
}

std::optional<Problem> Switchboard::identityFault(std::size_t unit, const Request& request) const {
    const KnownUnit& known = m_knowledge.units()[unit];
    const std::string& name = known.unit.name;
    const std::string model = known.profile->maker + " " + known.profile->model;
    const Line& line = m_lines[unit];
    if (line.why) return line.why;  // lost meanwhile
    const std::string link = m_sockets[*line.socket].port->name();
    switch (request.end()) {
        case Request::End::Answered:
            return {};
        case Request::End::Cancelled:
            return Problem{Fault::Cancelled, name + " at " + link + " was not opened: cancelled", "open it again"};
        case Request::End::Unaskable:
            return Problem{Fault::Usage, name + ": " + request.word(), "mend its profile"};
        case Request::End::Refused:
            if (request.question() != known.profile->identifyMessage) {
                return Problem{Fault::Link,
                               name + " at " + link + " does not let Detent in (" + request.question() + "), it answers " +
                                   request.word(),
                               "see the unit's remote settings and its passcode with detent rack list, then open it again"};
            }
            return Problem{Fault::Link,
                           name + ": the device at " + link + " refuses to say that it is a " + model + ", it answers " +
                               request.word(),
                           "plug " + name + " in there or change its link"};
        default:
            break;
    }
    if (request.word().empty()) {
        return Problem{Fault::Link, name + " at " + link + " does not answer",
                       "check its power and cable and whether this is its link, then try again"};
    }
    return Problem{Fault::Link, name + ": the device at " + link + " is not a " + model + ", it answers " + request.word(),
                   "plug " + name + " in there or change its link"};
}

std::string Switchboard::whyClosed(std::size_t unit) const {
    const Line& line = m_lines[unit];
    const std::string name = m_knowledge.units()[unit].unit.name + ": ";
    if (line.why) return line.why->what.starts_with(name) ? line.why->text().substr(name.size()) : line.why->text();
    return isWired(m_knowledge.units()[unit]) ? "its link is not open; open it and try again"
                                              : "it has no wire; set it at the unit";
}

void Switchboard::drop(std::size_t unit, Problem why) {
    Line& line = m_lines[unit];
    const auto socket = std::exchange(line.socket, std::nullopt);
    line.up = false;
    line.why = std::move(why);
    line.lookAt = now() + kLookMs;
    const bool shared = std::any_of(m_lines.begin(), m_lines.end(),
                                    [&](const Line& other) { return other.socket && other.socket == socket; });
    if (socket && !shared) m_sockets[*socket].port.reset();
}

void Switchboard::lost(std::size_t index, const std::string& why) {
    Port& port = *m_sockets[index].port;
    const std::string link = port.name();
    std::vector<std::size_t> units;
    for (std::size_t unit = 0; unit < m_lines.size(); ++unit) {
        if (m_lines[unit].socket == index) units.push_back(unit);
    }
    port.lost();
    for (const std::size_t unit : units) {
        const bool wasUp = m_lines[unit].up;
        const Problem problem{Fault::Link,
                              m_knowledge.units()[unit].unit.name + ": its link " + link + " was lost (" + why + ")",
                              "check its cable and power, then open it again"};
        drop(unit, problem);
        m_knowledge.doubt(unit, Quality::Stale);
        if (wasUp && m_told.linkChanged) m_told.linkChanged(unit, false, problem.what);
    }
    m_knowledge.tell();
}

}  // namespace detent::recall
