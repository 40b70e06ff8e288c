// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a midi.guide file: profiles that read without fault, or the reason why not; what rewrites or triggers is
// never recalled. First byte: odd puts the header before the rest.
#include "hardware-profiles/profile/midi_guide.h"
#include "hardware-profiles/profile/reader.h"

#include <cstdlib>

using namespace detent::profiles;

namespace {

constexpr const char* kColumns =
    "manufacturer,device,section,parameter_name,parameter_description,cc_msb,cc_lsb,cc_min_value,cc_max_value,cc_default_"
    "value,"
    "nrpn_msb,nrpn_lsb,nrpn_min_value,nrpn_max_value,nrpn_default_value,orientation,notes,usage\n";

void demand(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string rest(reinterpret_cast<const char*>(data + 1), size - 1);
    const GuideImport made = importMidiGuide({{"Acme/Box.csv", (data[0] % 2 == 1 ? kColumns : "") + rest}});
    demand(!made.profiles.empty() || !made.diagnostics.empty());
    for (const ImportedProfile& one : made.profiles) {
        demand(one.profile && one.rows.size() == one.profile->controls.size());
        for (const Control& control : one.profile->controls) demand(control.recalled || control.kind == ControlKind::Action);
    }
    for (const ImportDiagnostic& diagnostic : made.diagnostics)
        demand(!diagnostic.message.starts_with("no profile was made of") ||  // its own profiles read without fault
               diagnostic.message.ends_with("no profile was made"));         // a maker may be called that
    return 0;
}
