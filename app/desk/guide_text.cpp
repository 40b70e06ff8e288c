// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/guide_text.h"

#include "app/desk/recall_text.h"
#include "app/desk/words.h"

namespace detent::desk {

using profiles::Control;
using profiles::ControlKind;
using recall::Code;

namespace {

QString turnText(const Control& control, const recall::Step& step, std::optional<Code> stands) {
    const double to = control.scale.angleOf(step.to);
    const QString clock = QString::fromStdString(recall::clockText(to));
    if (stands == step.to) return tr("Make sure that it stands at %1").arg(clock);
    if (!stands) return tr("Turn it to %1").arg(clock);
    return (to > control.scale.angleOf(*stands) ? tr("Turn right to %1") : tr("Turn left to %1")).arg(clock);
}

}  // namespace

QString handText(const Control& control, const recall::Step& step, std::optional<Code> stands) {
    if (control.kind == ControlKind::Knob) return turnText(control, step, stands);
    const QString to = QString::fromStdString(step.toText);
    if (stands == step.to) return tr("Make sure that it stands at %1").arg(to);
    return (control.kind == ControlKind::Buttons ? tr("Press %1") : tr("Switch it to %1")).arg(to);
}

QString movesText(const Control& control, const RecallLine& line) {
    const QString to = QString::fromStdString(line.step.toText);
    const std::optional<Code> stands = line.reads ? line.reads : line.step.from;
    if (!line.open() || !stands || *stands == line.step.to) return to;
    return fromToText(QString::fromStdString(control.scale.textOf(*stands)), to);
}

}  // namespace detent::desk
