// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/faceplate_rows.h"

#include "app/draw/faceplate.h"
#include "app/draw/knob.h"
#include "app/draw/meters.h"
#include "app/draw/switches.h"
#include "app/draw/text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace detent::draw::rows {
namespace {

using profiles::Control;
using profiles::ControlKind;
using profiles::PanelItem;
using Shape = PanelItem::Shape;

constexpr std::size_t kMostButtons = 8;

/// Codes whose texts are likely the widest.
std::vector<profiles::Code> sampleCodes(const profiles::Scale& scale) {
    std::vector<profiles::Code> codes;
    if (scale.isListed()) {
        for (const auto& position : scale.spec().positions) codes.push_back(position.code);
        return codes;
    }
    constexpr int kSamples = 24;
    for (int i = 0; i <= kSamples; ++i) codes.push_back(scale.codeAt(double(i) / kSamples));
    return codes;
}

void measureValue(Item& item, const Control& control) {
    const TextStyle style = valueStyle();
    item.valueWidth = textWidth(QStringLiteral("?"), style);
    double bare = 0;
    for (const auto code : sampleCodes(control.scale)) {
        const QString text = QString::fromStdString(control.scale.textOf(code));
        item.valueWidth = std::max(item.valueWidth, textWidth(text, style));
        bare = std::max(bare, textWidth(withoutUnit(text, control.scale), style));
    }
    if (control.scale.spec().isClock) item.valueWidth = bare;  // 10:30 says itself what it is
    item.bothWidth = bare + textWidth(QStringLiteral(" to "), style) + item.valueWidth;
}

Shape shapeOf(const Control& control) {
    const std::size_t positions = std::size_t(control.scale.count());
    if (control.kind == ControlKind::Switch) return positions <= 3 ? Shape::Toggle : Shape::Knob;
    if (control.kind == ControlKind::Action || control.kind == ControlKind::Set) return Shape::Buttons;
    if (control.kind == ControlKind::Buttons && positions <= kMostButtons) return Shape::Buttons;
    return Shape::Knob;
}

Item itemOf(const profiles::Profile& profile, int index, Shape shape, const QString& legend) {
    const Control& control = profile.controls[std::size_t(index)];
    Item item;
    item.place.control = index;
    item.place.shape = shape;
    item.place.legend = legend.isEmpty() ? QString::fromStdString(control.label) : legend;
    item.section = QString::fromStdString(control.section);
    item.positions = buttonCount(control);
    item.hasValue = control.kind != ControlKind::Action;
    if (item.hasValue) measureValue(item, control);
    if (shape == Shape::Buttons) item.captionsWidth = buttonsWidth(buttonCaptions(control)) + 8;
    return item;
}

int indexOf(const profiles::Profile& profile, const std::string& id) {
    for (std::size_t i = 0; i < profile.controls.size(); ++i)
        if (profile.controls[i].id == id) return int(i);
    return -1;
}

Item decoration(const PanelItem& source) {
    Item item;
    item.place.shape = source.shape;
    item.place.legend = QString::fromStdString(source.legend);
    item.hasValue = false;
    return item;
}

void finish(Item& item) {
    const bool bare = item.place.shape == Shape::Meter;  // its legend stands on its paper, with its unit
    if (!bare) item.place.legend = item.place.legend.toUpper();
    if (!bare) item.place.shorter = inFewerLetters(item.place.legend, item.section);
    item.legendWidth = bare ? 0 : textWidth(item.place.legend, legendStyle());
}

std::vector<Item> unambiguous(std::vector<Item> items, const profiles::Profile& profile) {
    std::map<QString, int> times;
    for (const Item& item : items) ++times[item.place.legend];
    for (Item& item : items) {
        if (item.place.control < 0 || times[item.place.legend] < 2) continue;
        item.place.legend = QString::fromStdString(profile.controls[std::size_t(item.place.control)].label);
        finish(item);
    }
    return items;
}

}  // namespace

QSizeF Item::body(double diameter) const {
    const double side = KnobGeometry::sideFor(diameter);
    switch (place.shape) {
        case Shape::Knob: return {side, side};
        case Shape::Toggle: return {std::max(32.0, side * 0.6), std::min(side, 60.0)};
        case Shape::Buttons: return {std::max(positions == 1 ? 36.0 : positions * 16 + 8.0, std::min(captionsWidth, side * 2.8)), 30};
        case Shape::Lamp: return {22, 22};
        case Shape::Meter: return {side / kGrMeterAspect, side};
    }
    return {side, side};
}

double Item::leastWidth(double diameter) const {
    const double legend = std::min(legendWidth, 78.0);
    return std::max({body(diameter).width(), legend + 8, hasValue ? valueWidth + 8 : 0});
}

double Item::bestWidth(double diameter) const {
    return std::max({leastWidth(diameter), std::min(legendWidth, 110.0) + 8, std::min(hasValue ? bothWidth : 0, 120.0) + 8});
}

