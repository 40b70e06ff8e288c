// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/virtual_unit.h"

namespace detent::virt {

Result<std::unique_ptr<Served>> Served::start(VirtualUnit& unit, profiles::Link& link) {
    constexpr std::chrono::milliseconds kNoGap{0};
    auto opened = link.open([&unit, &link](profiles::LinkEvent event) {
        std::vector<std::string> words;
        if (event.kind == profiles::LinkEvent::Kind::Joined) words = unit.greet();
        if (event.kind == profiles::LinkEvent::Kind::Received) words = unit.receive(event.bytes);
        for (std::string& word : words) link.send(std::move(word), kNoGap);
    });
    if (!opened) return opened.problem();
    unit.connect({[&link](std::string message) { link.send(std::move(message), kNoGap); }, [&link] { link.close(); }});
    std::unique_ptr<Served> served(new Served);
    served->m_unit = &unit;
    served->m_link = &link;
    return served;
}

Served::~Served() {
    m_unit->connect({});
    m_link->close();
}

}  // namespace detent::virt
