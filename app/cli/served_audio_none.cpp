// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/served_audio.h"

namespace detent::cli {

Result<std::unique_ptr<ServedAudio>> ServedAudio::start(const std::string& name, std::unique_ptr<dsp::Processor>) {
    return Problem{Fault::Device, "cannot serve audio as " + name + ": this Detent was built without JACK",
                   "leave out --audio"};
}

}  // namespace detent::cli
