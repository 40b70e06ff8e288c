// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/talk.h"
#include "tests/recall/run/gear.h"

#include <functional>
#include <sstream>

namespace detent::gear {

/// A unit of one of the kinds of speech, decoded here by hand and not through the codec. No time, no thread.
class SimUnit {
public:
    enum class Fault { None, LoseRequest, LoseReply, CorruptReply, LateReply, Refuse, TakeOther };
    struct Said {
        std::string bytes;
        int delayMs = 0;
    };

    SimUnit(Speech speech, std::map<int, Code> codes) : m_speech(speech), m_codes(std::move(codes)) {}

    std::function<Fault(bool isSet)> fault = [](bool) { return Fault::None; };
    int lateMs = 2 * kReplyMs - 10;
    int replyMs = 2;

    Code at(int p) const { return m_codes.at(p); }
    int setCount(int p) const { return m_sets.contains(p) ? m_sets.at(p) : 0; }
    /// As after a power cut.
    void restart(Code code) {
        for (auto& [p, at] : m_codes) at = code;
    }
    int getCount(int p) const { return m_gets.contains(p) ? m_gets.at(p) : 0; }

    /// One whole message, as the host sent it.
    std::vector<Said> receive(const std::string& bytes) {
        if (m_speech == Speech::Batches) return batch(bytes);
        const bool lines = m_speech == Speech::Named || m_speech == Speech::Bare;
        return lines ? line(bytes) : midi(bytes);
    }

private:
    static std::string checked(std::string body) {
        unsigned sum = 0;
        for (std::size_t i = 1; i < body.size(); ++i) sum ^= static_cast<unsigned char>(body[i]);
        return body + static_cast<char>(sum & 0x7F) + '\xF7';
    }
    static std::string bytes(std::initializer_list<int> some) {
        std::string made;
        for (const int one : some) made += static_cast<char>(one);
        return made;
    }

    std::vector<Said> line(const std::string& sent) {
        std::istringstream words(sent);
        std::string verb;
        int p = 0;
        Code code = 0;
        words >> verb >> p >> code;
        const bool named = m_speech == Speech::Named;
        const std::string number = std::to_string(p) + " ";
        if (verb == "WHO") return {{"I AM GEAR\n", replyMs}};
        if (verb == "SET") {
            const Fault hit = fault(true);
            if (hit == Fault::LoseRequest) return {};
            ++m_sets[p];
            if (hit == Fault::Refuse) return {{"ERR locked\n", replyMs}};
            take(p, hit == Fault::TakeOther ? other(code) : code);
            return reply(hit, named ? "OK " + number + std::to_string(code) + "\n" : "OK\n");
        }
        const Fault hit = fault(false);
        if (hit == Fault::LoseRequest) return {};
        ++m_gets[p];
        return reply(hit, (named ? number : "=") + std::to_string(m_codes.at(p)) + "\n");
    }

    std::vector<Said> midi(const std::string& sent) {
        const bool isSet = sent.size() == 3;
        const int p = sent.at(isSet ? 1 : 3);
        const Fault hit = fault(isSet);
        if (hit == Fault::LoseRequest) return {};
        ++(isSet ? m_sets : m_gets)[p];
        if (isSet && hit == Fault::Refuse && m_speech == Speech::Silent)
            return {{checked(bytes({0xF0, 0x7D, 0x7F, p})), replyMs}};
        if (isSet) take(p, hit == Fault::TakeOther ? other(sent.at(2)) : sent.at(2));
        if (isSet) return {};
        return reply(hit, checked(bytes({0xF0, 0x7D, 2, p, static_cast<int>(m_codes.at(p))})));
    }

    std::vector<Said> batch(const std::string& sent) {
        constexpr std::size_t kHead = 3, kTail = 1;
        const bool isSet = sent.at(2) == 0x10;
        const Fault hit = fault(isSet);
        if (hit == Fault::LoseRequest) return {};
        if (!isSet) return dump(hit);
        for (std::size_t at = kHead; at + kTail < sent.size(); at += 2) {
            ++m_sets[sent[at]];
            if (hit != Fault::Refuse) take(sent[at], hit == Fault::TakeOther ? other(sent[at + 1]) : sent[at + 1]);
        }
        if (hit == Fault::Refuse) return {{checked(bytes({0xF0, 0x7D, 0x7F})), replyMs}};
        return {};
    }

