// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/settings.h"

#include "app/desk/on_main.h"

namespace detent::desk {

namespace {
constexpr const char* kNames[] = {"theme", "scale", "window", "columns", "bottom", "page", "monitor"};

std::string keyOf(const std::string& name) {
    return "desk." + name;
}
}  // namespace

Settings::Settings(recall::StoreThread& store, QObject* parent) : QObject(parent), m_store(store) {}

void Settings::load(std::function<void()> ready) {
    using Values = std::map<std::string, std::string>;
    auto job = [](recall::Store& store) {
        Values values;
        for (const char* name : kNames)
            if (auto value = store.setting(keyOf(name))) values[name] = *value;
        return values;
    };
    askStore(m_store, this, job, [this, ready = std::move(ready)](Values values) {
        m_values = std::move(values);
        ready();
    });
}

QString Settings::text(const std::string& name) const {
    const auto it = m_values.find(name);
    return it == m_values.end() ? QString() : QString::fromStdString(it->second);
}

QByteArray Settings::bytes(const std::string& name) const {
    return QByteArray::fromBase64(text(name).toLatin1());
}

double Settings::number(const std::string& name, double otherwise) const {
    bool ok = false;
    const double value = text(name).toDouble(&ok);
    return ok ? value : otherwise;
}

void Settings::set(const std::string& name, const QString& value) {
    std::string& kept = m_values[name];
    if (kept == value.toStdString()) return;
    kept = value.toStdString();
    m_store.post([name, value = kept](recall::Store& store) { (void)store.setSetting(keyOf(name), value); });
}

void Settings::setBytes(const std::string& name, const QByteArray& value) {
    set(name, QString::fromLatin1(value.toBase64()));
}

}  // namespace detent::desk
