// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

namespace detent::cli {

// What the commands that send audio through gear share.

/// --insert NAME, or --virtual UNIT, or --device NAME with --send and --return.
struct GearFlags {
    std::string insert, device, send, returns;
    std::vector<std::string> virtualUnits;
    double rateHz = 0;
    int bufferFrames = 0;
    bool noNoise = false;
};
void addDeviceFlags(CLI::App& verb, GearFlags& flags);
void addGearFlags(CLI::App& verb, GearFlags& flags);  ///< those and --insert, --virtual, --no-noise

/// "1,2" as channels. Errors: Fault::Usage.
Result<std::vector<int>> channelsFrom(const std::string& text);
/// Device, rate, buffer and channels of the flags put over those of `insert`. Errors: Fault::Usage.
Result<void> applyDeviceFlags(const GearFlags& flags, recall::Insert& insert);
/// The insert the flags mean: the saved one, or one of this moment (without an id). Errors: Fault::Usage.
Result<recall::Insert> insertFrom(studio::Studio& studio, const GearFlags& flags);

/// An insert made ready to carry audio at one rate.
struct Passage {
    std::unique_ptr<dsp::Processor> processor;  ///< of a virtual insert
    std::unique_ptr<audio::Backend> backend;
    audio::Loop loop;
};
Result<Passage> makePassage(studio::Studio& studio, const recall::Insert& insert, double rateHz, bool noise);

/// Pings the loop and puts what was measured into `insert`; where it is a saved one and the measurement was accepted, into
/// the library too. The engineer's monitors are not touched. Errors: as audio::measureInsert.
Result<dsp::LoopMeasurement> measure(Context& context, studio::Studio& studio, recall::Insert& insert, double rateHz,
                                     bool noise);

/// How a print is made, apart from what and through what.
struct PrintFlags {
    std::string resume, punch, into;
    int bits = 0;
    double tailSeconds = 0;
};
void addPrintFlags(CLI::App& verb, PrintFlags& flags);

/// One pass of a file: `job` without loop and delay. Measures first where the insert was never measured at the file's rate, and
/// says so. Errors: as audio::print; what was stopped says where its good part lies and how to go on.
struct Pass {
    audio::CaptureReport report;
    recall::Insert insert;
};
Result<Pass> printFile(Context& context, studio::Studio& studio, recall::Insert insert, audio::PrintJob job,
                       const PrintFlags& flags, bool noise);

/// The units of `insert` by name, in order, for the file's head.
Result<std::vector<std::string>> gearOf(studio::Studio& studio, const recall::Insert& insert);

}  // namespace detent::cli
