// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/message_template.h"
#include "hardware-profiles/profile/panel.h"
#include "hardware-profiles/profile/scale.h"

#include <map>
#include <memory>
#include <optional>
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

/// How it is connected: by hand · serial port · MIDI · OSC over UDP · TCP.
enum class Transport { None, Serial, Midi, Osc, Tcp };

struct SerialSettings {
    int baud = 9600, dataBits = 8, stopBits = 1;
    char parity = 'N';             ///< N, E, O
    bool resetsOnOpen = false;     ///< the unit restarts when its port is opened; wait Timing::bootMs
};

/// Of Osc and Tcp; 0: the profile knows none.
struct NetworkSettings {
    int port = 0;                  ///< where the unit listens
    int listenPort = 0;            ///< of Osc: where it sends what it says
};

/// How bytes of a frame that would be taken for its ends are written otherwise.
struct Escape {
    enum class How { None, Or80, Xor20, Double };  ///< escape, byte | 80h · escape, byte ^ 20h · the byte twice
    How how = How::None;
    std::uint8_t byte = 0;         ///< stands before an escaped byte; of Double each of `codes` stands before itself
    std::string codes;             ///< the bytes that are escaped, `byte` among them
};

/// How a byte stream is cut into messages.
struct Framing {
    /// Characters up to an end · bytes between a head and a tail · MIDI messages · OSC packets. Templates are text for
    /// Lines and Osc, bytes for Frames and Midi.
    enum class Kind { Lines, Frames, Midi, Osc };
    Kind kind = Kind::Lines;
    // of Lines
    std::string sendEnd = "\n";                      ///< appended to each line sent
    std::vector<std::string> receiveEnds = {"\n"};   ///< any of these ends a line
    std::vector<std::string> prompts;                ///< texts without an end that are whole messages where a line begins
    bool echo = false;                               ///< the unit repeats each line it takes before it answers; see Framer::sent
    // of Frames
    MessageTemplate frame;                           ///< bytes around the field `payload`, which is the message
    Escape escape;                                   ///< of all but the literal bytes that begin and end the frame
    bool checkIsOverEscaped = false;                 ///< size and checksums are of the bytes as they travel
    MessageTemplate size;                            ///< the beginning of a message that says its own size; empty: none does
    int fixedSize = 0;                               ///< bytes of every message, where nothing else tells; 0: something does
    std::vector<std::string> bare;                   ///< bytes that are a message without a frame, such as ACK
    int silenceMs = 0;                               ///< a pause of so long ends a frame that nothing else ends; 0: none does
    int maxLength = 256;                             ///< bytes of one line, SysEx or frame; longer is dropped whole

    bool isText() const { return kind == Kind::Lines || kind == Kind::Osc; }
    MessageTemplate::Coding coding() const;
};

struct Timing {
    int gapMs = 0;       ///< least pause after each message sent
    int replyMs = 300;   ///< how long a reply may take
    int bootMs = 0;      ///< after opening, where the unit resets
    int settleMs = 0;    ///< after a change until a read-back or sound is true
    int mostPerSecond = 0;      ///< messages; 0: no limit of its own. The reader has made gapMs no less than 1000 / this
    bool pollsInRecall = true;  ///< false: it is asked nothing between the sets of a phase; read-backs follow them
};

/// What holds a connection together. Messages are named by id and have no control; each awaits its reply.
struct Session {
    MessageTemplate greeting;              ///< what the unit says by itself once connected; empty: nothing to wait for
    std::vector<std::string> hello;        ///< sent in this order before anything else: log in, remote mode
    std::vector<std::string> subscribe;    ///< sent after identify: from then on the unit says changes by itself
    std::vector<std::string> bye;          ///< sent before the link is closed
    std::string keepAlive;                 ///< sent whenever nothing was for `keepAliveMs`
    int keepAliveMs = 0;
    int lostAfterMs = 0;                   ///< silence after which the unit ends the session; 0: never
    std::string lock, unlock;              ///< around a recall: the panel is locked out
};

/// One way a unit refuses a message.
struct Refusal {
    MessageTemplate pattern;                 ///< its field "text" is the unit's own word
    std::string means;                       ///< the word where the message bears none: "out of range"
};

/// One message of the protocol.
struct Message {
    std::string id;
    std::vector<MessageTemplate> send;       ///< one wire message each, sent in order; may be empty where `up` is not
    /// Of what is set by steps alone: after `send`, `down` as often as the scale has steps, to be at its first position wherever
    /// it stood, then `up` for each step to the one wanted. Empty: it is set at once.
    MessageTemplate down, up;
    std::vector<MessageTemplate> replies;    ///< any of these answers it; empty: the unit says nothing
    std::vector<MessageTemplate> unasked;    ///< what the unit says of the same controls by itself, e.g. when a knob is turned
    std::vector<Refusal> errors;             ///< any of these refuses it
    std::vector<MessageTemplate> until;      ///< the answer is several messages and ends with any of these; empty: one message
    /// What no answer within replyMs means: the outcome is unknown · it was taken · it was refused.
    enum class Silence { Unknown, Done, Refused };
    Silence silence = Silence::Unknown;      ///< Done where there are no replies
    int blockSize = 0;                       ///< bytes of the field `block` where it is sent
    int batch = 1;                           ///< most groups in one message, where `send` has a group
    int replyMs = 300;
    int gapMs = 0;
    bool replyIsProtected = false;           ///< reply bears a checksum and the control's address: one read verifies
};

