// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace detent::audio {

/// True while this thread is inside the callback. Methods tagged otherwise assert that it is not.
inline thread_local bool onAudioThread = false;

/// Marks the callback's span. [audio-thread]
class AudioThreadScope {
public:
    AudioThreadScope() noexcept { onAudioThread = true; }
    ~AudioThreadScope() { onAudioThread = false; }
    AudioThreadScope(const AudioThreadScope&) = delete;
    AudioThreadScope& operator=(const AudioThreadScope&) = delete;
};

}  // namespace detent::audio
