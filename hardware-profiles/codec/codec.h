// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/profile.h"

#include <optional>
#include <string>
#include <vector>

namespace detent::profiles {

/// One message on its way out, framed: line end or status bytes included.
struct WireMessage {
    std::string bytes;
    int gapMs = 0;             ///< least pause after it
};

/// What one received message says of one control.
struct Reading {
    std::string control;
    Code code = 0;
    bool isProtected = false;  ///< bore both a checksum and the control's name: one such read verifies
};

/// What a received message is in answer to a request.
struct Reply {
    enum class Kind {
        Unrelated,  ///< not an answer to it (unsolicited, echo of another control)
        Answer,     ///< acknowledges it; `readings` if it says values
        Refused,    ///< the unit refuses it; `text` is its own word
    };
    Kind kind = Kind::Unrelated;
    std::vector<Reading> readings;
    std::string text;
    bool isLast = true;        ///< of an Answer of several messages: nothing more of it will come
};

/// Positions of further controls, by id.
using KnownCodes = std::map<std::string, Code, std::less<>>;

/// Profile x (control, value) -> message bytes, and bytes -> (control, value). Pure; any thread.
///
/// Template fields it fills: `code`, `value` (logical), `text` (printed without unit), `wire` (the word on the wire), `word` and
/// `mask` (bits shared with other controls), `block` (bytes shared with them), the control's args, the unit's params.
class Codec {
public:
    Codec(ProfilePtr profile, ParamValues params);

    const Profile& profile() const { return *m_profile; }

    /// What of a control's args the messages that set it bear: two with the same are told apart by word or block alone.
    FieldValues address(const Control& control) const;
    /// Controls whose positions travel with every set of this one, because they share its word or block.
    std::vector<std::string> needs(std::string_view control) const;
    /// The messages that set a control. `known` has where those it needs stand. Errors: Fault::Usage: unknown control, by hand
    /// only, code outside its scale, one it needs is not known.
    Result<std::vector<WireMessage>> set(std::string_view control, Code code, const KnownCodes& known = {}) const;
    /// The same for several at once: as few messages as the protocol's batches and shared words allow, in the order given.
    Result<std::vector<WireMessage>> setTogether(const std::vector<std::pair<std::string, Code>>& settings,
                                                 const KnownCodes& known = {}) const;
    /// The messages that ask for a control's value. Errors: Fault::Usage where it cannot be read.
    Result<std::vector<WireMessage>> get(std::string_view control) const;
    /// The messages after which the unit says changes of it by itself; none where the profile has none.
    Result<std::vector<WireMessage>> subscribe(std::string_view control) const;
    /// The message with no control, e.g. identify or dump.
    Result<std::vector<WireMessage>> request(std::string_view messageId) const;

