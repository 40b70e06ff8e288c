// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/faceplate_rows.h"
#include "app/draw/knob.h"
#include "app/draw/meters.h"

#include <algorithm>
#include <cmath>
#include <optional>

// The three ways a faceplate is laid out: as on the panel, in rows of our own, as a strip.
namespace detent::draw::rows {
namespace {

using Shape = profiles::PanelItem::Shape;
constexpr double kEnoughShrink = 0.8;  // below it a plate may rather be taller than its proportions
constexpr double kMostHalf = 76;   // texts further from their knob than this belong to nobody
constexpr double kSection = 17, kStripHeader = 28, kStripRow = 38, kStripKnob = 21;

// --- as on the panel ---

double diameterOf(const Item& item, double pixelsPerMm, double shrink) {
    return std::clamp(item.sizeMm * pixelsPerMm, 28.0, 62.0) * shrink;
}

struct Band {
    std::vector<const Item*> items;
    std::vector<double> diameters;
    double bodyHeight = 0, centreMm = 0, top = 0;
    double height() const { return kLegend + bodyHeight + kValue; }
};

std::vector<Band> bandsOf(const std::vector<Item>& items, double pixelsPerMm, double shrink) {
    std::vector<const Item*> small;
    for (const Item& item : items)
        if (item.place.shape != Shape::Meter) small.push_back(&item);
    std::vector<Band> bands;
    for (auto& row : rowsOf(small)) {
        Band band;
        band.items = std::move(row);
        for (const Item* item : band.items) {
            band.diameters.push_back(diameterOf(*item, pixelsPerMm, shrink));
            band.bodyHeight = std::max(band.bodyHeight, item->body(band.diameters.back()).height());
            band.centreMm += item->yMm / double(band.items.size());
        }
        bands.push_back(std::move(band));
    }
    return bands;
}

bool standBands(std::vector<Band>& bands, double heightMm, double top, double bottom) {
    std::vector<double> desired, heights;
    for (const Band& band : bands) {
        desired.push_back(top + (bottom - top) * band.centreMm / heightMm);
        heights.push_back(band.height());
    }
    std::sort(desired.begin(), desired.end());
    const auto centres = packed(desired, heights, top, bottom);
    if (centres.size() != bands.size()) return false;
    for (std::size_t i = 0; i < bands.size(); ++i) bands[i].top = centres[i] - heights[i] / 2;
    return true;
}

/// Meters keep their place; false where two of them meet or one would be too small to read.
bool standMeters(const std::vector<Item>& items, const profiles::Panel& panel, double pixelsPerMm, double shrink, FaceplateLayout& made) {
    const double top = kHeader + 4, bottom = made.size.height() - kBottom;
    for (const Item& item : items) {
        if (item.place.shape != Shape::Meter) continue;
        const double wanted = std::clamp(item.sizeMm * pixelsPerMm, 84.0, 170.0) * std::max(shrink, kEnoughShrink);
        const double width = std::min(wanted, (bottom - top) / kGrMeterAspect);
        if (width < 64) return false;
        QRectF body(0, 0, width, width * kGrMeterAspect);
        const double y = top + (bottom - top) * item.yMm / panel.heightMm;
        body.moveCenter({std::clamp(item.xMm * pixelsPerMm, kMargin + width / 2, made.size.width() - kMargin - width / 2),
                         std::clamp(y, top + body.height() / 2, bottom - body.height() / 2)});
        FaceplatePlace place = item.place;
        place.body = body;
        place.cell = body;
        for (const FaceplatePlace& other : made.places)
            if (other.cell.intersects(place.cell)) return false;
        made.places.push_back(place);
    }
    return true;
}

/// One stretch of a band between two meters.
bool standStretch(const Band& band, const std::vector<std::size_t>& members, double low, double high, double pixelsPerMm,
                  FaceplateLayout& made) {
    std::vector<double> desired, widths;
    for (const std::size_t i : members) {
        desired.push_back(band.items[i]->xMm * pixelsPerMm);
        widths.push_back(band.items[i]->leastWidth(band.diameters[i]));
    }
    const auto centres = packed(desired, widths, low, high);
    if (centres.size() != members.size()) return false;
    for (std::size_t n = 0; n < members.size(); ++n) {
        const double left = n == 0 ? low : (centres[n - 1] + widths[n - 1] / 2 + centres[n] - widths[n] / 2) / 2;
        const double right = n + 1 == members.size() ? high : (centres[n + 1] - widths[n + 1] / 2 + centres[n] + widths[n] / 2) / 2;
        const double room = std::min(centres[n] - left, right - centres[n]);
        const double half = std::max(widths[n] / 2, std::min(room, kMostHalf));
        made.places.push_back(placed(*band.items[members[n]], centres[n], half, band.top, band.bodyHeight, band.diameters[members[n]]));
    }
    return true;
}

bool standBand(const Band& band, const std::vector<QRectF>& meters, double pixelsPerMm, FaceplateLayout& made) {
    std::vector<QRectF> walls;
    for (const QRectF& meter : meters)
        if (meter.top() < band.top + band.height() && meter.bottom() > band.top) walls.push_back(meter);
    std::sort(walls.begin(), walls.end(), [](const QRectF& a, const QRectF& b) { return a.left() < b.left(); });
    double low = kMargin;
    std::size_t next = 0;
    for (std::size_t wall = 0; wall <= walls.size(); ++wall) {
        const bool last = wall == walls.size();
        const double high = last ? made.size.width() - kMargin : walls[wall].left() - 6;
        std::vector<std::size_t> members;
        while (next < band.items.size() && (last || band.items[next]->xMm * pixelsPerMm < walls[wall].center().x()))
            members.push_back(next++);
        if (!members.empty() && !standStretch(band, members, low, high, pixelsPerMm, made)) return false;
        if (!last) low = walls[wall].right() + 6;
    }
    return true;
}

// --- in rows of our own ---

struct Grid {
    int columns = 1;
    double cell = 0, bodyHeight = 0;
    std::vector<std::vector<const Item*>> rows;
    bool sections = false;
    double rowHeight() const { return (sections ? kSection : 0) + kLegend + bodyHeight + kValue; }
};

int spanOf(double needed, double cell, int columns) { return std::clamp(int(std::ceil(needed / cell - 1e-9)), 1, columns); }

template <typename Width>
void fillRows(Grid& grid, const std::vector<Item>& items, Width width) {
    int used = grid.columns;
    grid.rows.clear();
    for (const Item& item : items) {
        const int span = spanOf(width(item), grid.cell, grid.columns);
        if (used + span > grid.columns) grid.rows.emplace_back(), used = 0;
        grid.rows.back().push_back(&item);
        used += span;
    }
}

/// Equal columns, no more rows than must be, and no row much emptier than the others.
template <typename Width>
Grid gridOf(const std::vector<Item>& items, double available, double mostCell, Width width) {
    Grid grid;
    for (const Item& item : items) grid.cell = std::max(grid.cell, std::min(width(item), mostCell));
    grid.cell = std::max(grid.cell, 1.0);
    grid.columns = std::max(1, int(available / grid.cell));
    grid.cell = available / grid.columns;
    fillRows(grid, items, width);
    const std::size_t rows = grid.rows.size();
    for (int fewer = grid.columns - 1; fewer >= 1 && !items.empty(); --fewer) {
        Grid tried = grid;
        tried.columns = fewer, tried.cell = available / fewer;
        fillRows(tried, items, width);
        if (tried.rows.size() > rows) break;
        grid = std::move(tried);
    }
    return grid;
}

Grid rowsGrid(const std::vector<Item>& items, double diameter, double width) {
    const double available = width - 2 * kMargin;
    const Grid tight = gridOf(items, available, 96, [&](const Item& i) { return i.leastWidth(diameter); });
    Grid grid = gridOf(items, available, 132, [&](const Item& i) { return i.bestWidth(diameter); });
    if (grid.rows.size() > tight.rows.size()) grid = tight;
    QString section;
    for (const Item& item : items) {
        grid.bodyHeight = std::max(grid.bodyHeight, item.body(diameter).height());
        grid.sections |= !item.section.isEmpty() && !section.isEmpty() && item.section != section;
        if (!item.section.isEmpty()) section = item.section;
    }
    return grid;
}

void markSections(const std::vector<const Item*>& row, const std::vector<FaceplatePlace>& places, double top, FaceplateLayout& made) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i]->section.isEmpty()) continue;
        const bool goesOn = i > 0 && row[i - 1]->section == row[i]->section;
        const QRectF cell(places[i].cell.left() + 4, top, places[i].cell.width() - 8, kSection - 3);
        if (goesOn)
            made.sections.back().rect.setRight(cell.right());
        else
            made.sections.push_back({row[i]->section, cell});
    }
}

