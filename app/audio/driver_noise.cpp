// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/driver_noise.h"

#include <atomic>
#include <iostream>
#include <mutex>
#include <streambuf>
#include <string_view>

#ifdef __linux__
#include <dlfcn.h>
#endif

namespace detent::audio {
namespace {

/// Passes everything on but the line that RtAudio writes when a server shuts it down, which no option of its own stops.
class WithoutRtAudio final : public std::streambuf {
public:
    explicit WithoutRtAudio(std::streambuf* target) : m_target(target) {}

protected:
    std::streamsize xsputn(const char* text, std::streamsize count) override {
        const bool theirs = std::string_view(text, static_cast<std::size_t>(count)).starts_with("\nRtApi");
        m_endOfTheirs = theirs;
        return theirs ? count : m_target->sputn(text, count);
    }
    int overflow(int c) override {
        if (traits_type::eq_int_type(c, traits_type::eof())) return c;
        if (m_endOfTheirs.exchange(false) && c == '\n') return c;
        return m_target->sputc(static_cast<char>(c));
    }
    int sync() override { return m_target->pubsync(); }

private:
    std::streambuf* m_target;
    std::atomic<bool> m_endOfTheirs{false};  ///< a line end may follow
};

#ifdef __linux__
void quietJack(const char*) {}
void quietAlsa(const char*, int, const char*, int, const char*, ...) {}

// Asked by name, since RtAudio brings these libraries and may have been built without either.
template <typename Function>
Function find(const char* symbol) {
    return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, symbol));
}

void quietLibraries() {
    using SetJack = void (*)(void (*)(const char*));
    using SetAlsa = int (*)(void (*)(const char*, int, const char*, int, const char*, ...));
    if (const auto set = find<SetJack>("jack_set_error_function")) set(quietJack);
    if (const auto set = find<SetJack>("jack_set_info_function")) set(quietJack);
    if (const auto set = find<SetAlsa>("snd_lib_error_set_handler")) set(quietAlsa);
}
#else
void quietLibraries() {}
#endif

}  // namespace

void quietDrivers() {
    static std::once_flag once;
    std::call_once(once, [] {
        quietLibraries();
        static auto* filter = new WithoutRtAudio(std::cerr.rdbuf());  // lives as long as std::cerr does
        std::cerr.rdbuf(filter);
    });
}

}  // namespace detent::audio