    /// How `frame` (one whole message, framing cut off) answers the set, get or request of `messageId` for `control`
    /// (empty for a request). A value outside the control's scale makes it Unrelated: it is damage, not an answer.
    Reply reply(std::string_view frame, std::string_view messageId, std::string_view control) const;
    /// What any received message says, whoever asked: replies, dumps and unsolicited ones.
    std::vector<Reading> decode(std::string_view frame) const;
    /// What a message to the unit sets, framing cut off. `frame` may be the several messages of one set, one behind the other.
    std::vector<Reading> meant(std::string_view frame) const;
    /// The fields that say where a control stands, as the unit fills them; all but its block.
    FieldValues spoken(const Control& control, Code code) const;
    /// A block of so many bytes, 0 but for this control. Errors: Fault::Usage where it does not fit.
    Result<std::string> blockWith(const Control& control, Code code, std::size_t size) const;
    /// Is it the unit's greeting?
    bool isGreeting(std::string_view frame) const;

private:
    struct Driven {
        const Control* control;
        const Message* message;
        FieldValues fields;
    };
    Result<Driven> driven(std::string_view control, Code code, const KnownCodes& known) const;
    FieldValues fieldsFor(const Control* control, std::optional<Code> code) const;
    Result<std::string> blockOf(const std::vector<std::pair<const Control*, Code>>& all, std::size_t size) const;
    Result<void> addShared(const Control& control, Code code, const KnownCodes& known, FieldValues& fields) const;
    Result<std::vector<WireMessage>> written(const Message& message, const std::vector<FieldValues>& groups) const;
    /// One wire message, framed.
    Result<std::string> writtenAs(const MessageTemplate& pattern, const std::vector<FieldValues>& groups) const;
    /// The steps that bring a control to `code`; none where it is set at once.
    Result<std::vector<WireMessage>> bySteps(const Control& control, Code code) const;
    std::vector<Reading> meantBySteps(const Message& message, const std::vector<const Control*>& users, std::string_view frame) const;
    std::int64_t wireValue(const Param& param) const;
    /// Nothing found contradicts the installation or, where given, the control's args.
    bool agrees(const FieldValues& found, const Control* control) const;
    std::optional<Code> codeIn(const FieldValues& found, const Control& control) const;
    /// The controls that `found` speaks of: those it shares out a word or block to, else the one it fits; none where several do.
    std::vector<Reading> saidBy(const std::vector<const Control*>& users, const FieldValues& found, bool isProtected) const;
    std::vector<const Control*> usersOf(const Message& message) const;
    bool isProtected(const Message& message, const MessageTemplate& pattern) const;

    ProfilePtr m_profile;
    ParamValues m_params;
};

/// Puts a message into its frame, escaped and with its checks; the bytes themselves where the framing has no frame.
/// Errors: Fault::Usage where it does not fit.
Result<std::string> framed(const Framing& framing, const std::string& message);
/// The message in one whole frame; nullopt where a byte, a size or a check of it is wrong.
std::optional<std::string> unframed(const Framing& framing, std::string_view frame);

/// Cuts a received byte stream into whole messages: lines by their ends, MIDI by status and length (running status and
/// real-time bytes understood), frames by their ends, sizes or checks, OSC packets by the bundles in them. MIDI messages that
/// only together say a value (pairs of CCs, NRPNs) come once more joined, after the last of them; an NRPN or RPN whose number
/// was not repeated is joined to the number that was last. Holds at most Framing::maxLength bytes; what is longer is dropped
/// whole. One thread.
class Framer {
public:
    explicit Framer(const Profile& profile);
    /// `nowMs`: when they came, on any clock; it matters only where a pause ends a frame.
    std::vector<std::string> feed(std::string_view bytes, double nowMs = 0);
    /// Where the unit echoes, its next line is dropped if it is this, a message as it was sent.
    void sent(std::string_view bytes);
    void reset();

private:
    void feedLine(char byte, std::vector<std::string>& out);
    void lineEnded(std::vector<std::string>& out);
    void feedMidi(std::uint8_t byte, std::vector<std::string>& out);
    void feedSysEx(std::uint8_t byte, std::vector<std::string>& out);
    void beginMidi(std::uint8_t status, std::vector<std::string>& out);
    void midiEnded(std::vector<std::string>& out);
    void recallNumber();
    void feedFrames(std::string_view bytes, std::vector<std::string>& out);

    Framing::Kind m_kind;
    Framing m_framing;
    std::vector<MessageTemplate> m_known;   ///< MIDI messages that only together say something; all, where a pause ends a frame
    std::string m_recent;                   ///< the last MIDI messages, one behind the other
    std::string m_pending;
    std::string m_ended;                    ///< how the last line ended, as long as a longer end may still follow
    std::vector<std::string> m_echoes;      ///< lines that will come back
    std::uint8_t m_runningStatus = 0;
    struct Numbered {
        std::string number, coarse;  ///< the two messages of the last NRPN or RPN, and its first data message
    };
    std::map<char, Numbered> m_numbered;  ///< by status byte
    double m_lastMs = 0;                  ///< when bytes last came
    bool m_overlong = false;
};

}  // namespace detent::profiles
