// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/plate_state.h"
#include "app/desk/words.h"

namespace detent::desk {

using draw::Badge;
using draw::Knowledge;
using profiles::Control;
using recall::KnownUnit;
using recall::Quality;

namespace {

const recall::ControlValue* valueOf(const KnownUnit& unit, const Control& control) {
    const auto it = unit.values.find(control.id);
    return it == unit.values.end() || it->second.quality == Quality::Unknown ? nullptr : &it->second;
}

Knowledge knowledgeOf(Quality quality) {
    switch (quality) {
        case Quality::Unknown:
            return Knowledge::Unknown;
        case Quality::Sent:
        case Quality::Stale:
            return Knowledge::Assumed;
        default:
            return Knowledge::Known;
    }
}

draw::ControlState controlState(const Rack& rack, const KnownUnit& unit, const Control& control) {
    draw::ControlState state;
    if (const recall::ControlValue* value = valueOf(unit, control)) {
        state.code = value->code;
        state.knowledge = knowledgeOf(value->quality);
    }
    state.wanted = rack.wanted(unit.unit.id, control.id);
    if (const recall::ControlOutcome* fault = rack.fault(unit.unit.id, control.id); fault && !state.wanted) {
        state.wanted = fault->wanted;
        state.mismatch = fault->outcome != recall::Outcome::Skipped && fault->outcome != recall::Outcome::Locked;
    }
    return state;
}

/// What the badge counts.
struct Count {
    int recalled = 0, readable = 0, confirmed = 0, sent = 0, differ = 0;
    bool muted = false;
};

Count countOf(const KnownUnit& unit, const draw::FaceplateState& state) {
    Count count;
    for (const Control& control : unit.profile->controls) {
        const draw::ControlState& shown = state.controls.at(control.id);
        if (!control.recalled) continue;
        ++count.recalled;
        count.readable += control.readable();
        count.differ += shown.mismatch;
        const recall::ControlValue* value = valueOf(unit, control);
        count.confirmed += value && value->quality == Quality::Confirmed;
        count.sent += value && value->quality == Quality::Sent;
        count.muted |= value && control.mutedCode && value->code == *control.mutedCode;
    }
    return count;
}

QString lostText(recall::UtcMs since, recall::UtcMs now) {
    const auto minutes = (now - since) / 60000;
    if (since == 0 || minutes < 1) return tr("Lost just now");
    return minutes < 120 ? tr("Lost %1 min ago").arg(minutes) : tr("Lost %1 h ago").arg(minutes / 60);
}

Badge wiredBadge(const Count& count, int toGo) {
    const QString tail = count.muted ? tr(", muted") : QString();
    if (count.differ > 0)
        return {Badge::State::Mismatch, (count.differ == 1 ? tr("%1 differs") : tr("%1 differ")).arg(count.differ) + tail};
    if (toGo > 0) return {Badge::State::Sent, tr("%1 to go").arg(toGo) + tail};
    if (count.readable == 0) return {Badge::State::Sent, count.sent > 0 ? tr("Sent, cannot be read") : tr("Cannot be read")};
    if (count.confirmed == 0) return {Badge::State::Sent, tr("Not read yet")};
    const QString text = tr("Verified, %1 of %2").arg(count.confirmed).arg(count.recalled);
    return {count.confirmed == count.recalled ? Badge::State::Verified : Badge::State::Sent, text + tail};
}

Badge badgeOf(const Rack& rack, const KnownUnit& unit, const draw::FaceplateState& state, recall::UtcMs now) {
    const int toGo = rack.stepsToGo(unit.unit.id);
    switch (rack.linkState(unit.unit.id)) {
        case Rack::LinkState::ByHand:
            return {Badge::State::Hand, toGo > 0 ? tr("By hand, %1 to go").arg(toGo) : tr("By hand")};
        case Rack::LinkState::Opening:
            return {Badge::State::Sent, tr("Opening its link")};
        case Rack::LinkState::Lost:
            return {Badge::State::Lost, lostText(rack.lostSince(unit.unit.id), now)};
        case Rack::LinkState::Up:
            break;
    }
    return wiredBadge(countOf(unit, state), toGo);
}

QString qualityText(Quality quality) {
    switch (quality) {
        case Quality::Unknown:
            return tr("never read");
        case Quality::Sent:
            return tr("sent, not read back");
        case Quality::Confirmed:
            return tr("verified");
        case Quality::Stale:
            return tr("as last known, not read since");
        case Quality::ByHand:
            return tr("set by hand");
        case Quality::BySound:
            return tr("found by sound");
    }
    return {};
}

}  // namespace

draw::FaceplateState plateState(const Rack& rack, const KnownUnit& unit, recall::UtcMs now) {
    draw::FaceplateState state;
    for (const Control& control : unit.profile->controls) state.controls[control.id] = controlState(rack, unit, control);
    state.name = QString::fromStdString(unit.unit.name);
    state.badge = badgeOf(rack, unit, state, now);
    return state;
}

QString spokenState(const Rack& rack, const KnownUnit& unit, const Control& control) {
    const recall::ControlValue* value = valueOf(unit, control);
    const draw::ControlState state = controlState(rack, unit, control);
    QString text =
        value ? QString::fromStdString(value->text) + ", " + qualityText(value->quality) : tr("not known, never read");
    if (state.wanted && state.wanted != state.code) {
        text += ", " + tr("wanted %1").arg(QString::fromStdString(control.scale.textOf(*state.wanted)));
        if (state.mismatch) text += ", " + tr("differs");
        if (rack.isByHand(unit, control)) text += ", " + tr("set it by hand");
    }
    if (unit.locked.contains(control.id)) text += ", " + tr("locked against recall");
    return text;
}

QString sourceText(const profiles::Profile& profile, const Control& control) {
    if (profile.sources.empty()) return {};
    const profiles::Source& source = profile.sources.front();
    const std::string where = control.source.empty() ? source.where : control.source;
    return tr("%1\nHow sure: %2. Rests on it: %3")
        .arg(QString::fromStdString(where), profiles::name(source.confidence), QString::fromStdString(source.what));
}

}  // namespace detent::desk
