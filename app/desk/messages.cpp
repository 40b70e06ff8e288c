// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/messages.h"

#include <algorithm>

namespace detent::desk {

namespace {
constexpr std::size_t kMost = 50;
}

void Messages::add(const Problem& problem) {
    if (problem.fault == Fault::Cancelled) return;
    append({0, true, QString::fromStdString(problem.what), QString::fromStdString(problem.remedy), {}});
}

void Messages::note(const QString& what, const QString& remedy) { append({0, false, what, remedy, {}}); }

void Messages::append(Message message) {
    const bool known = std::any_of(m_all.begin(), m_all.end(), [&](const Message& m) { return m.text() == message.text(); });
    if (known) return;  // said already and not yet read
    message.id = m_nextId++;
    message.time = QDateTime::currentDateTime();
    m_all.push_back(std::move(message));
    if (m_all.size() > kMost) m_all.erase(m_all.begin());
    emit changed();
}

void Messages::remove(int id) {
    std::erase_if(m_all, [id](const Message& m) { return m.id == id; });
    emit changed();
}

void Messages::clear() {
    m_all.clear();
    emit changed();
}

}  // namespace detent::desk
