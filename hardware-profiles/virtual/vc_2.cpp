// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/vc_2.h"

#include "hardware-profiles/virtual/vc_2_sound.h"

#include <array>

namespace detent::virt {
namespace {

constexpr std::array<const char*, Vc2Dial::Count> kControls = {"threshold", "ratio",  "attack", "release",
                                                               "makeup",    "sc.hpf", "in"};
constexpr std::array<int, Vc2Dial::Count> kHighest = {100, 6, 60, 5, 40, 4, 1};
constexpr std::uint8_t kNrpnBank = 68, kAnyDevice = 0x7F;
enum Controller : std::uint8_t {
    DataMsb = 0x06,
    DataLsb = 0x26,
    NrpnLsb = 0x62,
    NrpnMsb = 0x63,
    RpnLsb = 0x64,
    RpnMsb = 0x65
};
enum Word : std::uint8_t { Read = 0x01, Answer = 0x02, Turned = 0x03, Refuse = 0x7F };
enum Reason : std::uint8_t { OutOfRange = 1, Locked = 2 };
const std::string kMaker = "\x7D\x44\x32";

std::string bytesOf(std::initializer_list<int> bytes) {
    std::string text;
    for (const int byte : bytes) text += static_cast<char>(byte);
    return text;
}

class Vc2 final : public TalkingUnit {
public:
    Vc2(profiles::ProfilePtr profile, std::shared_ptr<Dials> dials, int channel, int device)
        : TalkingUnit(std::move(profile), std::move(dials)),
          m_controlChange(static_cast<std::uint8_t>(0xB0 + channel - 1)),
          m_device(static_cast<std::uint8_t>(device)) {}

    std::unique_ptr<dsp::Processor> makeProcessor(const Analogue& analogue) const override {
        return std::make_unique<Vc2Sound>(sharedDials(), analogue);
    }

private:
    std::optional<Request> hear(std::uint8_t byte) override {
        if (byte >= 0xF8) return std::nullopt;  // real-time bytes stand anywhere
        if (byte >= 0x80) return hearStatus(byte);
        if (m_inSysEx) {
            if (m_sysEx.size() < kLongestSysEx) m_sysEx += static_cast<char>(byte);
            return std::nullopt;
        }
        if (m_status != m_controlChange) return std::nullopt;  // no one else's message has a meaning here
        if (!m_controller) {
            m_controller = byte;
            return std::nullopt;
        }
        return hearController(*std::exchange(m_controller, std::nullopt), byte);
    }

    std::optional<Request> hearStatus(std::uint8_t byte) {
        const bool ends = m_inSysEx && byte == 0xF7;
        m_inSysEx = byte == 0xF0;
        m_status = byte < 0xF0 ? byte : 0;
        m_controller.reset();
        if (ends) return understand(std::exchange(m_sysEx, {}));
        m_sysEx.clear();
        return std::nullopt;
    }

    std::optional<Request> hearController(std::uint8_t controller, std::uint8_t value) {
        switch (controller) {
            case NrpnMsb:
                m_bank = value;
                m_high.reset();
                break;
            case NrpnLsb:
                m_parameter = value;
                m_high.reset();
                break;
            case RpnMsb:
            case RpnLsb:
                m_bank.reset();
                break;
            case DataMsb:
                m_high = value;
                break;
            case DataLsb:
                if (m_bank == kNrpnBank && m_parameter && m_high) return set(*m_parameter, *m_high * 128 + value);
                break;
            default:
                break;
        }
        return std::nullopt;
    }

    Request set(std::uint8_t parameter, int code) const {
        if (parameter < Vc2Dial::Count && code <= kHighest[parameter]) return {Request::Kind::Set, parameter, code, {}};
        return {Request::Kind::Other, 0, 0, refusal(parameter, OutOfRange)};
    }

    /// `body` is what stood between F0 and F7.
    std::optional<Request> understand(const std::string& body) const {
        const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(body[i]); };
        if (body.size() == 4 && at(0) == 0x7E && isMe(at(1)) && at(2) == 0x06 && at(3) == 0x01) {
            return Request{
                Request::Kind::Other, 0, 0,
                bytesOf({0xF0, 0x7E, m_device, 0x06, 0x02, 0x7D, 0x44, 0x00, 0x32, 0x00, 0x01, 0x00, 0x00, 0x00, 0xF7})};
        }
        const bool read = body.size() == 6 && body.starts_with(kMaker) && isMe(at(3)) && at(4) == Read;
        if (!read || at(5) >= Vc2Dial::Count) return std::nullopt;
        return Request{Request::Kind::Get, at(5), 0, {}};
    }

    bool isMe(std::uint8_t device) const { return device == m_device || device == kAnyDevice; }

    std::string framed(std::initializer_list<int> said) const {
        const std::string body = kMaker + static_cast<char>(m_device) + bytesOf(said);
        char check = 0;
        for (const char byte : body) check = static_cast<char>(check ^ byte);
        return "\xF0" + body + check + "\xF7";
    }
    std::string value(Word word, std::size_t dial) const {
        const auto code = static_cast<int>(dials().code(dial));
        return framed({word, static_cast<int>(dial), code / 128, code % 128});
    }
    std::string refusal(int parameter, Reason reason) const { return framed({Refuse, parameter, reason}); }

    std::string toldOf(std::size_t dial) const override { return value(Answer, dial); }
    std::string doneWith(std::size_t) const override { return {}; }
    std::string lockedAt(std::size_t dial) const override { return refusal(static_cast<int>(dial), Locked); }
    std::string unaskedOf(std::size_t dial) const override { return value(Turned, dial); }

    static constexpr std::size_t kLongestSysEx = 32;
    const std::uint8_t m_controlChange, m_device;
    std::uint8_t m_status = 0;                                // running; 0 where none runs
    std::optional<std::uint8_t> m_controller;                 // waits for its value
    std::optional<std::uint8_t> m_bank, m_parameter, m_high;  // of the NRPN
    bool m_inSysEx = false;
    std::string m_sysEx;
};

int paramOf(const profiles::Profile& profile, const profiles::ParamValues& params, const char* id, int otherwise) {
    if (const auto given = params.find(id); given != params.end()) return static_cast<int>(given->second);
    for (const profiles::Param& param : profile.params) {
        if (param.id == id) return static_cast<int>(param.defaultValue);
    }
    return otherwise;
}

}  // namespace

Result<std::unique_ptr<VirtualUnit>> makeVc2(const profiles::ProfilePtr& profile, const profiles::ParamValues& params,
                                             const std::map<std::string, Code>& settings) {
    const int channel = paramOf(*profile, params, "channel", 1), device = paramOf(*profile, params, "device", 0);
    if (channel < 1 || channel > 16)
        return Problem{Fault::Usage, "VC-2 cannot listen on MIDI channel " + std::to_string(channel),
                       "give channel=1 to 16"};
    if (device < 0 || device > 127)
        return Problem{Fault::Usage, "VC-2 cannot have the device number " + std::to_string(device), "give device=0 to 127"};
    auto dials = Dials::make(profile, kControls, settings);
    if (!dials) return dials.problem();
    return std::unique_ptr<VirtualUnit>(std::make_unique<Vc2>(profile, std::move(*dials), channel, device));
}

}  // namespace detent::virt
