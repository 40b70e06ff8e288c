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
    bool isProtected = false;  ///< bore a checksum or the control's name: one such read verifies
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
};

/// Profile x (control, value) -> message bytes, and bytes -> (control, value). Pure; any thread.
///
/// Template fields it fills: `code`, `value` (logical), `text` (printed without unit), the control's args, the unit's params.
class Codec {
public:
    Codec(ProfilePtr profile, ParamValues params);

    const Profile& profile() const { return *m_profile; }

    /// The messages that set a control. Errors: Fault::Usage: unknown control, by hand only, code outside its scale.
    Result<std::vector<WireMessage>> set(std::string_view control, Code code) const;
    /// The same for several at once: as few messages as the protocol's batches allow, in the order given.
    Result<std::vector<WireMessage>> setTogether(const std::vector<std::pair<std::string, Code>>& settings) const;
    /// The messages that ask for a control's value. Errors: Fault::Usage where it cannot be read.
    Result<std::vector<WireMessage>> get(std::string_view control) const;
    /// The message with no control, e.g. identify or dump.
    Result<std::vector<WireMessage>> request(std::string_view messageId) const;

    /// How `frame` (one whole message, framing cut off) answers the set, get or request of `messageId` for `control`
    /// (empty for a request). A value outside the control's scale makes it Unrelated: it is damage, not an answer.
    Reply reply(std::string_view frame, std::string_view messageId, std::string_view control) const;
    /// What any received message says, whoever asked: replies, dumps and unsolicited ones.
    std::vector<Reading> decode(std::string_view frame) const;

private:
    struct Driven {
        const Control* control;
        const Message* message;
        FieldValues fields;
    };
    Result<Driven> driven(std::string_view control, Code code) const;
    FieldValues fieldsFor(const Control* control, std::optional<Code> code) const;
    Result<std::vector<WireMessage>> written(const Message& message, const std::vector<FieldValues>& groups) const;
    std::int64_t wireValue(const Param& param) const;
    /// Nothing found contradicts the installation or, where given, the control's args.
    bool agrees(const FieldValues& found, const Control* control) const;
    std::optional<Code> codeIn(const FieldValues& found, const Control& control) const;
    const Control* saidOf(const Message& message, const FieldValues& found) const;

    ProfilePtr m_profile;
    ParamValues m_params;
};

/// Cuts a received byte stream into whole messages: lines by their ends, MIDI by status and length (running status and
/// real-time bytes understood). Holds at most Framing::maxLength bytes; what is longer is dropped whole. One thread.
class Framer {
public:
    explicit Framer(const Profile& profile);
    std::vector<std::string> feed(std::string_view bytes);
    void reset();

private:
    void feedLine(char byte, std::vector<std::string>& out);
    void feedMidi(std::uint8_t byte, std::vector<std::string>& out);
    void feedSysEx(std::uint8_t byte, std::vector<std::string>& out);
    void beginMidi(std::uint8_t status, std::vector<std::string>& out);

    bool m_midi = false;
    Framing m_framing;
    std::string m_pending;
    std::string m_ended;                 ///< how the last line ended, as long as a longer end may still follow
    std::uint8_t m_runningStatus = 0;
    bool m_overlong = false;
};

}  // namespace detent::profiles
