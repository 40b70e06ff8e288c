// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/recall_text.h"
#include "app/desk/words.h"


#include <algorithm>

namespace detent::desk {

using recall::Outcome;
using State = RecallLine::State;

namespace {

/// "2.5" of "2.5 dB" where the other bears the same unit.
QString withoutSameUnit(const QString& text, const QString& other) {
    const QString unit = text.section(' ', 1);
    return !unit.isEmpty() && unit == other.section(' ', 1) ? text.section(' ', 0, 0) : text;
}

QString lowered(QString label) {
    if (label.size() > 1 && label[1].isLower()) label[0] = label[0].toLower();
    return label;
}

}  // namespace

QString stepText(const recall::Step& step) {
    const QString what = QString::fromStdString(step.unitName) + " " + lowered(QString::fromStdString(step.label));
    const QString to = QString::fromStdString(step.toText), from = QString::fromStdString(step.fromText);
    const bool muting = step.phase == recall::Phase::Mute || step.phase == recall::Phase::Unmute;
    if (muting && !to.isEmpty() && to[0].isLetter()) return QString::fromStdString(step.unitName) + " " + to.toLower();
    return from.isEmpty() || from == to ? what + tr(" to ") + to : what + " " + fromToText(from, to);
}

QString fromToText(const QString& from, const QString& to) {
    return withoutSameUnit(from, to) + tr(" to ") + to;
}

namespace {

QString listed(const std::vector<std::string>& names) {
    QStringList all;
    for (const std::string& name : names) all << QString::fromStdString(name);
    return all.join(", ");
}

}  // namespace

QString changesText(std::size_t controls, const std::vector<std::string>& added, const std::vector<std::string>& gone) {
    QStringList parts;
    if (added.size() == 1) parts << tr("%1 is new").arg(listed(added));
    if (added.size() > 1) parts << tr("%1 are new").arg(listed(added));
    if (gone.size() == 1) parts << tr("%1 is gone").arg(listed(gone));
    if (gone.size() > 1) parts << tr("%1 are gone").arg(listed(gone));
    if (controls == 1) parts << tr("1 control changed");
    if (controls > 1) parts << tr("%1 controls changed").arg(controls);
    return parts.join(", ");
}

QString outcomeWord(Outcome outcome) {
    switch (outcome) {
        case Outcome::Pending:
            return {};
        case Outcome::Verified:
            return tr("Verified");
        case Outcome::Mismatch:
            return tr("Differs");
        case Outcome::SentOnly:
            return tr("Sent");
        case Outcome::ConfirmedByHand:
            return tr("By hand");
        case Outcome::ConfirmedBySound:
            return tr("By sound");
        case Outcome::Refused:
            return tr("Refused");
        case Outcome::TimedOut:
            return tr("No answer");
        case Outcome::Uncertain:
            return tr("Uncertain");
        case Outcome::Missing:
            return tr("Missing");
        case Outcome::Locked:
            return tr("Locked");
        case Outcome::Skipped:
            return tr("Skipped");
    }
    return {};
}

QString lineState(const RecallLine& line) {
    switch (line.state) {
        case State::Waiting:
            if (line.given) return *line.given == recall::Answer::Skip ? tr("Skipped") : tr("Set");
            return line.step.how == recall::Step::How::Hand ? tr("By hand")
                   : line.step.asksFirst                    ? tr("Asks first")
                                                            : QString();
        case State::UnderWay:
            return tr("Moving");
        case State::Asked:
            return line.step.how == recall::Step::How::Hand ? tr("By hand") : tr("Waits for you");
        case State::Watched:
            return line.reads ? tr("reads %1").arg(QString::fromStdString(line.readsText)) : tr("By hand");
        case State::Ended:
            return outcomeWord(line.outcome.outcome);
    }
    return {};
}

QString lineNote(const RecallLine& line) {
    if (line.state != State::Ended) return QString::fromStdString(line.step.warning);
    return isAsWanted(line.outcome.outcome) ? QString() : QString::fromStdString(line.outcome.message);
}

bool isAsWanted(Outcome outcome) {
    return outcome == Outcome::Verified || outcome == Outcome::SentOnly || outcome == Outcome::ConfirmedByHand ||
           outcome == Outcome::ConfirmedBySound;
}

LineMark lineMark(const RecallLine& line) {
    if (line.state == State::Waiting) return line.step.how == recall::Step::How::Hand ? LineMark::Hand : LineMark::Waiting;
    if (line.state == State::UnderWay) return LineMark::UnderWay;
    if (line.state == State::Asked || line.state == State::Watched) return LineMark::Hand;
    const Outcome outcome = line.outcome.outcome;
    if (outcome == Outcome::SentOnly) return LineMark::Sent;
    if (outcome == Outcome::Skipped || outcome == Outcome::Locked) return LineMark::Skipped;
    return isAsWanted(outcome) ? LineMark::Good : LineMark::Bad;
}

QString reportText(const recall::RecallReport& report) {
    const auto all = report.outcomes.size();
    const auto good =
        std::count_if(report.outcomes.begin(), report.outcomes.end(), [](const auto& o) { return isAsWanted(o.outcome); });
    const auto bad = static_cast<qulonglong>(all) - static_cast<qulonglong>(good);
    if (report.cancelled) return tr("Cancelled, %1 of %2 not as wanted").arg(bad).arg(all);
    return bad == 0 ? tr("All %1 as wanted").arg(all) : tr("%1 of %2 not as wanted").arg(bad).arg(all);
}

}  // namespace detent::desk
