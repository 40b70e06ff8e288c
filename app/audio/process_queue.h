// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The queue orders its threads by fences, which GCC's thread sanitizer cannot see; tell it by hand.
#if defined(__SANITIZE_THREAD__)
extern "C" void AnnotateHappensBefore(const char*, int, void*);
extern "C" void AnnotateHappensAfter(const char*, int, void*);
namespace detent::audio { inline int queueFence; }
#define AE_TSAN_ANNOTATE_RELEASE() AnnotateHappensBefore(__FILE__, __LINE__, &::detent::audio::queueFence)
#define AE_TSAN_ANNOTATE_ACQUIRE() AnnotateHappensAfter(__FILE__, __LINE__, &::detent::audio::queueFence)
#endif

#include <readerwriterqueue/readerwriterqueue.h>

namespace detent::audio {

/// One thread puts, one takes. Made with room for what it will ever hold; only try_enqueue and try_dequeue are used, which
/// neither allocate nor lock.
template <typename T>
using Queue = moodycamel::ReaderWriterQueue<T>;

}  // namespace detent::audio
