// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <vector>

namespace detent::desk {

/// What happened, to which unit, and what to do next.
struct Message {
    int id = 0;
    bool isProblem = false;
    QString what, remedy;
    QDateTime time;

    QString text() const { return remedy.isEmpty() ? what : what + "; " + remedy; }
};

/// The messages that nobody has read yet. [main-thread]
class Messages : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Cancelled is no message: whoever cancelled knows.
    void add(const Problem& problem);
    void note(const QString& what, const QString& remedy = {});
    void remove(int id);
    void clear();
    const std::vector<Message>& all() const { return m_all; }

signals:
    void changed();

private:
    void append(Message message);
    std::vector<Message> m_all;
    int m_nextId = 1;
};

}  // namespace detent::desk