void standRow(const std::vector<const Item*>& row, const Grid& grid, double top, double diameter, FaceplateLayout& made) {
    std::vector<int> spans;
    int used = 0;
    for (const Item* item : row) {
        spans.push_back(spanOf(item->leastWidth(diameter), grid.cell, grid.columns));
        used += spans.back();
    }
    // A lone row is spread over the plate; rows of a grid keep its columns.
    const double cell = grid.rows.size() == 1 ? grid.cell * grid.columns / used : grid.cell;
    const double bodyTop = top + (grid.sections ? kSection : 0);
    std::vector<FaceplatePlace> places;
    double left = kMargin;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const double width = cell * spans[i];
        const double half = grid.rows.size() == 1 ? std::min(width / 2, std::max(kMostHalf, row[i]->leastWidth(diameter) / 2)) : width / 2;
        places.push_back(placed(*row[i], left + width / 2, half, bodyTop, grid.bodyHeight, diameter));
        left += width;
    }
    if (grid.sections) markSections(row, places, top, made);
    made.places.insert(made.places.end(), places.begin(), places.end());
}

// --- as a strip ---

double stripWidth(const Item& item) {
    const double text = std::max(std::min(item.legendWidth, 84.0), item.hasValue ? item.valueWidth : 0);
    return item.body(kStripKnob).width() + 4 + text + 8;
}

