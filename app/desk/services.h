// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/engine.h"
#include "dsp/core/progress.h"
#include "hardware-profiles/profile/profile_library.h"
#include "recall/run/conductor.h"
#include "recall/store/store_thread.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace detent::desk {

/// Something a unit could be reached by.
struct FoundLink {
    std::string address;  ///< LinkAddress text
    std::string label;    ///< for people: "USB serial adapter, /dev/ttyUSB0"
};

/// All that the desk needs and may not make itself (links, virtual units, devices, documents). Filled by the program from
/// studio::Studio; everything pointed to outlives the desk.
struct Services {
    recall::StoreThread* store = nullptr;
    const profiles::ProfileLibrary* profiles = nullptr;
    std::function<recall::UtcMs()> clock;

    recall::LinkMaker makeLink;  ///< [conductor thread]
    /// Told of every value that became known, to keep it and to turn a virtual unit set by hand. [any-thread]
    std::function<void(const recall::UnitId&, const std::vector<recall::ControlValue>&)> learned;

    /// The device to listen on: an interface, or the virtual backend in real time where there is none.
    std::function<std::unique_ptr<audio::Backend>()> makeListenBackend;
    audio::DeviceConfig listenDevice;
    /// The device to print and measure on: free-running for a virtual insert. [worker]
    std::function<std::unique_ptr<audio::Backend>(const recall::Insert&)> makePrintBackend;
    /// The processor of a virtual insert; null for a real one. Errors name the unit. [any-thread]
    std::function<Result<std::unique_ptr<dsp::Processor>>(const recall::Insert&)> makeInsertProcessor;

    /// What is there now that gear of this profile could be wired to, the likeliest first. [worker]
    std::function<std::vector<FoundLink>(const profiles::Profile&)> scan;
    /// Fills a library at the start (the demonstration, or a song named on the command line) and returns the song to show; empty:
    /// nothing was to be done. Absent: there is nothing to prepare. [worker]
    std::function<Result<recall::SongId>(const dsp::Progress&)> prepare;

    std::function<Result<void>(const recall::SnapshotId&, const std::filesystem::path&)> writeRecallSheet;  ///< [worker]
    /// The folder that the prints of a session lie in; made when first asked for.
    std::function<std::filesystem::path(const recall::Session&)> sessionFolder;
    /// Where a source lies now. Errors: Fault::File: moved and not found by its hash.
    std::function<Result<std::filesystem::path>(const recall::Source&)> sourceFile;
};

}  // namespace detent::desk
