// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"
#include "dsp/core/processor.h"

#include <memory>
#include <string>

namespace detent::cli {

/// The served rack's audio: a JACK client with two inputs and two outputs, so that others see an interface of that name. The
/// only files that know JACK are served_audio_jack.cpp and what RtAudio and RtMidi bring.
class ServedAudio {
public:
    /// Takes the processor; prepared for the server's rate. Errors: Fault::Device: no server, name taken, no JACK on this
    /// system.
    static Result<std::unique_ptr<ServedAudio>> start(const std::string& name, std::unique_ptr<dsp::Processor> processor);
    virtual ~ServedAudio() = default;
    virtual double sampleRateHz() const = 0;
    /// The server is gone. [any-thread]
    virtual bool lost() const = 0;
};

}  // namespace detent::cli
