// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/rack_page.h"

#include "app/desk/control_item.h"
#include "app/desk/guide.h"
#include "app/desk/unit_dialog.h"
#include "hardware-profiles/profile/number_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace detent::desk {

namespace {

constexpr int kTimesMs = 20000;  // "Lost 2 min ago" grows older

QString channelsText(const std::vector<int>& channels) {
    QStringList texts;
    for (const int channel : channels) texts << QString::number(channel);
    return texts.join("+");
}

}  // namespace

RackPage::RackPage(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_source(new ElidedLabel({}, "dim")),
      m_insert(new ElidedLabel({}, "dim")),
      m_print(new ElidedLabel({}, "dim")),
      m_scroll(new QScrollArea),
      m_view(new RackView(desk, nullptr)),
      m_guide(new Guide(desk, this)),
      m_rack(new QWidget(this)),
      m_empty(makeEmpty()),
      m_addUnit(makeButton(tr("Add a unit"), "small", tr("Add gear to the rack"))),
      m_printButton(
          makeButton(tr("Print the song"), "", tr("Plays the song through the rack and keeps what comes back (P)"))),
      m_guideButton(makeButton({}, "hand", tr("Shows what is to be set by hand"))) {
    setObjectName("page");
    layOut();
    showGuide();
    listen();
    unitsReset();
}

void RackPage::layOut() {
    m_insert->setAlignment(Qt::AlignRight);
    m_scroll->setWidget(m_view);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->installEventFilter(this);
    auto* head = new QHBoxLayout;
    head->addWidget(m_source, 1);
    head->addWidget(m_insert, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_print, 1);
    foot->addWidget(m_guideButton);
    foot->addWidget(m_addUnit);
    foot->addWidget(m_printButton);
    auto* rack = new QVBoxLayout(m_rack);
    rack->setContentsMargins(0, 0, 0, 0);
    rack->setSpacing(8);
    rack->addLayout(head);
    rack->addWidget(m_scroll, 1);
    rack->addWidget(m_empty, 1);
    rack->addLayout(foot);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->addWidget(m_rack);
    column->addWidget(m_guide);
}

void RackPage::listen() {
    const auto guide = [this](bool left) {
        return [this, left] {
            m_guideLeft = left;
            showGuide();
        };
    };
    connect(m_guide, &Guide::leaveWanted, this, guide(true));
    connect(m_guideButton, &QPushButton::clicked, this, guide(false));
    connect(&m_desk.recalls, &RecallFlow::changed, this, [this] { showGuide(); });
    connect(m_addUnit, &QPushButton::clicked, this, [this] { addUnit(); });
    connect(m_printButton, &QPushButton::clicked, &m_desk.prints, &PrintFlow::print);
    connect(&m_desk.rack, &Rack::unitsReset, this, [this] { unitsReset(); });
    connect(&m_desk, &Desk::preparingChanged, this, [this] { unitsReset(); });
    for (const auto signal : {&Book::songChosen, &Book::insertsChanged, &Book::snapshotsChanged})
        connect(&m_desk.book, signal, this, [this] { showTexts(); });
    connect(&m_desk.prints, &PrintFlow::changed, this, [this] { showTexts(); });
    connect(&m_desk.look, &Look::changed, this, [this] { m_view->arrange(m_scroll->viewport()->size()); });
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this] {
        for (Faceplate* plate : m_view->plates()) plate->refresh();
    });
    timer->start(kTimesMs);
}

QWidget* RackPage::makeEmpty() {
    auto* empty = new QWidget;
    auto* column = new QVBoxLayout(empty);
    m_emptyTitle = makeLabel({}, "title");
    m_emptyText = makeLabel({}, "dim");
    m_emptyText->setWordWrap(true);
    m_emptyText->setAlignment(Qt::AlignCenter);
    auto* add = makeButton(tr("Add the first unit"), "main");
    connect(add, &QPushButton::clicked, this, [this] { addUnit(); });
    column->addStretch();
    column->addWidget(m_emptyTitle, 0, Qt::AlignCenter);
    column->addWidget(m_emptyText);
    column->addSpacing(8);
    column->addWidget(add, 0, Qt::AlignCenter);
    column->addStretch();
    return empty;
}

