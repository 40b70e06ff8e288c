// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/message_template.h"
#include "hardware-profiles/profile/panel.h"
#include "hardware-profiles/profile/scale.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace detent::profiles {

enum class Confidence { Low, Medium, High };  ///< from memory · database or secondary · maker's manual or source code

/// Where facts come from. Every profile has at least one.
struct Source {
    std::string what;        ///< which facts rest on it
    std::string where;       ///< manual and page, address, or our own document
    Confidence confidence = Confidence::Low;
};

enum class Transport { None, Serial, Midi };

struct SerialSettings {
    int baud = 9600, dataBits = 8, stopBits = 1;
    char parity = 'N';             ///< N, E, O
    bool resetsOnOpen = false;     ///< the unit restarts when its port is opened; wait Timing::bootMs
};

/// How a byte stream is cut into messages.
struct Framing {
    std::string sendEnd = "\n";                      ///< appended to each line sent
    std::vector<std::string> receiveEnds = {"\n"};   ///< any of these ends a line; MIDI needs none
    int maxLength = 256;                             ///< bytes of one line or SysEx; longer is dropped whole
};

struct Timing {
    int gapMs = 0;       ///< least pause after each message sent
    int replyMs = 300;   ///< how long a reply may take
    int bootMs = 0;      ///< after opening, where the unit resets
    int settleMs = 0;    ///< after a change until a read-back or sound is true
};

/// One way a unit refuses a message.
struct Refusal {
    MessageTemplate pattern;                 ///< its field "text" is the unit's own word
    std::string means;                       ///< the word where the message bears none: "out of range"
};

/// One message of the protocol.
struct Message {
    std::string id;
    std::vector<MessageTemplate> send;       ///< one wire message each, sent in order
    std::vector<MessageTemplate> replies;    ///< any of these answers it; empty: the unit says nothing
    std::vector<MessageTemplate> unasked;    ///< what the unit says of the same controls by itself, e.g. when a knob is turned
    std::vector<Refusal> errors;             ///< any of these refuses it
    int batch = 1;                           ///< most groups in one message, where `send` has a group
    int replyMs = 300;
    int gapMs = 0;
    bool replyIsProtected = false;           ///< reply bears a checksum or the control's address: one read verifies
};

/// Installation parameter of a unit, e.g. its MIDI channel or device number.
struct Param {
    std::string id, label;
    std::int64_t min = 0, max = 127, defaultValue = 0;
    std::int64_t wireOffset = 0;             ///< added on the wire: channel 1 is 0
};
using ParamValues = std::map<std::string, std::int64_t>;

enum class ControlKind { Knob, Switch, Buttons, Action };  ///< continuous or stepped · two positions · one of several · trigger
enum class Role { Plain, Mute, Relay, Level };             ///< decides the phase of a recall
enum class Hazard { None, Loud, Click, Phantom, Memory };  ///< Phantom and Memory wait for a person

/// One settable thing.
struct Control {
    std::string id;                          ///< unique in the profile: "high.gain"
    std::string label;                       ///< as on the panel: "High gain"
    std::string section;                     ///< group on the panel; may be empty
    ControlKind kind = ControlKind::Knob;
    Scale scale;
    Code defaultCode = 0;
    Role role = Role::Plain;
    Hazard hazard = Hazard::None;
    bool recalled = true;                    ///< false: never part of a snapshot or recall (actions, test tones)
    Code toleranceCodes = 0;                 ///< a read-back this near is what was wanted
    int settleMs = 0;
    std::optional<Code> mutedCode;           ///< of Role::Mute: the code that silences
    std::string setMessage, getMessage;      ///< ids in Profile::messages; empty: by hand / cannot be read
    std::map<std::string, std::int64_t> args;  ///< values of further template fields: {"band": 2}
    std::string source;                      ///< where this fact comes from, if not the profile's first source

    bool driven() const { return !setMessage.empty(); }
    bool readable() const { return !getMessage.empty(); }
};

/// One fact of the source that the codec must reproduce; checked by tests over every profile.
struct Proof {
    std::vector<std::pair<std::string, Code>> settings;  ///< control and code; empty for a request
    std::string message;                     ///< id of the request or of what asks for settings.front(); empty: the set
    std::map<std::string, std::int64_t> params;  ///< where they differ from the defaults
    std::vector<std::string> sent;           ///< the framed wire messages
    std::vector<std::string> received;       ///< whole messages of the unit, framing cut off, that say `settings`
};

/// Immutable description of one product. Shared by pointer, read from any thread.
struct Profile {
    std::string id;                          ///< "maker.model", lower case
    std::string maker, model;
    std::vector<std::string> kind;           ///< "equalizer", "compressor", ...
    int channels = 2;
    std::string notes;
    std::string licence;                     ///< SPDX id where not the project's own (CC-BY-SA-4.0 for midi.guide)
    std::vector<Source> sources;
    Transport transport = Transport::None;
    SerialSettings serial;
    Framing framing;
    Timing timing;
    std::vector<Param> params;
    std::vector<Message> messages;
    std::string identifyMessage;             ///< asked after opening; its reply proves the model; may be empty
    std::string dumpMessage;                 ///< one request that reads every control; may be empty
    std::vector<Control> controls;
    Panel panel;
    std::vector<Proof> proofs;
    std::string text;                        ///< the JSON it was read from, kept in the library by its hash
    std::string sha256;                      ///< of text, lower-case hex

    const Control* control(std::string_view controlId) const;
    const Message* message(std::string_view messageId) const;
    ParamValues defaultParams() const;
    /// The least confident source speaks for the whole.
    Confidence confidence() const;
};
using ProfilePtr = std::shared_ptr<const Profile>;

const char* name(Confidence);
const char* name(Transport);
const char* name(ControlKind);

}  // namespace detent::profiles