    /// Fault::LoseReply strikes its last message, Fault::CorruptReply its first.
    std::vector<Said> dump(Fault hit) {
        std::vector<Said> said;
        std::string body;
        for (auto at = m_codes.begin(); at != m_codes.end();) {
            ++m_gets[at->first];
            body += {static_cast<char>(at->first), static_cast<char>(at->second)};
            const bool isLast = ++at == m_codes.end();
            if (body.size() < 2 * kDumpPiece && !isLast) continue;
            said.push_back({checked(bytes({0xF0, 0x7D, 0x12}) + std::exchange(body, {})),
                            (hit == Fault::LateReply ? lateMs : replyMs) + static_cast<int>(said.size())});
        }
        if (hit == Fault::LoseReply) said.pop_back();
        if (hit == Fault::CorruptReply) said.front().bytes[4] = static_cast<char>(said.front().bytes[4] ^ 1);
        return said;
    }

    std::vector<Said> reply(Fault hit, std::string said) {
        if (hit == Fault::LoseReply) return {};
        if (hit == Fault::CorruptReply) corrupt(said);
        return {{said, hit == Fault::LateReply ? lateMs : replyMs}};
    }

    /// Lines have no checksum: here what is damaged is what names them, there a value.
    void corrupt(std::string& said) const {
        if (m_speech == Speech::Silent)
            said[4] = static_cast<char>(said[4] ^ 1);
        else if (m_speech == Speech::Bare && said[0] == '=')
            said[1] = static_cast<char>(said[1] ^ 1);
        else
            said[0] = '#';
    }

    static Code other(Code code) { return code == 0 ? 1 : code - 1; }
    void take(int p, Code code) { m_codes[p] = code; }

    Speech m_speech;
    std::map<int, Code> m_codes;
    std::map<int, int> m_sets, m_gets;
};

/// Carries a talk's bytes to a unit and back in a time of its own.
class Bench {
public:
    Bench(recall::Talk& talk, SimUnit& unit) : m_talk(talk), m_unit(unit) {}

    std::optional<recall::SteadyMs> cancelAt, loseAt;
    bool stuck = false;  ///< the link never reports anything as sent
    std::vector<std::string> sent;

    /// Until the talk is done; false where it does not end.
    bool drive() {
        if (cancelAt) at(*cancelAt, [this] { m_talk.cancel(); });
        if (loseAt) at(*loseAt, [this] { m_lost = true, m_talk.linkLost(); });
        send(m_talk.start(m_now));
        for (int turn = 0; turn < 100000; ++turn) {
            if (m_talk.done()) return true;
            if (!next()) return false;
        }
        return false;
    }
    recall::SteadyMs now() const { return m_now; }

private:
    void at(recall::SteadyMs time, std::function<void()> what) { m_events.emplace(std::max(time, m_now), std::move(what)); }

    bool next() {
        const auto deadline = m_talk.deadline();
        const bool tick = deadline && (m_events.empty() || *deadline < m_events.begin()->first);
        if (tick) {
            m_now = std::max(m_now, *deadline);
            send(m_talk.tick(m_now));
            return true;
        }
        if (m_events.empty()) return false;
        m_now = m_events.begin()->first;
        const auto what = std::move(m_events.begin()->second);
        m_events.erase(m_events.begin());
        what();
        return true;
    }

    void send(const std::vector<recall::Action>& actions) {
        for (const recall::Action& action : actions) {
            const auto leaves = std::max(m_free, m_now) + 1;
            m_free = leaves + action.gapMs;
            sent.push_back(action.bytes);
            at(leaves, [this, bytes = action.bytes] { leave(bytes); });
            if (!stuck)
                at(m_free, [this] {
                    if (!m_lost) send(m_talk.sent(m_now));
                });
        }
    }

    void leave(const std::string& bytes) {
        if (m_lost) return;
        for (const auto& said : m_unit.receive(bytes)) {
            at(m_now + said.delayMs, [this, said] {
                if (!m_lost) send(m_talk.received(said.bytes, m_now));
            });
        }
    }

    recall::Talk& m_talk;
    SimUnit& m_unit;
    recall::SteadyMs m_now = 0, m_free = 0;
    bool m_lost = false;
    std::multimap<recall::SteadyMs, std::function<void()>> m_events;
};

}  // namespace detent::gear
