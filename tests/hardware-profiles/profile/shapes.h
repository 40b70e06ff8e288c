// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The profiles in shapes/: one for each family of wire shapes.
#pragma once

#include "hardware-profiles/profile/reader.h"

#include <QFile>

namespace detent::test {

inline const QString kShapes = QStringLiteral(DETENT_SOURCE_DIR "/tests/hardware-profiles/profile/shapes/");

/// The file, with `to` for `from` where that is given.
inline QByteArray shapeText(const QString& name, const QByteArray& from = {}, const QByteArray& to = {}) {
    QFile file(kShapes + name + QStringLiteral(".json"));
    if (!file.open(QIODevice::ReadOnly)) qFatal("no shape %s", qPrintable(name));
    QByteArray text = file.readAll();
    if (!text.contains(from)) qFatal("%s has no %s", qPrintable(name), from.constData());
    return from.isEmpty() ? text : text.replace(from, to);
}

inline profiles::ProfileReading readShape(const QString& name, const QByteArray& from = {}, const QByteArray& to = {}) {
    return profiles::readProfile(shapeText(name, from, to).toStdString());
}

inline profiles::ProfilePtr shape(const QString& name) {
    const auto reading = readShape(name);
    if (!reading.profile) qFatal("%s", profiles::faultText(name.toStdString(), reading.faults.front()).c_str());
    return reading.profile;
}

}  // namespace detent::test
