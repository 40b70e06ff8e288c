// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/midi_drivers.h"

#ifdef __linux__

#include <dlfcn.h>

#include <mutex>

namespace detent::links {
namespace {

void quietJack(const char*) {}
void quietAlsa(const char*, int, const char*, int, const char*, ...) {}

// Asked by name, since RtMidi brings these libraries and may have been built without either.
template <typename Function>
Function find(const char* symbol) {
    return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, symbol));
}

void silence() {
    static std::once_flag once;
    std::call_once(once, [] {
        using SetJack = void (*)(void (*)(const char*));
        using SetAlsa = int (*)(void (*)(const char*, int, const char*, int, const char*, ...));
        if (const auto set = find<SetJack>("jack_set_error_function")) set(quietJack);
        if (const auto set = find<SetJack>("jack_set_info_function")) set(quietJack);
        if (const auto set = find<SetAlsa>("snd_lib_error_set_handler")) set(quietAlsa);
    });
}

}  // namespace

bool jackRuns() {
    constexpr int kNoStartServer = 1;
    silence();
    const auto open = find<void* (*)(const char*, int, int*, ...)>("jack_client_open");
    const auto close = find<int (*)(void*)>("jack_client_close");
    if (!open || !close) return false;
    int status = 0;
    void* client = open("detent-looks", kNoStartServer, &status);
    if (client) close(client);
    return client != nullptr;
}

bool alsaSequencerRuns() {
    constexpr int kOutput = 1, kNonBlocking = 1;
    silence();
    const auto open = find<int (*)(void**, const char*, int, int)>("snd_seq_open");
    const auto close = find<int (*)(void*)>("snd_seq_close");
    void* sequencer = nullptr;
    if (!open || !close || open(&sequencer, "default", kOutput, kNonBlocking) < 0) return false;
    close(sequencer);
    return true;
}

}  // namespace detent::links

#else

namespace detent::links {
bool jackRuns() { return false; }
bool alsaSequencerRuns() { return false; }
}  // namespace detent::links

#endif
