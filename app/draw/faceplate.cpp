// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/faceplate.h"

#include "app/draw/meters.h"
#include "app/draw/switches.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace detent::draw {
namespace {

using profiles::Control;
using profiles::ControlKind;
using Shape = profiles::PanelItem::Shape;

constexpr double kUnused = 0.4;  // of what does nothing as another control stands

TextStyle inInk(TextStyle style, const QColor& ink) {
    style.colour = ink;
    return style;
}

const ControlState& stateOf(const FaceplateState& state, const Control* control) {
    static const ControlState unknown;
    const auto found = control ? state.controls.find(control->id) : state.controls.end();
    return found == state.controls.end() ? unknown : found->second;
}

/// Where a code stands among the positions of a switch.
std::optional<int> positionOf(const Control& control, std::optional<profiles::Code> code) {
    if (!code || !control.scale.contains(*code)) return std::nullopt;
    if (!control.scale.isListed()) return int(*code - control.scale.minCode());
    const auto& positions = control.scale.spec().positions;
    for (std::size_t i = 0; i < positions.size(); ++i)
        if (positions[i].code == *code) return int(i);
    return std::nullopt;
}

/// Where the control stands that this one depends on.
std::optional<profiles::Code> otherOf(const Control& control, const FaceplateState& state) {
    const auto found = control.depends.on.empty() ? state.controls.end() : state.controls.find(control.depends.on);
    return found == state.controls.end() ? std::nullopt : found->second.code;
}

bool hasGhost(const ControlState& s) { return s.wanted && s.wanted != s.code; }

KnobLook knobLook(const Control& control, const FaceplatePlace& place, const ControlState& s, const PlateColours& plate) {
    KnobLook look;
    look.ticks = tickAngles(control.scale, KnobGeometry::in(place.body).tickFrom);
    if (s.code) look.angle = control.scale.angleOf(*s.code);
    if (hasGhost(s)) look.wantedAngle = control.scale.angleOf(*s.wanted);
    look.knowledge = s.knowledge;
    look.mismatch = s.mismatch, look.focused = s.focused, look.hovered = s.hovered;
    look.cap = place.cap, look.plate = plate.lower, look.ink = plate.ink;
    return look;
}

/// The lit buttons of a set as bits, else the place among the positions.
std::optional<int> buttonsOf(const Control& control, std::optional<profiles::Code> code) {
    if (control.kind == ControlKind::Action) return std::nullopt;
    if (control.kind != ControlKind::Set) return positionOf(control, code);
    return code ? std::optional(int(*code)) : std::nullopt;
}

SwitchLook switchLook(const Control& control, const FaceplatePlace& place, const ControlState& s, const PlateColours& plate) {
    SwitchLook look;
    look.several = control.kind == ControlKind::Set;
    look.count = buttonCount(control);
    look.at = buttonsOf(control, s.code);
    if (hasGhost(s)) look.wanted = buttonsOf(control, s.wanted);
    look.captions = buttonCaptions(control);
    look.knowledge = s.knowledge;
    look.mismatch = s.mismatch, look.focused = s.focused, look.hovered = s.hovered;
    look.cap = place.cap, look.plate = plate.lower, look.ink = plate.ink;
    return look;
}

void paintBody(QPainter& painter, const Control* control, const FaceplatePlace& place, const FaceplateState& state,
               const PlateColours& plate) {
    const ControlState& s = stateOf(state, control);
    const QColor lamp = place.cap.isValid() ? place.cap : QColor(0xe0, 0x4a, 0x38);
    if (place.shape == Shape::Meter)
        paintGrMeter(painter, place.body, state.gainReductionDb, place.legend.isEmpty() ? QStringLiteral("GR dB") : place.legend);
    else if (place.shape == Shape::Lamp)
        paintLamp(painter, place.body, control && s.code && *s.code != control->scale.minCode(), lamp, plate.lower);
    else if (control && place.shape == Shape::Toggle)
        paintToggle(painter, place.body, switchLook(*control, place, s, plate));
    else if (control && place.shape == Shape::Buttons)
        paintButtons(painter, place.body, switchLook(*control, place, s, plate));
    else if (control)
        paintKnob(painter, place.body, knobLook(*control, place, s, plate));
}

void paintTexts(QPainter& painter, const Control* control, const FaceplatePlace& place, const FaceplateState& state,
                const PlateColours& plate, Qt::Alignment align) {
    TextStyle legend = inInk(legendStyle(), plate.ink);
    legend.align = align;
    const std::optional<profiles::Code> other = control ? otherOf(*control, state) : std::nullopt;
    const bool renamed = control && control->labelWhen(other) != control->label;
    const QString label = renamed ? QString::fromStdString(control->labelWhen(other)).toUpper() : place.legend;
    if (place.shape != Shape::Meter) drawFitted(painter, place.legendRect, QStringList{label} + (renamed ? QStringList{} : place.shorter), legend);
    if (!control || control->kind == ControlKind::Action) return;
    const ControlState& s = stateOf(state, control);
    TextStyle value = inInk(valueStyle(), plate.ink);
    value.align = align;
    if (s.knowledge != Knowledge::Known) value.weight = Weight::Regular;
    drawFitted(painter, place.valueRect, valueTexts(*control, s, other), value);
}

void paintPlate(QPainter& painter, const QSizeF& size, const PlateColours& plate, const Palette& palette) {
    const QRectF rect(QPointF(0, 0), size);
    QPainterPath shape;
    shape.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.fillPath(shape, plate.lower);
    QPainterPath band;
    band.addRect(QRectF(0, 0, size.width(), std::round(size.height() / 2)));
    painter.fillPath(shape.intersected(band), plate.upper);
    painter.setPen(QPen(palette.theme == Theme::Dark ? QColor(0, 0, 0, 102) : QColor(0, 0, 0, 90), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
}

void paintScrews(QPainter& painter, const FaceplateLayout& layout, const PlateColours& plate) {
    for (const QPointF& screw : layout.screws) {
        painter.setPen(QPen(QColor(255, 255, 255, 34), 1));
        painter.setBrush(mixed(plate.lower, Qt::black, 0.33));
        painter.drawEllipse(screw, layout.screwRadius, layout.screwRadius);
        painter.setPen(QPen(QColor(255, 255, 255, 68), 1.2, Qt::SolidLine, Qt::RoundCap));
        const QPointF half(layout.screwRadius * 0.6, 0);
        painter.drawLine(screw - half, screw + half);
    }
}

void paintHeader(QPainter& painter, const profiles::Profile& profile, const FaceplateLayout& layout, const FaceplateState& state,
                 const PlateColours& plate) {
    const QString name = state.name.isEmpty() ? QString::fromStdString(profile.model) : state.name;
    const QString subtitle = state.subtitle.isEmpty() ? faceplateSubtitle(profile) : state.subtitle;
    const double badge = badgeWidth(state.badge, layout.badge.width());
    const double right = layout.badge.right() - badge - 12;
    QRectF nameRect = layout.name;
    nameRect.setRight(right);
    const DrawnText drawn = drawFitted(painter, nameRect, name, inInk(nameStyle(), plate.ink));
    QRectF below = layout.subtitle;
    if (layout.subtitleBeside) below.setLeft(drawn.box.right() + 10), below.setRight(right);
    if (below.width() > 40) drawFitted(painter, below, subtitle, inInk(subtitleStyle(), plate.ink));
    paintBadge(painter, QRectF(layout.badge.right() - badge, layout.badge.top(), badge, layout.badge.height()), state.badge, plate.lower);
}

void paintSections(QPainter& painter, const FaceplateLayout& layout, const PlateColours& plate) {
    for (const SectionMark& section : layout.sections) {
        QColor faint = plate.ink;
        faint.setAlpha(90);
        TextStyle style = inInk(subtitleStyle(), plate.ink);
        const DrawnText drawn = drawFitted(painter, section.rect, section.name, style);
        painter.setPen(QPen(faint, 1));
        const double y = section.rect.center().y() + 0.5;
        if (drawn.box.right() + 6 < section.rect.right())
            painter.drawLine(QPointF(drawn.box.right() + 6, y), QPointF(section.rect.right(), y));
    }
}

const Control* controlOf(const profiles::Profile& profile, const FaceplatePlace& place) {
    return place.control < 0 ? nullptr : &profile.controls[std::size_t(place.control)];
}

void paintPlace(QPainter& painter, const profiles::Profile& profile, const FaceplatePlace& place, const FaceplateState& state,
                const PlateColours& plate) {
    const bool beside = place.legendRect.left() > place.body.right();
    const Control* control = controlOf(profile, place);
    painter.setOpacity(control && control->isUnusedWhen(otherOf(*control, state)) ? kUnused : 1);
    paintBody(painter, control, place, state, plate);
    paintTexts(painter, control, place, state, plate, beside ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter);
    painter.setOpacity(1);
}

}  // namespace

void paintFaceplate(QPainter& painter, const profiles::Profile& profile, const FaceplateLayout& layout,
                    const FaceplateState& state, const Palette& palette) {
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const PlateColours plate = plateColours(profile.panel);
    paintPlate(painter, layout.size, plate, palette);
    paintScrews(painter, layout, plate);
    paintHeader(painter, profile, layout, state, plate);
    paintSections(painter, layout, plate);
    for (const FaceplatePlace& place : layout.places) paintPlace(painter, profile, place, state, plate);
    if (layout.hidden > 0)
        drawFitted(painter, layout.more, QStringLiteral("%1 more").arg(layout.hidden), inInk(subtitleStyle(), plate.ink));
    painter.restore();
}

void paintControl(QPainter& painter, const profiles::Profile& profile, const FaceplatePlace& place, const FaceplateState& state) {
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paintPlace(painter, profile, place, state, plateColours(profile.panel));
    painter.restore();
}

QString withoutUnit(const QString& text, const profiles::Scale& scale) {
    const QString unit = QString::fromStdString(scale.spec().unit);
    if (unit.isEmpty() || !text.endsWith(unit)) return text;
    return text.left(text.size() - unit.size()).trimmed();
}

QStringList valueTexts(const Control& control, const ControlState& s, std::optional<profiles::Code> other) {
    if (!s.code && !s.wanted) return {QStringLiteral("?")};
    const profiles::Scale& scale = control.scaleWhen(other);
    const auto text = [&](profiles::Code code) { return QString::fromStdString(scale.textOf(code)); };
    if (!hasGhost(s)) {
        const QString known = text(*s.code);
        const QString shown = s.knowledge == Knowledge::Unknown ? known + QStringLiteral(" ?") : known;
        return {shown, withoutUnit(known, scale)};
    }
    const QString word = s.mismatch ? QStringLiteral(" \u2260 ") : QStringLiteral(" to ");
    const QString wanted = text(*s.wanted), from = s.code ? text(*s.code) : QStringLiteral("?");
    const QString bare = withoutUnit(from, scale);
    return {bare + word + wanted, bare + word + withoutUnit(wanted, scale), word.trimmed() + QStringLiteral(" ") + wanted,
            withoutUnit(wanted, scale)};
}

int buttonCount(const Control& control) {
    if (control.kind == ControlKind::Action) return 1;
    if (control.kind == ControlKind::Set) return int(std::max<std::size_t>(1, control.scale.spec().buttons.size()));
    return int(std::clamp<std::int64_t>(control.scale.count(), 1, 64));
}

QStringList buttonCaptions(const Control& control) {
    QStringList captions;
    if (control.kind == ControlKind::Action) return captions;
    if (control.kind == ControlKind::Set) {
        for (const std::string& button : control.scale.spec().buttons) captions << QString::fromStdString(button);
        return captions;
    }
    if (control.scale.isListed())
        for (const auto& position : control.scale.spec().positions) captions << QString::fromStdString(position.text);
    else
        for (profiles::Code code = control.scale.minCode(); code <= control.scale.maxCode() && captions.size() < 16; ++code)
            captions << withoutUnit(QString::fromStdString(control.scale.textOf(code)), control.scale);
    return captions;
}

PlateColours plateColours(const profiles::Panel& panel) {
    QColor plate(QString::fromStdString(panel.plate)), ink(QString::fromStdString(panel.ink));
    if (!plate.isValid()) plate = QColor(0x3a, 0x3c, 0x40);
    if (!ink.isValid()) ink = Qt::white;
    const QColor upper = mixed(plate, Qt::white, 0.04);
    return {upper, plate, legible(ink, upper, plate)};
}

TextStyle nameStyle() {
    TextStyle style;
    style.pixels = 13, style.leastPixels = 12, style.weight = Weight::Bold, style.letterSpacing = 0.3;
    return style;
}

TextStyle subtitleStyle() {
    TextStyle style;
    style.pixels = 11;
    return style;
}

TextStyle legendStyle() {
    TextStyle style;
    style.pixels = 11, style.weight = Weight::SemiBold, style.letterSpacing = 0.4, style.align = Qt::AlignCenter;
    return style;
}

TextStyle valueStyle() {
    TextStyle style;
    style.pixels = 12, style.leastPixels = 12, style.weight = Weight::SemiBold, style.align = Qt::AlignCenter, style.tabular = true;
    return style;
}

}  // namespace detent::draw
