// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <sndfile.h>

namespace detent::dsp {

/// A libsndfile handle that closes itself; private to the sources of dsp/file.
using SoundFile = std::unique_ptr<SNDFILE, decltype(&sf_close)>;

inline SoundFile openSoundFile(const std::filesystem::path& path, int mode, SF_INFO& info) {
#ifdef _WIN32
    return {sf_wchar_open(path.c_str(), mode, &info), &sf_close};
#else
    return {sf_open(path.c_str(), mode, &info), &sf_close};
#endif
}

}  // namespace detent::dsp
