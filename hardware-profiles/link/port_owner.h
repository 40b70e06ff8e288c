// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <memory>
#include <string>

class QLockFile;

namespace detent::links {

/// One process owns a port. The note of it lies in the user's temporary folder, named by a hash of `key`, and dies with the
/// process: what a crashed one left behind is taken over.
class PortOwner {
public:
    /// `key` is the port's canonical name; `what` names it for people: "serial port /dev/ttyUSB0".
    /// Errors: Fault::Link: "serial port /dev/ttyUSB0 is in use by detent-desktop (process 123); close it there". Any thread.
    static Result<PortOwner> take(const std::string& key, const std::string& what);

    PortOwner(PortOwner&&) noexcept;
    PortOwner& operator=(PortOwner&&) noexcept;
    ~PortOwner();

private:
    explicit PortOwner(std::unique_ptr<QLockFile> lock);
    std::unique_ptr<QLockFile> m_lock;
};

}  // namespace detent::links
