// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/rack.h"
#include "app/draw/faceplate.h"

namespace detent::desk {

/// How one unit stands, as its faceplate shows it.
draw::FaceplateState plateState(const Rack& rack, const recall::KnownUnit& unit, recall::UtcMs now);
/// "+2.0 dB, verified", "3.0, wanted 2.5, set it by hand": for assistive tools and tips.
QString spokenState(const Rack& rack, const recall::KnownUnit& unit, const profiles::Control& control);
/// Where the fact of this control comes from: source, place and how sure it is.
QString sourceText(const profiles::Profile& profile, const profiles::Control& control);

}  // namespace detent::desk
