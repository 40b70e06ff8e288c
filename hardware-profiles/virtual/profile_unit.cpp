// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/profile_unit.h"

#include "hardware-profiles/virtual/dialled_unit.h"
#include "hardware-profiles/virtual/ear.h"
#include "hardware-profiles/virtual/plain_sound.h"
#include "hardware-profiles/virtual/profile_voice.h"

#include <algorithm>
#include <atomic>
#include <set>

namespace detent::virt {
namespace {

using Messages = ProfileVoice::Messages;
using profiles::Message;
using profiles::Profile;

constexpr std::chrono::milliseconds kCutShort{200};  // a frame whose next byte is so late will not be ended
constexpr std::chrono::milliseconds kAdapter{32};    // what the host's adapter may add to a pause within a frame

std::vector<Phrase> phrasesOf(const Profile& profile, const std::vector<profiles::MessageTemplate>& patterns) {
    std::vector<Phrase> all;
    for (const auto& pattern : patterns) all.push_back(Phrase::of(codingOf(profile), pattern));
    return all;
}

bool isIn(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// A unit of any profile.
class ProfileUnit final : public DialledUnit {
public:
    ProfileUnit(profiles::ProfilePtr profile, const profiles::ParamValues& params, std::shared_ptr<Dials> dials,
                UnitClock clock)
        : DialledUnit(profile, dials),
          m_fields(*profile, params, dials),
          m_voice(this->profile(), m_fields, dials),
          m_ear(*profile),
          m_greeting(Phrase::of(codingOf(*profile), profile->session.greeting)),
          m_clock(clock ? std::move(clock) : UnitClock(std::chrono::steady_clock::now)),
          m_told(std::make_unique<std::atomic<bool>[]>(sharedDials()->count())) {
        for (const Message& message : profile->messages) m_speeches.push_back(speechOf(*profile, message));
        startSession();
    }

    bool isModelled() const override { return false; }
    std::unique_ptr<dsp::Processor> makeProcessor(const Analogue&) const override {
        return std::make_unique<PlainSound>(sharedDials());
    }

private:
    Speech speechOf(const Profile& profile, const Message& message) const {
        Speech speech;
        speech.message = &message;
        speech.send = phrasesOf(profile, message.send);
        speech.replies = phrasesOf(profile, message.replies);
        speech.unasked = phrasesOf(profile, message.unasked);
        speech.until = phrasesOf(profile, message.until);
        speech.down = Phrase::of(codingOf(profile), message.down);
        speech.up = Phrase::of(codingOf(profile), message.up);
        for (const auto& refusal : message.errors) speech.errors.push_back(Phrase::of(codingOf(profile), refusal.pattern));
        const bool dumps = isIn(profile.dumpMessages, message.id) || profile.dumpMessage == message.id;
        const bool tells = std::any_of(speech.replies.begin(), speech.replies.end(), saysPosition);
        for (std::size_t dial = 0; dial < dials().count(); ++dial) {
            const auto& control = dials().control(dial);
            if (control.setMessage == message.id) speech.sets.push_back(dial);
            if (control.getMessage == message.id || control.subscribeMessage == message.id || (dumps && tells))
                speech.gets.push_back(dial);
        }
        return speech;
    }

    // --- The session ---

    void startSession() {
        m_hellos = {};
        m_locked = false;
        m_tellsAll = profile().session.subscribe.empty();
    }

    /// The session's next hello; empty once all have come.
    std::string helloDue() const {
        const auto& hello = profile().session.hello;
        const auto at = std::find_if(hello.begin(), hello.end(), [this](const std::string& id) { return !m_hellos.contains(id); });
        return at == hello.end() ? std::string() : *at;
    }

    bool isGreeted() const { return m_hellos.size() >= profile().session.hello.size(); }

    std::string greeting() override {
        m_isNew = true;
        const auto said = m_greeting.said(m_fields.params());
        return said ? m_ear.wrapped(*said) : std::string();
    }

    bool handsMayTurn() const override { return !m_locked; }

    void passTime() {
        const auto now = m_clock();
        const auto silence = now - std::exchange(m_lastHeard, now);
        const auto& session = profile().session;
        const auto cutShort = profile().framing.silenceMs > 0 ? std::chrono::milliseconds(profile().framing.silenceMs) + kAdapter : kCutShort;
        if (silence > cutShort && framingOf(profile()) == profiles::Framing::Kind::Frames) m_ear.forget();
        const bool isLost = session.lostAfterMs > 0 && silence > std::chrono::milliseconds(session.lostAfterMs);
        if (m_isNew.exchange(false) || isLost) startSession();
    }

    void follow(const std::string& id) {
        const auto& session = profile().session;
        if (isIn(session.hello, id)) m_hellos.insert(id);
        if (isIn(session.subscribe, id)) m_tellsAll = true;
        if (isIn(session.bye, id)) startSession();
        if (id == session.lock) m_locked = true;
        if (id == session.unlock) m_locked = false;
    }

    // --- Hearing ---

    Messages converse(std::string_view bytes) override {
        passTime();
        Messages out;
        for (const std::string& message : m_ear.hear(bytes)) {
            if (!hears()) break;
            Messages answers = answersTo(message);
            const bool isLost = !answers.empty() && strikes(UnitFault::Kind::LoseReply);
            if (profile().framing.echo) out.push_back(m_ear.wrapped(message));
            if (isLost) continue;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                std::string wire = m_ear.wrapped(answers[i]);
                if (i == 0 && strikes(UnitFault::Kind::CorruptReply)) spoil(answers[i].size(), wire);
                out.push_back(std::move(wire));
            }
        }
        return out;
    }

    /// One bit near the end of what it says, where values stand.
    void spoil(std::size_t size, std::string& wire) const {
        const bool isText = framingOf(profile()) == profiles::Framing::Kind::Lines;
        const std::size_t tail = isText ? wire.size() - std::min(size, wire.size()) + 1 : 3;
        wire[wire.size() - std::min(tail, wire.size())] ^= isText ? 0x20 : 1;
    }

    Messages answersTo(const std::string& heard) {
        std::vector<std::pair<Speech*, std::vector<Found>>> whole;
        for (Speech& speech : m_speeches) {
            auto found = listen(speech, heard);
            if (!found.empty()) whole.emplace_back(&speech, std::move(found));
        }
        std::optional<Messages> refused;
        Messages all;
        bool isOurs = step(heard);
        const std::string due = helloDue();
        bool isDue = false;  // what has come, which then is no other hello too
        std::stable_partition(whole.begin(), whole.end(), [&](const auto& one) { return one.first->message->id == due; });
        for (const auto& [speech, found] : whole) {  // several may ask by the same bytes
            const std::string& id = speech->message->id;
            const bool isOtherHello = id != due && isIn(profile().session.hello, id);
            if (isOtherHello && (isDue || !m_hellos.contains(id))) continue;
            const auto answers = obey(*speech, found, refused);
            isDue = isDue || (answers && id == due);
            isOurs = isOurs || answers;
            for (const std::string& answer : answers.value_or(Messages())) addNew(all, answer);
        }
        if (isOurs) return all;
        if (refused) return *refused;
        return whole.empty() ? notUnderstood() : Messages();
    }

    /// What the message says as one of this speech, where it is one or ends one of several.
    std::vector<Found> listen(Speech& speech, const std::string& heard) const {
        if (speech.send.size() == 1) return speech.send.front().heard(heard);
        if (speech.send.empty()) return {};
        for (const bool again : {false, true}) {
            if (again) {
                speech.heard = 0;
                speech.found = {};
            }
            const auto found = speech.send[speech.heard].heard(heard);
            Found more = speech.found;
            if (found.empty() || !more.add(found.front()) || !isAboutAny(speech, more)) continue;
            speech.found = std::move(more);
            if (++speech.heard < speech.send.size()) return {};
            speech.heard = 0;
            return {std::exchange(speech.found, {})};
        }
        return {};
    }

    /// One step of what was named before, or of what the step itself names.
    bool step(const std::string& heard) {
        for (const Speech& speech : m_speeches) {
            for (const auto& [phrase, steps] : {std::pair{&speech.up, 1}, std::pair{&speech.down, -1}}) {
                const auto found = phrase->heard(heard);
                const auto fields = found.empty() ? std::nullopt : found.front().fields();
                if (!fields || !m_fields.isForUs(*fields) || !isGreeted()) continue;
                for (const std::size_t dial : speech.sets) {
                    const bool isIt = speech.send.empty() || m_named == std::pair(&speech, dial);
                    if (!isIt || !m_fields.isAbout(dial, *fields)) continue;
                    dials().turn(dial, dials().control(dial).scale.stepped(dials().code(dial), steps));
                    return true;
                }
            }
        }
        return false;
    }

    /// Other messages look alike: what has come of several must fit a dial as far as it goes.
    bool isAboutAny(const Speech& speech, const Found& found) const {
        const auto fields = found.fields();
        if (!fields || !m_fields.isForUs(*fields)) return false;
        const auto isIt = [&](std::size_t dial) { return m_fields.isAbout(dial, *fields); };
        return (speech.sets.empty() && speech.gets.empty()) || std::any_of(speech.sets.begin(), speech.sets.end(), isIt) ||
               std::any_of(speech.gets.begin(), speech.gets.end(), isIt);
    }

    /// nullopt where it is none of this unit's; `refused` where it is and cannot be.
    std::optional<Messages> obey(const Speech& speech, const std::vector<Found>& found, std::optional<Messages>& refused) {
        const std::string& id = speech.message->id;
        if (!isGreeted() && !isIn(profile().session.hello, id)) return Messages();
        std::vector<Fields> groups;
        for (const Found& one : found) {
            auto fields = one.fields();
            if (!fields || !m_fields.isForUs(*fields)) {
                if (isIn(profile().session.hello, id) && !refused) refused = m_voice.refusal(speech, ProfileVoice::Why::Unknown);
                return std::nullopt;
            }
            groups.push_back(std::move(*fields));
        }
        follow(id);
        if (!speech.up.isEmpty()) {
            for (const std::size_t dial : speech.sets) {
                if (m_fields.isAbout(dial, groups.front())) m_named = {&speech, dial};
            }
            return Messages();
        }
        if (speech.sets.empty() && speech.gets.empty()) return m_voice.told(speech, {});
        const bool sets = !speech.sets.empty() && (speech.gets.empty() || DialFields::saysPosition(groups.front()));
        return sets ? set(speech, groups, refused) : get(speech, groups, refused);
    }

    std::optional<Messages> set(const Speech& speech, const std::vector<Fields>& groups, std::optional<Messages>& refused) {
        std::vector<std::pair<std::size_t, Code>> moves;
        for (const Fields& group : groups) {
            const std::size_t before = moves.size();
            std::optional<std::size_t> ours;
            for (const std::size_t dial : speech.sets) {
                if (!m_fields.isAbout(dial, group)) continue;
                if (!ours) ours = dial;
                const auto code = DialFields::saysPosition(group) ? m_fields.codeIn(dial, group)
                                                                  : std::optional(dials().control(dial).scale.minCode());
                if (code) moves.emplace_back(dial, *code);
            }
            if (moves.size() > before) continue;
            refused = m_voice.refusal(speech, ours ? ProfileVoice::Why::OutOfRange : ProfileVoice::Why::Unknown, ours);
            return std::nullopt;
        }
        if (strikes(UnitFault::Kind::RefuseValue)) return m_voice.refusal(speech, ProfileVoice::Why::Locked, moves.front().first);
        std::vector<std::size_t> moved;
        for (const auto& [dial, code] : moves) {
            dials().turn(dial, code);
            moved.push_back(dial);
        }
        if (strikes(UnitFault::Kind::AnswerOther)) slip(moved.front());
        return m_voice.told(speech, moved);
    }

    std::optional<Messages> get(const Speech& speech, const std::vector<Fields>& groups, std::optional<Messages>& refused) {
        std::vector<std::size_t> asked;
        for (const Fields& group : groups) {
            for (const std::size_t dial : speech.gets) {
                if (m_fields.isAbout(dial, group)) asked.push_back(dial);
            }
        }
        if (asked.empty()) {
            refused = m_voice.refusal(speech, ProfileVoice::Why::Unknown);
            return std::nullopt;
        }
        for (const std::size_t dial : asked) {
            if (dials().control(dial).subscribeMessage == speech.message->id) m_told[dial] = true;
        }
        if (strikes(UnitFault::Kind::AnswerOther)) slip(asked.front());
        return m_voice.told(speech, asked);
    }

    std::string unaskedOf(std::size_t dial) const override {
        if (!m_tellsAll && !m_told[dial]) return {};
        const bool wantsAsking = !dials().control(dial).subscribeMessage.empty() && !m_told[dial];
        for (const Speech& speech : m_speeches) {
            const bool isOurs = std::find(speech.sets.begin(), speech.sets.end(), dial) != speech.sets.end() ||
                                std::find(speech.gets.begin(), speech.gets.end(), dial) != speech.gets.end();
            if (!isOurs || wantsAsking) continue;
            for (const Phrase& phrase : speech.unasked) {
                if (const auto message = m_voice.about(speech, phrase, dial)) return m_ear.wrapped(*message);
            }
        }
        return {};
    }

    /// Units that speak in lines say so where they can.
    Messages notUnderstood() const {
        if (framingOf(profile()) != profiles::Framing::Kind::Lines || !isGreeted()) return {};
        for (const Speech& speech : m_speeches) {
            if (!speech.errors.empty()) return m_voice.refusal(speech, ProfileVoice::Why::Unknown);
        }
        return {};
    }

    DialFields m_fields;
    ProfileVoice m_voice;
    Ear m_ear;
    Phrase m_greeting;
    UnitClock m_clock;
    std::vector<Speech> m_speeches;
    std::pair<const Speech*, std::size_t> m_named{};  // what further steps are of
    std::chrono::steady_clock::time_point m_lastHeard{};
    std::set<std::string> m_hellos;               // of the session's: those that have come
    std::unique_ptr<std::atomic<bool>[]> m_told;  // of dials: their changes are said
    std::atomic<bool> m_tellsAll{true}, m_locked{false}, m_isNew{false};
};

}  // namespace

Result<std::unique_ptr<VirtualUnit>> makeProfileUnit(profiles::ProfilePtr profile, const profiles::ParamValues& params,
                                                     const std::map<std::string, Code>& settings, UnitClock clock) {
    if (profile->transport == profiles::Transport::None)
        return Problem{Fault::Usage, "Detent has no virtual unit of " + profile->id + ", which a hand recalls and no wire",
                       "take one with a protocol, or give it no link"};
    std::vector<const char*> ids;
    for (const auto& control : profile->controls) ids.push_back(control.id.c_str());
    auto dials = Dials::make(profile, ids, settings);
    if (!dials) return dials.problem();
    return std::unique_ptr<VirtualUnit>(std::make_unique<ProfileUnit>(profile, params, std::move(*dials), std::move(clock)));
}

}  // namespace detent::virt
