// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes into the virtual unit of every shipped profile: it stands at positions it has, and what it says does not depend
// on where the stream was cut. First byte: which profile and where.
#include "hardware-profiles/profile/profile_library.h"
#include "hardware-profiles/virtual/ear.h"
#include "hardware-profiles/virtual/profile_unit.h"

#include <cstdlib>

using namespace detent;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

std::unique_ptr<virt::VirtualUnit> unitOf(const profiles::ProfilePtr& profile) {
    auto unit = virt::makeProfileUnit(profile, {}, {}, [] { return std::chrono::steady_clock::time_point(); });
    require(unit.ok());
    return std::move(*unit);
}

std::string said(virt::VirtualUnit& unit, std::string_view bytes) {
    std::string all;
    for (const std::string& message : unit.receive(bytes)) all += message;
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto wired = [] {
        const auto library = profiles::ProfileLibrary::load();
        std::vector<profiles::ProfilePtr> all;
        for (const auto& profile : library.all()) {
            if (profile->transport != profiles::Transport::None) all.push_back(profile);
        }
        return all;
    }();
    if (size < 2) return 0;
    const auto& profile = wired[data[0] % wired.size()];
    const std::string_view stream(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto whole = unitOf(profile);
    const std::string once = said(*whole, stream);
    for (const auto& [control, code] : whole->settings()) require(profile->control(control)->scale.contains(code));
    if (virt::framingOf(*profile) == profiles::Framing::Kind::Osc) return 0;  // packets are not cut
    const auto parts = unitOf(profile);
    const std::size_t cut = data[0] % stream.size();
    std::string twice = said(*parts, stream.substr(0, cut));
    twice += said(*parts, stream.substr(cut));
    require(twice == once);
    require(parts->settings() == whole->settings());
    return 0;
}
