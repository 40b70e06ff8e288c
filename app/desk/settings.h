// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/store/store_thread.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>
#include <map>

namespace detent::desk {

/// Small things the desk remembers in the library: theme, size of text, window, dividers. Read once, written as they change.
/// [main-thread]
class Settings : public QObject {
    Q_OBJECT
public:
    explicit Settings(recall::StoreThread& store, QObject* parent = nullptr);

    void load(std::function<void()> ready);
    QString text(const std::string& name) const;  ///< "" where it was never set
    QByteArray bytes(const std::string& name) const;
    double number(const std::string& name, double otherwise) const;
    void set(const std::string& name, const QString& value);
    void setBytes(const std::string& name, const QByteArray& value);

private:
    recall::StoreThread& m_store;
    std::map<std::string, std::string> m_values;
};

}  // namespace detent::desk