void RackPage::addUnit() {
    (new UnitDialog(m_desk, window()))->open();
}

void RackPage::showControl(const recall::UnitId& unit, const std::string& control) {
    if (m_guide->isVisibleTo(this)) m_guideLeft = true, showGuide();
    for (Faceplate* plate : m_view->plates()) {
        if (plate->unit().unit.id != unit) continue;
        const std::string first = plate->profile().controls.empty() ? std::string() : plate->profile().controls.front().id;
        ControlItem* item = plate->item(control.empty() ? first : control);
        if (!item) return;
        plate->bring(item->control().id);
        m_scroll->ensureWidgetVisible(plate, 0, 0);
        m_scroll->ensureWidgetVisible(item);
        item->setFocus(Qt::OtherFocusReason);
    }
}

/// While something is to be set by hand the panel of that unit takes the place of the rack.
void RackPage::showGuide() {
    const bool needed = m_guide->isNeeded();
    if (m_desk.recalls.state() != RecallFlow::State::Running) m_guideLeft = false;
    m_guide->setVisible(needed && !m_guideLeft);
    m_rack->setVisible(!needed || m_guideLeft);
    m_guideButton->setVisible(needed);
    const int left = m_guide->left();
    m_guideButton->setText(left == 1 ? tr("1 by hand") : tr("%1 by hand").arg(left));
    m_guideButton->setAccessibleName(m_guideButton->text());
}

void RackPage::unitsReset() {
    m_view->reset();
    const bool empty = m_desk.rack.units().empty(), waiting = m_desk.preparing() || !m_desk.rack.loaded();
    m_scroll->setVisible(!empty);
    m_empty->setVisible(empty);
    m_emptyTitle->setText(waiting ? tr("The rack is being put together") : tr("The rack is empty"));
    m_emptyText->setText(waiting
                             ? tr("The song and the virtual rack will be here in a moment.")
                             : tr("Gear you add stands here as its faceplate, with its state read back where it can be."));
    if (auto* add = m_empty->findChild<QPushButton*>()) add->setVisible(!waiting);
    showTexts();
}

void RackPage::showTexts() {
    const SongItem* song = m_desk.book.song();
    const recall::Source* source = song ? song->main() : nullptr;
    m_source->setText(source ? tr("Source %1, %2 kHz")
                                   .arg(QString::fromStdString(song->song.title),
                                        QString::fromStdString(profiles::shortestText(source->sampleRateHz / 1000)))
                             : QString());
    const recall::Insert* insert = m_desk.book.insert();
    QString wiring, delay;
    if (insert) {
        wiring = insert->device == "virtual"
                     ? tr("virtual rack")
                     : tr("send %1 return %2").arg(channelsText(insert->send), channelsText(insert->returns));
        delay =
            insert->delayFrames ? tr("delay %1 frames").arg(*insert->delayFrames, 0, 'f', 2) : tr("delay not measured yet");
    }
    m_insert->setText(insert ? wiring + ", " + delay : QString());
    const auto& prints = m_desk.book.prints();
    QString text;
    if (!prints.empty())
        text = tr("Last print: peak %1 dBFS, %2 xruns").arg(prints.front().peakDbfs, 0, 'f', 1).arg(prints.front().xruns);
    if (insert && insert->noiseDbfs)
        text += (text.isEmpty() ? tr("Noise %1 dBFS") : tr(", noise %1 dBFS")).arg(*insert->noiseDbfs, 0, 'f', 0);
    m_print->setText(text);
    m_addUnit->setVisible(!m_desk.rack.units().empty());
    m_printButton->setVisible(!m_desk.rack.units().empty());
    m_printButton->setEnabled(source && !m_desk.prints.running());
    m_printButton->setText(m_desk.prints.running() ? tr("Printing…") : tr("Print the song"));
}

bool RackPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_scroll->viewport() && event->type() == QEvent::Resize) m_view->arrange(m_scroll->viewport()->size());
    return QWidget::eventFilter(watched, event);
}

}  // namespace detent::desk