/// Installation parameter of a unit, e.g. its MIDI channel or device number.
struct Param {
    std::string id, label;
    std::int64_t min = 0, max = 127, defaultValue = 0;
    std::int64_t wireOffset = 0;             ///< added on the wire: channel 1 is 0
    bool isText = false;                     ///< a word, such as a passcode, in `defaultText`; the numbers mean nothing
    std::string defaultText{};
};
/// Numbers by param id, and beside them the words of text params.
struct ParamValues : std::map<std::string, std::int64_t> {
    using std::map<std::string, std::int64_t>::map;
    std::map<std::string, std::string> texts;
};

/// Continuous or stepped · two positions · one of several · trigger · buttons of which several may be down
enum class ControlKind { Knob, Switch, Buttons, Action, Set };
enum class Role { Plain, Mute, Relay, Level };             ///< decides the phase of a recall
enum class Hazard { None, Loud, Click, Phantom, Memory };  ///< Phantom and Memory wait for a person

/// Where a control's code lies in what it shares with others.
struct Place {
    int lowBit = 0, bits = 0;                ///< in the field `word`, counted from its lowest bit; bits 0: it has no such place
    int at = -1;                             ///< first byte in the field `block`, counted from 0; -1: none
    MessageTemplate format;                  ///< how code (or word, where it has bits) stands there

    std::int64_t mask() const { return ((std::int64_t{1} << bits) - 1) << lowBit; }
};

/// What another control's position makes of this one.
struct Dependency {
    struct Case {
        std::vector<Code> when;              ///< positions of the other control
        std::optional<Scale> scale;          ///< the same codes, read otherwise
        std::string label;                   ///< empty: its own
        bool unused = false;                 ///< it does nothing there
    };
    std::string on;                          ///< id of the other control; empty: none
    std::vector<Case> cases;                 ///< what none of them names is as the control says
};

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
    std::string subscribeMessage;            ///< asks the unit to say changes of it by itself; may be empty
    std::map<std::string, std::int64_t> args;  ///< values of further template fields: {"band": 2}
    std::map<std::string, std::string> words;  ///< the same for words: {"name": "EQGAIN"}
    Place place;
    Dependency depends;
    int order = 0;                           ///< within its phase of a recall the lower go first
    std::string mutedBy;                     ///< control of Role::Mute that is closed while this one moves; may be empty
    std::string source;                      ///< where this fact comes from, if not the profile's first source

    bool driven() const { return !setMessage.empty(); }
    bool readable() const { return !getMessage.empty(); }
    /// It reads its own panel and cannot turn it: a person turns, Detent watches.
    bool isWatched() const { return readable() && !driven(); }
    /// As `depends` has it while the other control stands at `other`; its own where that is unknown.
    const Scale& scaleWhen(std::optional<Code> other) const;
    const std::string& labelWhen(std::optional<Code> other) const;
    bool isUnusedWhen(std::optional<Code> other) const;
};

/// One fact of the source that the codec must reproduce; checked by tests over every profile.
struct Proof {
    std::vector<std::pair<std::string, Code>> settings;  ///< control and code; empty for a request
    std::vector<std::pair<std::string, Code>> known;     ///< where others stand that share a word or block with them
    std::string message;                     ///< id of the request or of what asks for settings.front(); empty: the set
    ParamValues params;                      ///< where they differ from the defaults
    std::vector<std::string> sent;           ///< the framed wire messages
    std::vector<std::string> received;       ///< whole messages of the unit, framing cut off, that say `settings`
};

/// Immutable description of one product. Shared by pointer, read from any thread.
struct Profile {
    std::string id;                          ///< "maker.model" or of a variant "maker.model.variant", lower case
    std::string maker, model;
    std::vector<std::string> kind;           ///< "equalizer", "compressor", ...
    int channels = 2;
    std::string notes;
    std::string licence;                     ///< SPDX id where not the project's own (CC-BY-SA-4.0 for midi.guide)
    std::vector<Source> sources;
    Transport transport = Transport::None;
    SerialSettings serial;
    NetworkSettings network;
    Framing framing;
    Timing timing;
    Session session;
    std::vector<Param> params;
    std::vector<Message> messages;
    std::string identifyMessage;             ///< asked after opening; its reply proves the model; may be empty
    std::string dumpMessage;                 ///< the first request of the dump; may be empty
    std::vector<std::string> dumpMessages;   ///< the requests that together read every control, in this order
    std::vector<Control> controls;
    Panel panel;
    std::vector<Proof> proofs;
    std::string text;                        ///< the JSON it was read from, kept in the library by its hash
    std::string sha256;                      ///< of text, lower-case hex

    const Control* control(std::string_view controlId) const;
    const Message* message(std::string_view messageId) const;
    ParamValues defaultParams() const;
    /// The least of the sources its controls rest on: the first, and those that a control names. Others, such as an assumed
    /// pause, are shown among the sources and speak for nothing else.
    Confidence confidence() const;
};
using ProfilePtr = std::shared_ptr<const Profile>;

const char* name(Confidence);
const char* name(Transport);
const char* name(ControlKind);

}  // namespace detent::profiles
