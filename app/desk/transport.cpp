// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/transport.h"

#include "hardware-profiles/profile/number_text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace detent::desk {

using Shape = ShapeButton::Shape;

Transport::Transport(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_play(new ShapeButton(Shape::Play, tr("Play"), tr("Play and stop (Space)"), desk.look)),
      m_stop(new ShapeButton(Shape::Stop, tr("Stop"), tr("Stops; a second time goes to the start"), desk.look)),
      m_loop(new ShapeButton(Shape::Loop, tr("Loop"), tr("Loops what is selected in the waveform (L)"), desk.look)),
      m_time(new NumberLabel("00:00.000", 24, desk.look)),
      m_loopText(new ElidedLabel({}, "dim")),
      m_note(new ElidedLabel({}, "bad")) {
    for (ShapeButton* button : {m_play, m_loop}) button->setCheckable(true);
    m_time->setAccessibleName(tr("Time"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (ShapeButton* button : {m_play, m_stop, m_loop}) buttons->addWidget(button);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(buttons);
    column->addWidget(m_time);
    column->addWidget(m_loopText);
    column->addWidget(m_note);
    column->addStretch();
    connect(m_play, &QPushButton::clicked, &desk, &Desk::togglePlay);
    connect(m_stop, &QPushButton::clicked, this,
            [this] { m_desk.player.hearing().status.playing ? m_desk.player.stop() : m_desk.player.locate(0); });
    connect(m_loop, &QPushButton::clicked, &desk.listening, &Listening::setLooping);
    connect(&desk.player, &Player::heard, this, [this] { showTime(); });
    connect(&desk.listening, &Listening::loopChanged, this, [this] { showLoop(); });
    connect(&desk.listening, &Listening::changed, this, [this] { showLoop(); });
    showTime();
    showLoop();
}

void Transport::showTime() {
    const audio::EngineStatus& status = m_desk.player.hearing().status;
    if (m_play->isChecked() != status.playing) m_play->setChecked(status.playing);
    const double rate = m_desk.listening.sampleRateHz();
    m_time->setNumber(timeText(rate > 0 ? static_cast<double>(status.positionFrames) / rate : 0, true));
    const QString fault = status.underruns > 0 ? tr("%1 dropouts").arg(status.underruns)
                          : status.xruns > 0   ? tr("%1 xruns").arg(status.xruns)
                                               : QString();
    if (fault != m_note->text()) m_note->setText(fault);
}

void Transport::showLoop() {
    const double rate = m_desk.listening.sampleRateHz();
    const auto loop = m_desk.listening.loop();
    m_loop->setChecked(m_desk.listening.looping());
    for (QPushButton* button :
         {static_cast<QPushButton*>(m_play), static_cast<QPushButton*>(m_stop), static_cast<QPushButton*>(m_loop)})
        button->setEnabled(rate > 0 && !m_desk.listening.candidates().empty());
    if (rate <= 0) return m_loopText->setText(tr("no song yet"));
    QString text = QString::fromStdString(profiles::shortestText(rate / 1000)) + " kHz";
    if (loop) {
        const QString span =
            tr("%1 to %2").arg(timeText(double(loop->first) / rate, false), timeText(double(loop->second) / rate, false));
        text = (m_desk.listening.looping() ? tr("loop %1, ") : tr("selected %1, ")).arg(span) + text;
    } else {
        text = timeText(static_cast<double>(m_desk.listening.lengthFrames()) / rate, false) + ", " + text;
    }
    m_loopText->setText(text);
}

}  // namespace detent::desk
