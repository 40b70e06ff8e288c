// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <functional>

namespace detent::draw::test {

/// What a painter leaves on a ground of one colour, at one pixel a unit.
inline QImage painted(QSize size, const QColor& ground, const std::function<void(QPainter&)>& paint) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(ground);
    QPainter painter(&image);
    paint(painter);
    return image;
}

/// Saves a picture where DETENT_PICTURES names a folder, to be looked at.
inline void keep(const QImage& image, const QString& name) {
    const QString folder = qEnvironmentVariable("DETENT_PICTURES");
    if (!folder.isEmpty()) image.save(folder + "/" + name + ".png");
}

/// Where two pictures differ by more than `least` in a channel; an empty rectangle where nowhere.
inline QRect differing(const QImage& a, const QImage& b, int least = 6) {
    QRect all;
    for (int y = 0; y < a.height(); ++y) {
        const auto* one = reinterpret_cast<const QRgb*>(a.constScanLine(y));
        const auto* two = reinterpret_cast<const QRgb*>(b.constScanLine(y));
        for (int x = 0; x < a.width(); ++x) {
            if (one[x] == two[x]) continue;
            const int most = std::max({std::abs(qRed(one[x]) - qRed(two[x])), std::abs(qGreen(one[x]) - qGreen(two[x])), std::abs(qBlue(one[x]) - qBlue(two[x]))});
            if (most > least) all |= QRect(x, y, 1, 1);
        }
    }
    return all;
}

/// Is there a pixel within one of `at` that is this colour but for antialiasing?
inline bool shows(const QImage& image, const QPointF& at, const QColor& colour) {
    const QPoint middle = QPoint(int(at.x()), int(at.y()));
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) {
            const QColor c(image.pixel(middle + QPoint(dx, dy)));
            if (std::abs(c.red() - colour.red()) + std::abs(c.green() - colour.green()) + std::abs(c.blue() - colour.blue()) < 60) return true;
        }
    return false;
}

/// The centre of the pixels that are near a colour, and how many there are.
struct Spot {
    QPointF centre;
    int count = 0;
};
inline Spot spotOf(const QImage& image, const QColor& colour, int within = 24) {
    Spot spot;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor c(image.pixel(x, y));
            if (std::abs(c.red() - colour.red()) > within || std::abs(c.green() - colour.green()) > within || std::abs(c.blue() - colour.blue()) > within) continue;
            spot.centre += QPointF(x + 0.5, y + 0.5);
            ++spot.count;
        }
    if (spot.count) spot.centre /= spot.count;
    return spot;
}

}  // namespace detent::draw::test
