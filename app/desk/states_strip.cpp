// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/states_strip.h"

#include "app/desk/unit_menu.h"
#include "hardware-profiles/profile/number_text.h"

#include <QMenu>

namespace detent::desk {

using State = StatePill::State;

namespace {

constexpr int kGap = 8;

State stateOf(Rack::LinkState link) {
    switch (link) {
        case Rack::LinkState::Up:
            return State::Good;
        case Rack::LinkState::Lost:
            return State::Bad;
        case Rack::LinkState::ByHand:
            return State::Hand;
        case Rack::LinkState::Opening:
            return State::Waiting;
    }
    return State::Waiting;
}

}  // namespace

StatesStrip::StatesStrip(Desk& desk, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_summary(new StatePill(desk.look, this)), m_device(new StatePill(desk.look, this)) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_summary, &QAbstractButton::clicked, this, [this] {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (const auto& [id, pill] : m_links)
            menu->addAction(pill->accessibleName(), this, [this, id = id] { m_desk.rack.open({id}); });
        menu->addAction(m_device->accessibleName(), &m_desk.player, &Player::reopen);
        menu->popup(m_summary->mapToGlobal(QPoint(0, m_summary->height())));
    });
    connect(m_device, &QAbstractButton::clicked, this, [this] {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(m_device->accessibleName())->setEnabled(false);
        menu->addAction(tr("Reopen the device"), &m_desk.player, &Player::reopen);
        menu->popup(m_device->mapToGlobal(QPoint(0, m_device->height())));
    });
    connect(&desk.rack, &Rack::unitsReset, this, [this] { rebuild(); });
    connect(&desk.rack, &Rack::linkChanged, this, [this] { showLinks(); });
    connect(&desk.player, &Player::deviceChanged, this, [this] { showDevice(); });
    connect(&desk.look, &Look::changed, this, [this] { place(); });
    rebuild();
    showDevice();
}

void StatesStrip::rebuild() {
    for (const auto& [id, pill] : m_links) pill->deleteLater();
    m_links.clear();
    for (const auto& known : m_desk.rack.units()) {
        auto* pill = new StatePill(m_desk.look, this);
        connect(pill, &QAbstractButton::clicked, this, [this, pill, id = known.unit.id] {
            showUnitMenu(m_desk, id, pill->mapToGlobal(QPoint(0, pill->height())), this);
        });
        m_links.emplace_back(known.unit.id, pill);
    }
    showLinks();
}

void StatesStrip::showLinks() {
    for (const auto& [id, pill] : m_links) {
        const recall::KnownUnit* known = m_desk.rack.find(id);
        if (!known) continue;
        const QString name = QString::fromStdString(known->unit.name), why = m_desk.rack.linkText(id);
        const auto link = m_desk.rack.linkState(id);
        const QString how = link == Rack::LinkState::Up        ? tr("its link is up")
                            : link == Rack::LinkState::ByHand  ? tr("set by hand")
                            : link == Rack::LinkState::Opening ? tr("its link is being opened")
                            : why.isEmpty()                    ? tr("its link is lost")
                                                               : why;
        pill->set(stateOf(link), name, name + ": " + how);
    }
    showSummary();
    place();
}

void StatesStrip::showSummary() {
    int lost = 0, up = 0;
    for (const auto& [id, pill] : m_links) lost += pill->state() == State::Bad, up += pill->state() == State::Good;
    const QString text = lost > 0 ? tr("%1 lost").arg(lost) : tr("%1 links").arg(up);
    m_summary->set(lost > 0 ? State::Bad : State::Good, text,
                   lost > 0 ? tr("%1 links are lost").arg(lost) : tr("%1 links are up").arg(up));
}

void StatesStrip::showDevice() {
    const auto& device = m_desk.player.device();
    if (!device) {
        m_device->set(m_desk.player.lost() ? State::Bad : State::Waiting, tr("No audio"), tr("No audio device is open"));
    } else {
        const QString rate = QString::fromStdString(profiles::shortestText(device->sampleRateHz / 1000)) + " kHz";
        m_device->set(m_desk.player.lost() ? State::Bad : State::Good, QString("%1 %2").arg(rate).arg(device->bufferFrames),
                      tr("Audio by %1, %2, blocks of %3 frames")
                          .arg(QString::fromStdString(device->api), rate)
                          .arg(device->bufferFrames));
    }
    place();
}

int StatesStrip::widthOfLinks() const {
    int width = 0;
    for (const auto& [id, pill] : m_links) width += pill->sizeHint().width() + m_desk.look.px(kGap);
    return width;
}

QSize StatesStrip::sizeHint() const {
    return {widthOfLinks() + m_device->sizeHint().width(), m_device->sizeHint().height()};
}

QSize StatesStrip::minimumSizeHint() const {
    return {m_links.empty() ? m_device->sizeHint().width() : m_summary->sizeHint().width(), m_device->sizeHint().height()};
}

void StatesStrip::place() {
    const bool all = widthOfLinks() + m_device->sizeHint().width() <= width();
    const int gap = m_desk.look.px(kGap), pair = m_summary->sizeHint().width() + gap + m_device->sizeHint().width();
    const bool device = all || m_links.empty() || pair <= width();  // else the summary's menu has it
    int x = width() - (device ? m_device->sizeHint().width() : -gap);
    m_device->setVisible(device);
    m_device->setGeometry(QRect(QPoint(x, 0), m_device->sizeHint()));
    m_summary->setVisible(!all && !m_links.empty());
    m_summary->setGeometry(QRect(QPoint(x - m_summary->sizeHint().width() - gap, 0), m_summary->sizeHint()));
    for (auto it = m_links.rbegin(); it != m_links.rend(); ++it) {
        it->second->setVisible(all);
        x -= it->second->sizeHint().width() + m_desk.look.px(kGap);
        it->second->setGeometry(QRect(QPoint(x, 0), it->second->sizeHint()));
    }
    QWidget* before = nullptr;
    for (const auto& [id, pill] : m_links) {
        if (before) setTabOrder(before, pill);
        before = pill;
    }
    if (before) setTabOrder(before, m_device);
    updateGeometry();
}

void StatesStrip::resizeEvent(QResizeEvent*) {
    place();
}

}  // namespace detent::desk