std::vector<Item> itemsOf(const profiles::Profile& profile) {
    std::vector<Item> items;
    std::set<int> shown;
    for (const PanelItem& source : profile.panel.items) {
        const int index = indexOf(profile, source.control);
        Item item = index < 0 ? decoration(source) : itemOf(profile, index, source.shape, QString::fromStdString(source.legend));
        item.xMm = source.xMm, item.yMm = source.yMm, item.sizeMm = source.sizeMm;
        if (!source.cap.empty()) item.place.cap = QColor(QString::fromStdString(source.cap));
        shown.insert(index);
        items.push_back(std::move(item));
    }
    std::vector<int> missing;
    for (int i = 0; i < int(profile.controls.size()); ++i)
        if (!shown.contains(i)) missing.push_back(i);
    for (std::size_t i = 0; i < missing.size(); ++i) {
        items.push_back(itemOf(profile, missing[i], shapeOf(profile.controls[std::size_t(missing[i])]), {}));
        items.back().xMm = profile.panel.widthMm * double(i + 1) / double(missing.size() + 1);
        items.back().yMm = profile.panel.heightMm;  // under what the panel shows
        items.back().sizeMm = 18;
    }
    for (Item& item : items) finish(item);
    return items;
}

QStringList inFewerLetters(const QString& legend, const QString& section) {
    QStringList shorter, words = legend.split(' ', Qt::SkipEmptyParts);
    for (const QString& word : section.toUpper().split(' ', Qt::SkipEmptyParts)) {
        if (words.size() < 2 || words.front() != word) break;
        words.removeFirst();
        shorter << words.join(' ');
    }
    for (const int kept : {4, 3, 2})
        for (QString& word : words) {
            if (word.size() <= kept + 1 || word.back() == ')' || word.front().isDigit()) continue;
            word = word.left(kept) + '.';
            shorter << words.join(' ');
        }
    return shorter;
}

std::shared_ptr<const Measured> measuredItems(const profiles::Profile& profile) {
    constexpr std::size_t kMost = 128;
    thread_local std::map<std::string, std::shared_ptr<const Measured>> measured;
    const auto measure = [&] {
        Measured items{itemsOf(profile), {}};
        items.loose = unambiguous(items.panel, profile);
        return std::make_shared<const Measured>(std::move(items));
    };
    if (profile.sha256.empty()) return measure();
    auto& items = measured[profile.id + profile.sha256];
    if (!items) items = measure();
    const auto found = items;
    if (measured.size() > kMost) measured.clear();
    return found;
}

std::vector<double> packed(const std::vector<double>& desired, const std::vector<double>& widths, double low, double high) {
    // With c[i] = t[i] + offset[i] the rule "no overlap" becomes "t ascends": isotonic regression, then clamping, is optimal.
    const std::size_t count = desired.size();
    if (count == 0 || std::accumulate(widths.begin(), widths.end(), 0.0) > high - low + 1e-6) return {};
    std::vector<double> offset(count, widths[0] / 2);
    for (std::size_t i = 1; i < count; ++i) offset[i] = offset[i - 1] + (widths[i - 1] + widths[i]) / 2;
    struct Block { double sum; std::size_t size; };
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < count; ++i) {
        blocks.push_back({desired[i] - offset[i], 1});
        while (blocks.size() > 1) {
            const Block last = blocks.back();
            Block& before = blocks[blocks.size() - 2];
            if (before.sum / double(before.size) <= last.sum / double(last.size)) break;
            before.sum += last.sum, before.size += last.size;
            blocks.pop_back();
        }
    }
    const double most = high - offset.back() - widths.back() / 2;
    std::vector<double> centres;
    for (const Block& block : blocks)
        for (std::size_t i = 0; i < block.size; ++i)
            centres.push_back(std::clamp(block.sum / double(block.size), low, std::max(low, most)) + offset[centres.size()]);
    return centres;
}

std::vector<std::vector<const Item*>> rowsOf(const std::vector<const Item*>& items) {
    std::vector<const Item*> sorted = items;
    std::stable_sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return a->yMm < b->yMm; });
    std::vector<std::vector<const Item*>> made;
    double rowY = 0;
    for (const Item* item : sorted) {
        if (made.empty() || item->yMm - rowY > std::max(9.0, item->sizeMm * 0.5)) {
            made.emplace_back();
            rowY = item->yMm;
        }
        made.back().push_back(item);
    }
    for (auto& row : made) std::stable_sort(row.begin(), row.end(), [](auto* a, auto* b) { return a->xMm < b->xMm; });
    return made;
}

FaceplatePlace placed(const Item& item, double centreX, double half, double top, double bodyHeight, double diameter) {
    FaceplatePlace place = item.place;
    const QSizeF body = item.body(diameter);
    place.cell = QRectF(centreX - half, top, 2 * half, kLegend + bodyHeight + kValue);
    place.legendRect = QRectF(centreX - half + 2, top, 2 * half - 4, kLegend);
    const double width = std::min(body.width(), 2 * half);
    place.body = QRectF(centreX - width / 2, top + kLegend + (bodyHeight - body.height()) / 2, width, body.height());
    place.valueRect = QRectF(centreX - half + 2, top + kLegend + bodyHeight, 2 * half - 4, kValue);
    return place;
}

}  // namespace detent::draw::rows