Grid stripGrid(const std::vector<Item>& items, double width) {
    return gridOf(items, width - 2 * kMargin, 170, stripWidth);
}

FaceplatePlace inStrip(const Item& item, const QRectF& cell) {
    FaceplatePlace place = item.place;
    place.shorter = inFewerLetters(place.legend, {});  // there are no section heads
    const QSizeF body = item.body(kStripKnob);
    const double height = std::min(body.height(), cell.height());
    place.cell = cell;
    place.body = QRectF(cell.left(), cell.center().y() - height / 2, std::min(body.width(), cell.width()), height);
    const double left = place.body.right() + 4, width = std::max(0.0, cell.right() - 4 - left);
    const double middle = cell.center().y();
    place.legendRect = QRectF(left, item.hasValue ? middle - kLegend : middle - kLegend / 2, width, kLegend);
    place.valueRect = QRectF(left, middle, width, kValue);
    return place;
}

}  // namespace

bool panelLayout(const profiles::Profile& profile, const std::vector<Item>& items, double shrink, FaceplateLayout& result) {
    FaceplateLayout made;
    made.size = result.size;
    made.mode = FaceplateLayout::Mode::Panel;
    const double pixelsPerMm = made.size.width() / profile.panel.widthMm;
    std::vector<Band> bands = bandsOf(items, pixelsPerMm, shrink);
    if (!standBands(bands, profile.panel.heightMm, kHeader, made.size.height() - kBottom)) return false;
    if (!standMeters(items, profile.panel, pixelsPerMm, shrink, made)) return false;
    std::vector<QRectF> meters;
    for (const FaceplatePlace& place : made.places) meters.push_back(place.cell);
    for (const Band& band : bands)
        if (!standBand(band, meters, pixelsPerMm, made)) return false;
    result = std::move(made);
    return true;
}

double panelHeight(const profiles::Profile& profile, const std::vector<Item>& items, double width) {
    const double pixelsPerMm = width / profile.panel.widthMm, toScale = profile.panel.heightMm * pixelsPerMm;
    for (const double stretch : {1.0, 1.2, 1.4}) {  // a taller plate has room beside its meters
        double least = 0;
        for (const double shrink : kPanelShrinks) {
            double needed = kHeader + kBottom;
            for (const Band& band : bandsOf(items, pixelsPerMm, shrink)) needed += band.height();
            FaceplateLayout tried;
            tried.size = QSizeF(width, std::ceil(std::max(needed, toScale) * stretch));
            if (tried.size.height() > width || !panelLayout(profile, items, shrink, tried)) continue;
            least = tried.size.height();
            if (needed <= toScale || shrink <= kEnoughShrink) break;
        }
        if (least > 0) return least;
    }
    return 0;
}

bool rowsLayout(const std::vector<Item>& items, double diameter, FaceplateLayout& result) {
    FaceplateLayout made;
    made.size = result.size;
    made.mode = FaceplateLayout::Mode::Rows;
    const Grid grid = rowsGrid(items, diameter, made.size.width());
    const double count = double(grid.rows.size()), spare = made.size.height() - kHeader - kBottom - count * grid.rowHeight();
    if (spare < 0) return false;
    double top = kHeader + std::min(spare / (count + 1), 14.0);
    for (const auto& row : grid.rows) {
        standRow(row, grid, top, diameter, made);
        top += grid.rowHeight() + std::min(spare / (count + 1), 14.0);
    }
    result = std::move(made);
    return true;
}

double rowsHeight(const std::vector<Item>& items, double diameter, double width) {
    const Grid grid = rowsGrid(items, diameter, width);
    return kHeader + kBottom + double(grid.rows.size()) * (grid.rowHeight() + 6);
}

void stripLayout(const std::vector<Item>& items, FaceplateLayout& made) {
    made.mode = FaceplateLayout::Mode::Strip;
    const Grid grid = stripGrid(items, made.size.width());
    double top = kStripHeader;
    for (const auto& row : grid.rows) {
        const bool fits = top + kStripRow + 4 <= made.size.height();
        double left = kMargin;
        for (const Item* item : row) {
            const double width = grid.cell * spanOf(stripWidth(*item), grid.cell, grid.columns);
            if (fits) made.places.push_back(inStrip(*item, QRectF(left, top, width, kStripRow)));
            else made.hidden += item->place.control >= 0;
            left += width;
        }
        if (fits) top += kStripRow;
    }
    if (made.hidden > 0) made.more = QRectF(kMargin, std::min(top, made.size.height() - 16), 120, 15);
}

double stripHeight(const std::vector<Item>& items, double width) {
    return kStripHeader + double(stripGrid(items, width).rows.size()) * kStripRow + 6;
}

}  // namespace detent::draw::rows
