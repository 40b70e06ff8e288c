// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/waveform_view.h"

#include "app/desk/parts.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace detent::desk {

namespace {

constexpr double kDragPixels = 4;

constexpr float kFilled = 0.94F;  // of a lane, by the highest peak of all candidates

float gainOf(const Candidate& candidate) {
    return static_cast<float>(std::pow(10.0, candidate.gainDb / 20));
}

/// One factor for all lanes, so that they fill the room and still compare.
float enlargement(const std::vector<Candidate>& candidates) {
    float highest = 0;
    for (const Candidate& candidate : candidates) {
        if (!candidate.overview) continue;
        for (const auto& column : candidate.overview->columns)
            highest = std::max({highest, column.high * gainOf(candidate), -column.low * gainOf(candidate)});
    }
    return highest > 0.001F ? kFilled / highest : 1;
}

/// As many columns as there are pixels, none of whose peaks is lost.
std::vector<draw::WaveColumn> thinned(const std::vector<draw::WaveColumn>& all, std::size_t count, float gain) {
    std::vector<draw::WaveColumn> some(std::min(count, all.size()));
    for (std::size_t i = 0; i < some.size(); ++i) {
        const std::size_t from = i * all.size() / some.size(), to = std::max(from + 1, (i + 1) * all.size() / some.size());
        some[i] = all[from];
        for (std::size_t k = from; k < to; ++k)
            some[i].low = std::min(some[i].low, all[k].low), some[i].high = std::max(some[i].high, all[k].high);
        some[i].low *= gain, some[i].high *= gain;
    }
    return some;
}

}  // namespace

WaveformView::WaveformView(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Waveforms"));
    setAccessibleDescription(tr("Arrows move by a second, Home goes to the start, [ and ] set the ends of the loop"));
    setToolTip(tr("Click to go there, drag to select a loop"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&desk.listening, &Listening::changed, this, [this] { changed(); });
    connect(&desk.listening, &Listening::loopChanged, this, [this] { changed(); });
    connect(&desk.look, &Look::changed, this, [this] { changed(); });
    connect(&desk.player, &Player::heard, this, [this] { moved(); });
}

QSize WaveformView::sizeHint() const {
    return {m_desk.look.px(600), m_desk.look.px(130)};
}
QSize WaveformView::minimumSizeHint() const {
    return {m_desk.look.px(140), m_desk.look.px(48)};
}

void WaveformView::changed() {
    m_stale = true;
    update();
}

/// Only what the playhead left and where it is are painted anew.
void WaveformView::moved() {
    const int x = static_cast<int>(std::lround(playheadX()));
    if (x == m_headX) return;
    update(QRect(m_headX - 3, 0, 7, height()));
    update(QRect(x - 3, 0, 7, height()));
    m_headX = x;
}

double WaveformView::playheadX() const {
    const auto length = static_cast<double>(m_desk.listening.lengthFrames());
    return length > 0 ? static_cast<double>(m_desk.player.hearing().status.positionFrames) / length * width() : 0;
}

void WaveformView::render() {
    const double ratio = devicePixelRatioF(), scale = m_desk.look.scale();
    m_picture = QPixmap(size() * ratio);
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(Qt::transparent);
    draw::WaveformLook look;
    const auto& candidates = m_desk.listening.candidates();
    const auto chosen = static_cast<std::size_t>(m_desk.listening.chosen());
    const bool live = chosen < candidates.size() && candidates[chosen].kind == Candidate::Kind::Live;
    const float larger = enlargement(candidates);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const Candidate& candidate = candidates[i];
        if (!candidate.overview) continue;
        const bool through = live && candidate.kind == Candidate::Kind::Source;
        look.lanes.push_back(
            {thinned(candidate.overview->columns, static_cast<std::size_t>(width() * ratio), larger * gainOf(candidate)),
             candidate.letter + " " + candidate.name + (through ? tr(", heard through the rack") : QString()),
             i == chosen || through});
    }
    const auto length = static_cast<double>(m_desk.listening.lengthFrames());
    if (const auto loop = m_desk.listening.loop(); loop && length > 0)
        look.loop = {{double(loop->first) / length, double(loop->second) / length}};
    QPainter painter(&m_picture);
    painter.scale(scale, scale);
    draw::paintWaveform(painter, QRectF(0, 0, width() / scale, height() / scale), look, m_desk.look.palette());
    m_stale = false;
}

void WaveformView::paintEvent(QPaintEvent*) {
    if (m_stale) render();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    const draw::Palette& p = m_desk.look.palette();
    if (m_desk.listening.candidates().empty()) {
        painter.setFont(m_desk.look.font(12));
        painter.setPen(p.dim);
        const QString text =
            m_desk.preparing() || m_desk.jobs.busy() ? tr("The song is being read") : tr("The song's waveform will be here");
        painter.drawText(rect(), Qt::AlignCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, width() - 16));
    } else {
        const double x = std::clamp(playheadX(), 0.0, width() - 2.0);
        painter.fillRect(QRectF(x - 1, 0, 2, height()), p.text);
    }
    if (!hasFocus()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(p.hand, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
}

void WaveformView::resizeEvent(QResizeEvent*) {
    changed();
}

double WaveformView::fractionAt(double x) const {
    return std::clamp(x / std::max(1, width()), 0.0, 1.0);
}

std::int64_t WaveformView::frameAt(double x) const {
    return std::llround(fractionAt(x) * static_cast<double>(m_desk.listening.lengthFrames()));
}

void WaveformView::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->button() == Qt::LeftButton && m_desk.listening.lengthFrames() > 0;
    m_selecting = false;
    m_pressX = event->position().x();
}

void WaveformView::mouseMoveEvent(QMouseEvent* event) {
    const double x = event->position().x();
    if (!m_pressed || (!m_selecting && std::abs(x - m_pressX) < kDragPixels)) return;
    m_selecting = true;
    m_desk.listening.setLoop({{frameAt(std::min(m_pressX, x)), frameAt(std::max(m_pressX, x))}});
}

void WaveformView::mouseReleaseEvent(QMouseEvent* event) {
    if (!std::exchange(m_pressed, false) || m_selecting) return;
    const std::int64_t frame = frameAt(event->position().x());
    const auto loop = m_desk.listening.loop();
    if (loop && (frame < loop->first || frame > loop->second)) m_desk.listening.setLoop({});
    m_desk.player.locate(frame);
}

void WaveformView::keyPressEvent(QKeyEvent* event) {
    const auto rate = static_cast<std::int64_t>(m_desk.listening.sampleRateHz());
    const std::int64_t here = m_desk.player.hearing().status.positionFrames, length = m_desk.listening.lengthFrames();
    const auto go = [&](std::int64_t frame) { m_desk.player.locate(std::clamp<std::int64_t>(frame, 0, length)); };
    switch (event->key()) {
        case Qt::Key_Left:
            return go(here - rate);
        case Qt::Key_Right:
            return go(here + rate);
        case Qt::Key_PageUp:
            return go(here - 10 * rate);
        case Qt::Key_PageDown:
            return go(here + 10 * rate);
        case Qt::Key_Home:
            return go(0);
        case Qt::Key_End:
            return go(length);
        case Qt::Key_Escape:
            return m_desk.listening.setLoop({});
        default:
            QWidget::keyPressEvent(event);
    }
}

bool WaveformView::event(QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    return QWidget::event(event);
}

}  // namespace detent::desk
