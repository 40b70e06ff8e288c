// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/document/sheet_unit.h"

#include "app/draw/faceplate.h"
#include "recall/run/plan.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace detent::document {
namespace {

using recall::ControlValue;
using recall::Quality;

constexpr double kRow = 15, kColumn = 220, kGap = 18;

draw::Knowledge knowledgeOf(Quality quality) {
    switch (quality) {
        case Quality::Unknown: return draw::Knowledge::Unknown;
        case Quality::Sent:
        case Quality::Stale: return draw::Knowledge::Assumed;
        default: return draw::Knowledge::Known;
    }
}

/// What the reader must know of a value that nobody read back.
QString remarkOf(Quality quality) {
    switch (quality) {
        case Quality::Unknown: return QStringLiteral("not known");
        case Quality::Sent: return QStringLiteral("sent");
        case Quality::Stale: return QStringLiteral("not read again");
        case Quality::ByHand: return QStringLiteral("by hand");
        case Quality::BySound: return QStringLiteral("by sound");
        case Quality::Confirmed: break;
    }
    return {};
}

std::ptrdiff_t countOf(const recall::SnapshotUnit& unit, std::initializer_list<Quality> qualities) {
    return std::count_if(unit.controls.begin(), unit.controls.end(), [&](const ControlValue& value) {
        return std::find(qualities.begin(), qualities.end(), value.quality) != qualities.end();
    });
}

draw::Badge badgeOf(const recall::SnapshotUnit& unit) {
    using State = draw::Badge::State;
    const auto all = std::ssize(unit.controls), read = countOf(unit, {Quality::Confirmed});
    const auto byHand = countOf(unit, {Quality::ByHand, Quality::BySound});
    if (all == 0) return {};
    if (read == all) return {State::Verified, QStringLiteral("Read back, %1 of %2").arg(read).arg(all)};
    if (byHand == all) return {State::Hand, QStringLiteral("Set by hand")};
    if (read + byHand == all) return {State::Verified, QStringLiteral("%1 read back, %2 by hand").arg(read).arg(byHand)};
    return {State::Sent, QStringLiteral("%1 of %2 not read back").arg(all - read - byHand).arg(all)};
}

draw::FaceplateState stateOf(const recall::SnapshotUnit& unit) {
    draw::FaceplateState state;
    state.name = QString::fromStdString(unit.unitName);
    state.badge = badgeOf(unit);
    for (const ControlValue& value : unit.controls) {
        draw::ControlState& control = state.controls[value.control];
        control.knowledge = knowledgeOf(value.quality);
        if (value.quality != Quality::Unknown) control.code = value.code;
    }
    return state;
}

QString labelOf(const ControlValue& value, const profiles::ProfilePtr& profile) {
    const profiles::Control* control = profile ? profile->control(value.control) : nullptr;
    return QString::fromStdString(control ? control->label : value.control);
}

/// "10 o'clock", of knobs alone.
QString pointerOf(const ControlValue& value, const profiles::ProfilePtr& profile) {
    const profiles::Control* control = profile ? profile->control(value.control) : nullptr;
    if (!control || control->kind != profiles::ControlKind::Knob || value.quality == Quality::Unknown || !control->scale.contains(value.code)) return {};
    return QString::fromStdString(recall::clockText(control->scale.angleOf(value.code)));
}

void paintRow(QPainter& painter, const QRectF& rect, const ControlValue& value, const profiles::ProfilePtr& profile, bool remarked) {
    const bool known = value.quality != Quality::Unknown;
    QStringList more;
    for (const QString& word : {pointerOf(value, profile), remarked ? remarkOf(value.quality) : QString()}) {
        if (!word.isEmpty()) more += word;
    }
    const double first = rect.width() * 0.34, second = rect.width() * 0.6;
    draw::TextStyle label = textStyle(11, paper::dim), value11 = textStyle(11, paper::text, draw::Weight::SemiBold), small = textStyle(10, paper::dim);
    label.leastPixels = 9, value11.leastPixels = 9, small.leastPixels = 8;
    draw::drawFitted(painter, rect.adjusted(0, 0, first - 4 - rect.width(), 0), labelOf(value, profile), label);
    draw::drawFitted(painter, rect.adjusted(first, 0, second - 4 - rect.width(), 0), known ? QString::fromStdString(value.text) : QStringLiteral("?"), value11);
    draw::drawFitted(painter, rect.adjusted(second, 0, 0, 0), more.join(QStringLiteral(", ")), small);
}

/// Said of each control unless the badge has said it of all.
bool remarks(const recall::SnapshotUnit& unit) { return countOf(unit, {Quality::ByHand}) != std::ssize(unit.controls); }

}  // namespace

Block plateBlock(const recall::SnapshotUnit& unit, const profiles::ProfilePtr& profile, double width, PlateSize size) {
    if (!profile) return headingBlock(QString::fromStdString(unit.unitName), QStringLiteral("its profile is lost: %1").arg(QString::fromStdString(unit.profileId)));
    const double height = size == PlateSize::Panel ? draw::preferredHeight(*profile, width) : draw::leastHeight(*profile, width);
    Block block{std::ceil(height), [=](QPainter& painter, const QRectF& rect) {
                    painter.translate(rect.topLeft());
                    draw::paintFaceplate(painter, *profile, draw::layout(*profile, rect.size()), stateOf(unit), draw::palette(draw::Theme::Light));
                }};
    block.spaceAbove = 14;
    return block;
}

Block tableBlock(const recall::SnapshotUnit& unit, const profiles::ProfilePtr& profile, double width) {
    const auto count = unit.controls.size();
    const auto columns = static_cast<std::size_t>(std::max(1.0, std::floor((width + kGap) / (kColumn + kGap))));
    const std::size_t rows = (count + columns - 1) / columns;
    const double columnWidth = (width - kGap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
    Block block{kRow * static_cast<double>(rows), [=](QPainter& painter, const QRectF& rect) {
                    for (std::size_t i = 0; i < count; ++i) {
                        const double left = rect.left() + static_cast<double>(i / rows) * (columnWidth + kGap);
                        const double top = rect.top() + static_cast<double>(i % rows) * kRow;
                        paintRow(painter, {left, top, columnWidth, kRow}, unit.controls[i], profile, remarks(unit));
                    }
                }};
    block.spaceAbove = 5;
    return block;
}

}  // namespace detent::document
