// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any received bytes, cut anywhere, through the framer and codec of every shipped profile: nothing is read that the profile
// does not have. First byte: which profile and where the stream is cut.
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/profile/profile_library.h"

#include <cstdlib>

using namespace detent::profiles;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void checkReading(const Profile& profile, const Reading& reading) {
    const Control* control = profile.control(reading.control);
    require(control && control->scale.contains(reading.code));
}

void hear(const Codec& codec, const std::string& frame) {
    const Profile& profile = codec.profile();
    require(!frame.empty() && frame.size() <= static_cast<std::size_t>(profile.framing.maxLength));
    for (const Reading& reading : codec.decode(frame)) checkReading(profile, reading);
    for (const Control& control : profile.controls) {
        for (const std::string& message : {control.setMessage, control.getMessage}) {
            const Reply reply = codec.reply(frame, message, control.id);
            require(reply.kind == Reply::Kind::Answer || reply.readings.empty());
            for (const Reading& reading : reply.readings) checkReading(profile, reading);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const ProfileLibrary library = ProfileLibrary::load();
    if (size < 2) return 0;
    const ProfilePtr& profile = library.all()[data[0] % library.all().size()];
    const Codec codec(profile, {});
    const std::string_view stream(reinterpret_cast<const char*>(data + 1), size - 1);
    Framer whole(*profile), parts(*profile);
    const auto frames = whole.feed(stream);
    if (profile->transport != Transport::Osc) {  // packets are not cut
        const std::size_t cut = data[0] % stream.size();
        auto pieces = parts.feed(stream.substr(0, cut));
        for (auto& frame : parts.feed(stream.substr(cut))) pieces.push_back(std::move(frame));
        require(frames == pieces);
    }
    for (const std::string& frame : frames) hear(codec, frame);
    return 0;
}
