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

// A client of the server that runs; null where none does.
void* openJack(const char* name) {
    constexpr int kNoStartServer = 1;
    silence();
    const auto open = find<void* (*)(const char*, int, int*, ...)>("jack_client_open");
    int status = 0;
    return open ? open(name, kNoStartServer, &status) : nullptr;
}

void closeJack(void* client) {
    const auto close = find<int (*)(void*)>("jack_client_close");
    if (client && close) close(client);
}

}  // namespace

bool jackRuns() {
    void* client = openJack("detent-looks");
    closeJack(client);
    return client != nullptr;
}

std::vector<std::string> jackMidiInputs() {
    constexpr unsigned long kIsInput = 1;
    const auto list = find<const char** (*)(void*, const char*, const char*, unsigned long)>("jack_get_ports");
    const auto free = find<void (*)(void*)>("jack_free");
    std::vector<std::string> names;
    void* client = openJack("detent-looks");
    const char** all = client && list ? list(client, nullptr, "8 bit raw midi", kIsInput) : nullptr;
    for (const char** at = all; at && *at; ++at) names.emplace_back(*at);
    if (all && free) free(all);
    closeJack(client);
    return names;
}

JackWatch::JackWatch() : m_client(openJack("detent-watches")) {
    using Died = void (*)(void*);
    const auto onShutdown = find<void (*)(void*, Died, void*)>("jack_on_shutdown");
    if (m_client && onShutdown) onShutdown(m_client, [](void* died) { *static_cast<std::atomic<bool>*>(died) = true; }, &m_died);
}

JackWatch::~JackWatch() { closeJack(m_client); }

std::size_t JackWatch::connectionsOf(const std::string& port) const {
    const auto byName = find<void* (*)(void*, const char*)>("jack_port_by_name");
    const auto connections = find<const char** (*)(void*, void*)>("jack_port_get_all_connections");
    const auto free = find<void (*)(void*)>("jack_free");
    void* found = m_client && byName ? byName(m_client, port.c_str()) : nullptr;
    const char** all = found && connections ? connections(m_client, found) : nullptr;
    std::size_t count = 0;
    while (all && all[count]) ++count;
    if (all && free) free(all);
    return count;
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
std::vector<std::string> jackMidiInputs() { return {}; }
JackWatch::JackWatch() = default;
JackWatch::~JackWatch() = default;
std::size_t JackWatch::connectionsOf(const std::string&) const { return 0; }
}  // namespace detent::links

#endif
