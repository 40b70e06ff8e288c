// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/guide_card.h"

#include "app/desk/guide_text.h"
#include "app/desk/parts.h"
#include "app/draw/guide_control.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace detent::desk {

using recall::Answer;

class GuideCard::Dial : public QWidget {
public:
    explicit Dial(const Look& look) : m_look(look) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding); }

    QSize sizeHint() const override { return {m_look.px(250), m_look.px(176)}; }
    QSize minimumSizeHint() const override { return {m_look.px(200), m_look.px(128)}; }
    void show(profiles::ProfilePtr profile, const draw::FaceplatePlace& place, const draw::ControlState& state) {
        m_profile = std::move(profile), m_place = place, m_state = state;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        if (!m_profile) return;
        QPainter painter(this);
        const double scale = m_look.scale();
        painter.scale(scale, scale);
        draw::paintGuideControl(painter, QRectF(0, 0, width() / scale, height() / scale), *m_profile, m_place, m_state);
    }

private:
    const Look& m_look;
    profiles::ProfilePtr m_profile;
    draw::FaceplatePlace m_place;
    draw::ControlState m_state;
};

GuideCard::GuideCard(Desk& desk, QWidget* parent)
    : QFrame(parent),
      m_desk(desk),
      m_dial(new Dial(desk.look)),
      m_name(new ElidedLabel({}, "title")),
      m_moves(new ElidedLabel({}, "large")),
      m_how(makeLabel({}, "hand")),
      m_warning(makeLabel({}, "bad")),
      m_done(makeButton(tr("Done"), "hand", tr("It stands like this now (Enter)"))),
      m_sound(makeButton(tr("By sound"), "small", tr("It was set by ear or by measurement"))),
      m_skip(makeButton(tr("Skip"), "small", tr("Leaves this control as it is"))),
      m_back(makeButton(tr("Not yet"), "small", tr("It is not set yet after all"))) {
    setObjectName("card");
    for (QLabel* label : {m_how, m_warning}) label->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    for (QPushButton* button : {m_done, m_sound, m_skip, m_back}) buttons->addWidget(button);
    buttons->addStretch();
    m_done->setMinimumWidth(desk.look.px(110));
    auto* words = new QVBoxLayout;
    words->setSpacing(6);
    words->addWidget(m_name);
    words->addWidget(m_moves);
    words->addWidget(m_how);
    words->addWidget(m_warning);
    words->addStretch();
    words->addLayout(buttons);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 14, 14, 14);
    row->setSpacing(18);
    row->addWidget(m_dial);
    row->addLayout(words, 1);
    connect(m_done, &QPushButton::clicked, this, [this] { answer(Answer::Done); });
    connect(m_sound, &QPushButton::clicked, this, [this] { answer(Answer::BySound); });
    connect(m_skip, &QPushButton::clicked, this, [this] { answer(Answer::Skip); });
    connect(m_back, &QPushButton::clicked, this, [this] { m_desk.recalls.takeBack(m_unit, m_control); });
}

void GuideCard::show(const RecallLine* line, const draw::FaceplatePlace* place, const draw::ControlState& state) {
    const recall::KnownUnit* unit = line ? m_desk.rack.find(line->step.unit) : nullptr;
    const profiles::Control* control = unit ? unit->profile->control(line->step.control) : nullptr;
    setVisible(control && place);
    if (!control || !place) return;
    m_unit = line->step.unit, m_control = control->id;
    m_dial->show(unit->profile, *place, state);
    m_name->setText(QString::fromStdString(line->step.label));
    m_moves->setText(movesText(*control, *line));
    const std::optional<recall::Code> stands = line->reads ? line->reads : line->step.from;
    QString how = handText(*control, line->step, stands);
    if (line->state == RecallLine::State::Watched)
        how += line->reads ? tr(". The unit reads %1; it is done when it reads %2")
                                 .arg(QString::fromStdString(line->readsText), QString::fromStdString(line->step.toText))
                           : tr(". The unit reads its own panel; it is done when it stands there");
    if (!line->open()) how = tr("Set");
    m_how->setText(how);
    m_warning->setText(line->step.warning.empty() ? QString()
                                                  : tr("Caution: %1").arg(QString::fromStdString(line->step.warning)));
    m_warning->setVisible(!line->step.warning.empty());
    m_dial->setAccessibleName(m_name->text() + ", " + m_moves->text() + ", " + how);
    showButtons(*line);
}

void GuideCard::showButtons(const RecallLine& line) {
    const bool open = line.open(), watched = line.state == RecallLine::State::Watched || line.step.watched;
    m_done->setVisible(open && !watched);
    m_sound->setVisible(open && !watched);
    m_skip->setVisible(open);
    m_back->setVisible(!open && line.state == RecallLine::State::Waiting);
    m_done->setAccessibleName(m_done->text() + ": " + m_name->text() + ", " + m_how->text());
}

void GuideCard::confirm() {
    if (m_done->isVisible()) answer(Answer::Done);
}

void GuideCard::answer(Answer answer) {
    m_desk.recalls.answer(m_unit, m_control, answer);
}

}  // namespace detent::desk
