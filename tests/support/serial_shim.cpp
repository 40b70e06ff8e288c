// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/serial_shim.h"

#include <cstdarg>
#include <dlfcn.h>
#include <sys/ioctl.h>

namespace detent::test {

SerialShim& SerialShim::instance() {
    static SerialShim shim;
    return shim;
}

}  // namespace detent::test

namespace {

template <typename Function>
Function real(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

// The program's own definitions come before the system's.
extern "C" int ioctl(int fd, unsigned long request, ...) noexcept {
    std::va_list arguments;
    va_start(arguments, request);
    void* argument = va_arg(arguments, void*);
    va_end(arguments);
    auto& shim = detent::test::SerialShim::instance();
    int* lines = static_cast<int*>(argument);
    switch (request) {
        case TIOCMGET:
            *lines = shim.lines;
            return 0;
        case TIOCMSET:
            ++shim.lineWrites;
            shim.lines = *lines;
            return 0;
        case TIOCMBIS:
            ++shim.lineWrites;
            shim.lines |= *lines;
            return 0;
        case TIOCMBIC:
            ++shim.lineWrites;
            shim.lines &= ~*lines;
            return 0;
        default:
            break;
    }
    static const auto system = real<int (*)(int, unsigned long, void*)>("ioctl");
    return system(fd, request, argument);
}

extern "C" int tcsetattr(int fd, int when, const termios* settings) noexcept {
    detent::test::SerialShim::instance().settings.push_back(*settings);
    static const auto system = real<int (*)(int, int, const termios*)>("tcsetattr");
    return system(fd, when, settings);
}
