// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/conductor.h"
#include "recall/run/inbox.h"
#include "recall/run/knowledge.h"
#include "recall/run/port.h"
#include "recall/run/request.h"
#include "recall/run/steady_time.h"

#include <atomic>
#include <future>

namespace detent::recall {

/// The links of a rack with the talks on them, side by side, and the steady clock. Units with the same link address share
/// its port. What units say by themselves goes to the Knowledge. One thread calls all but `cancel` and `wake`.
class Switchboard {
public:
    struct Told {
        std::function<void(std::size_t unit, bool up, const std::string& why)> linkChanged;
        std::function<void()> news;  ///< something arrived while nothing runs [any-thread]
    };
    Switchboard(Knowledge& knowledge, LinkMaker makeLink, Told told,
                std::shared_ptr<SteadyTime> time = std::make_shared<SteadyTime>());
    ~Switchboard();

    /// Opens the links of `units` that have one and asks the units who they are. Returns those that could not be.
    std::vector<std::pair<std::size_t, Problem>> open(const std::vector<std::size_t>& units);
    bool isOpen(std::size_t unit) const { return m_lines[unit].up; }
    /// Why a unit is not open, and what to do.
    std::string whyClosed(std::size_t unit) const;

    /// A talk with an open unit, begun by the next `run`. On a closed one it is lost at once.
    void call(std::size_t unit, std::shared_ptr<Talk> talk, std::function<void()> moved = {});
    /// The same in a person's time: it counts neither as work of the wire nor in its least time.
    void callAside(std::size_t unit, std::shared_ptr<Talk> talk, std::function<void()> moved = {});
    SteadyTime::Point time() const { return m_time->now(); }
    /// Moves bytes until all talks have ended and `goesOn`, called each turn, has nothing left to wait for.
    void run(const std::function<bool()>& goesOn = {});
    /// Takes in what came while nothing ran.
    void takeIn();
    /// Looks for units that were opened once and are not open now, and asks those that are back who they are. Returns soon;
    /// call it some times a second while nothing runs. What is known of a unit that was away stays stale until it is read.
    void comeBack();

    /// Ends all talks, soon. [any-thread]
    void cancel();
    /// Makes `run` call `goesOn` at that time at the latest; forgotten with each turn.
    void wakeBy(SteadyMs when) { m_wakeBy = std::min(m_wakeBy.value_or(when), when); }
    SteadyMs now() const;
    /// Makes `run` call `goesOn`. [any-thread]
    void wake() { m_inbox.interrupt(); }
    bool cancelled() const { return m_cancel; }
    void forgetCancel() { m_cancel = false; }
    void heedCancel(bool heeds) { m_heeds = heeds; }  ///< false: what is begun is brought to its end

    /// Around a recall, where their protocols have it.
    void lockPanels(const std::vector<std::size_t>& units, bool locks);

    double takeLeastMs();                                         ///< of the slowest port since the last call
    double takeIdleMs() { return std::exchange(m_idleMs, 0.0); }  ///< of `run`, in which no wire had anything to do

private:
    static constexpr SteadyMs kLookMs = 400;  ///< until a port that is away is looked for again
    /// A port is there but not the unit: it is off, or another one. Its wire is left in peace so long.
    static constexpr SteadyMs kAskAgainMs = 3000;

    /// From a unit to its port.
    struct Line {
        bool up = false;
        std::optional<std::size_t> socket;
        std::optional<Problem> why;
        std::unique_ptr<profiles::Codec> codec;  // these two hear what the unit says by itself
        std::unique_ptr<profiles::Framer> framer;
        bool comesBack = false;            // it was opened once
        SteadyMs lookAt = 0;               // and is looked for from then on
        std::shared_ptr<Request> asked;    // who it is, on its way back
        std::string told;                  // why it is not back yet
        std::shared_ptr<Request> keeping;  // its session alive
        bool stumbled = false;             // it may have started anew, without a session
    };
    /// Where a link is plugged in. `opening` tells what a former link left in the inbox.
    struct Socket {
        std::unique_ptr<Port> port;
        int opening = 0;
        std::unique_ptr<profiles::Link> link;  // being opened
        std::future<Result<void>> opened;      // destroyed before its link
    };

    /// False: it is being opened still, where not waited for.
    Result<bool> plug(std::size_t unit, bool waits);
    Result<void> beginOpening(std::size_t socket, std::size_t unit);
    Result<void> endOpening(std::size_t socket, std::size_t unit);
    std::shared_ptr<Request> askWho(std::size_t unit);
    void lookFor(std::size_t unit);
    void welcome(std::size_t unit);
    void stayAway(std::size_t unit, const Problem& why);
    std::optional<Problem> identityFault(std::size_t unit, const Request& request) const;
    void drop(std::size_t unit, Problem why);
    void lost(std::size_t socket, const std::string& why);

    void take(std::deque<Arrival> arrivals);
    SteadyMs atOf(const Arrival& arrival) const;
    void hear(std::size_t socket, std::string_view bytes, SteadyMs at);
    void hear(std::size_t unit, std::string_view frame, bool talking);
    std::deque<Arrival> waitForMore();
    void add(std::size_t unit, Call call);
    const profiles::Session& session(std::size_t unit) const;
    bool isExpired(std::size_t unit) const;
    std::shared_ptr<Request> ask(std::size_t unit, const std::vector<std::string>& messages);
    void keepAlive();
    void sayGoodbye();
    bool busy() const;
    bool works() const;

    Knowledge& m_knowledge;
    LinkMaker m_makeLink;
    Told m_told;
    std::shared_ptr<SteadyTime> m_time;
    Inbox m_inbox;
    std::atomic<bool> m_cancel{false}, m_running{false};
    bool m_heeds = true;
    double m_idleMs = 0;
    std::optional<SteadyMs> m_wakeBy;
    std::vector<Line> m_lines;
    std::map<std::string, std::size_t> m_socketOf;  // link address to index in m_sockets
    std::vector<Socket> m_sockets;                  // destroyed before the inbox
};

}  // namespace detent::recall
