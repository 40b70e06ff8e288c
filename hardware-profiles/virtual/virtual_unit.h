// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/processor.h"
#include "hardware-profiles/codec/link.h"
#include "hardware-profiles/profile/profile.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace detent::virt {

/// Ways a virtual unit can misbehave, for tests and for `rack serve --fault`.
struct UnitFault {
    enum class Kind {
        None,
        LoseReply,     ///< acts, but its reply never leaves
        CorruptReply,  ///< acts; one bit of the reply's last digit or data byte is wrong
        CloseLink,     ///< hangs up instead of acting
        RefuseValue,   ///< a set is refused as locked at the panel
        AnswerOther,   ///< slips to a neighbouring position and says so when asked
    };
    Kind kind = Kind::None;
    int afterMessages = 0;  ///< strikes once, at the first message after this many that it can strike
};

/// Where a unit speaks by itself. Called on the thread that made it speak.
struct UnitLine {
    std::function<void(std::string message)> say;  ///< a hand turned a knob
    std::function<void()> hangUp;                  ///< UnitFault::CloseLink
};

/// Imperfections of the analogue side. `seed` makes one serial number's tolerances.
struct Analogue {
    std::uint64_t seed = 1;
    bool noise = true;      ///< floor near -95 dBFS
    bool tolerance = true;  ///< channel mismatch of a few hundredths of a dB
};

/// Software that speaks a profile's protocol and processes audio like the gear. The protocol side runs on the thread that
/// calls `receive`; the audio side is a dsp::Processor whose settings it reads through atomics. Decoding is written from the
/// pages in docs, not through the profile's Codec, so that a mistake in one shows against the other.
class VirtualUnit {
public:
    virtual ~VirtualUnit() = default;

    virtual const profiles::Profile& profile() const = 0;

    /// Bytes from the wire, cut anywhere; returns the messages to send back, in order. [protocol thread]
    virtual std::vector<std::string> receive(std::string_view bytes) = 0;

    /// Somebody connected to its port: what it says to them before they say anything; mostly nothing. A session that was open
    /// is over. [protocol thread]
    virtual std::vector<std::string> greet() = 0;

    /// Present settings by control id; what the library keeps. [any-thread]
    virtual std::map<std::string, profiles::Code> settings() const = 0;
    /// Turns a knob as a hand at the panel would. Unknown controls and codes outside are ignored. [any-thread]
    virtual void turn(std::string_view control, profiles::Code code) = 0;
    /// Called after any change, on the thread that made it. Set before serving.
    virtual void onChange(std::function<void()> changed) = 0;

    /// Who hears the unit; an empty line disconnects, and nothing is called once that has returned. [any-thread]
    virtual void connect(UnitLine line) = 0;
    /// [any-thread]
    virtual void setFault(UnitFault fault) = 0;

    /// A processor that sounds as the unit does and follows its settings. Several may exist; each has its own state.
    /// Outlives the unit safely (shared settings).
    virtual std::unique_ptr<dsp::Processor> makeProcessor(const Analogue& analogue) const = 0;
    /// False where Detent has no model of its sound and lets audio pass as it is.
    virtual bool isModelled() const { return true; }
};

/// The unit for a profile: detent.eq3, detent.vc2 and detent.hc1 have one of their own that sounds as they do; any other with a
/// protocol is a ProfileUnit. Errors: Fault::Usage where there is no protocol to speak.
Result<std::unique_ptr<VirtualUnit>> makeVirtualUnit(profiles::ProfilePtr profile, const profiles::ParamValues& params,
                                                     const std::map<std::string, profiles::Code>& settings);

/// Answers on `link` as `unit` until either goes away. Both outlive it.
class Served {
public:
    static Result<std::unique_ptr<Served>> start(VirtualUnit& unit, profiles::Link& link);
    ~Served();

private:
    Served() = default;
    VirtualUnit* m_unit = nullptr;
    profiles::Link* m_link = nullptr;
};

/// The rack's own round trip: units in order (null is a wire), then a constant delay that is not a whole number of frames, as converters and
/// wiring have. delayFrames() of what is returned is its truth: `delayFrames` and what the units themselves are late by.
/// `delayFrames` is whole, then bits stay as they are, or at least dsp::FractionalDelay::kLatency.
std::unique_ptr<dsp::Processor> makeVirtualLoop(std::vector<std::unique_ptr<dsp::Processor>> units, double delayFrames);

}  // namespace detent::virt
