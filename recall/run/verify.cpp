// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/verify.h"

#include <algorithm>
#include <initializer_list>

namespace detent::recall {

bool agrees(const profiles::Control& control, Code wanted, Code read) {
    if (wanted == read) return true;
    if (std::max(wanted, read) - std::min(wanted, read) > control.toleranceCodes) return false;
    return control.scale.valueOf(wanted) && control.scale.valueOf(read);
}

Quality qualityAfter(Outcome outcome) {
    switch (outcome) {
        case Outcome::Verified:
        case Outcome::Mismatch: return Quality::Confirmed;
        case Outcome::SentOnly: return Quality::Sent;
        case Outcome::ConfirmedByHand: return Quality::ByHand;
        case Outcome::ConfirmedBySound: return Quality::BySound;
        case Outcome::TimedOut:
        case Outcome::Uncertain: return Quality::Unknown;
        case Outcome::Pending:
        case Outcome::Refused:
        case Outcome::Missing:
        case Outcome::Locked:
        case Outcome::Skipped: return Quality::Stale;
    }
    return Quality::Unknown;
}

namespace {

bool isAsWanted(Outcome outcome) {
    return outcome == Outcome::Verified || outcome == Outcome::ConfirmedByHand || outcome == Outcome::ConfirmedBySound ||
           outcome == Outcome::SentOnly;
}

std::size_t countOf(const std::vector<ControlOutcome>& outcomes, std::initializer_list<Outcome> any) {
    return static_cast<std::size_t>(std::count_if(outcomes.begin(), outcomes.end(), [&](const ControlOutcome& outcome) {
        return std::find(any.begin(), any.end(), outcome.outcome) != any.end();
    }));
}

std::string number(std::size_t count) { return std::to_string(count); }

/// The badge where nothing went wrong.
std::string goodBadge(const std::vector<ControlOutcome>& all) {
    const auto verified = countOf(all, {Outcome::Verified});
    const auto byHand = countOf(all, {Outcome::ConfirmedByHand, Outcome::ConfirmedBySound});
    const auto sentOnly = countOf(all, {Outcome::SentOnly});
    if (verified == all.size()) return "Verified, " + number(verified) + " of " + number(verified);
    if (byHand == all.size()) return "By hand, " + number(byHand) + " of " + number(byHand);
    if (sentOnly == all.size()) return "Sent, cannot be read";
    std::string badge = verified > 0 ? "Verified " + number(verified) : std::string();
    if (sentOnly > 0) badge += (badge.empty() ? "Sent " : ", sent ") + number(sentOnly);
    if (byHand > 0) badge += (badge.empty() ? "By hand " : ", by hand ") + number(byHand);
    return badge;
}

}  // namespace

bool allAsWanted(const std::vector<ControlOutcome>& outcomes) {
    return std::all_of(outcomes.begin(), outcomes.end(), [](const ControlOutcome& outcome) { return isAsWanted(outcome.outcome); });
}

std::string outcomeText(const ControlOutcome& outcome) {
    if (!outcome.message.empty()) return outcome.message;
    const std::string head = outcome.unitName + " " + outcome.control + ": ";
    switch (outcome.outcome) {
        case Outcome::Verified: return head + outcome.wantedText + ", verified";
        case Outcome::SentOnly: return head + outcome.wantedText + ", sent; it cannot be read back";
        case Outcome::ConfirmedByHand: return head + outcome.wantedText + ", by hand";
        case Outcome::ConfirmedBySound: return head + outcome.wantedText + ", by sound";
        case Outcome::Pending: return head + outcome.wantedText + ", to go";
        default: break;
    }
    const std::string reads = outcome.readText.empty() ? std::string() : ", reads " + outcome.readText;
    return head + "wanted " + outcome.wantedText + reads + " (" + name(outcome.outcome) + ")";
}

std::string badgeText(const std::vector<ControlOutcome>& all) {
    if (all.empty()) return {};
    if (countOf(all, {Outcome::Missing}) == all.size()) return "Missing";
    const auto differ = countOf(all, {Outcome::Mismatch, Outcome::Refused});
    if (differ > 0) return number(differ) + (differ == 1 ? " differs" : " differ");
    const auto uncertain = countOf(all, {Outcome::Uncertain, Outcome::TimedOut, Outcome::Missing});
    if (uncertain > 0) return number(uncertain) + " uncertain";
    const auto toGo = countOf(all, {Outcome::Pending, Outcome::Skipped});
    const auto byHand = countOf(all, {Outcome::ConfirmedByHand, Outcome::ConfirmedBySound});
    if (toGo > 0) return (byHand > 0 ? "By hand, " : "") + number(toGo) + " to go";
    const auto locked = countOf(all, {Outcome::Locked});
    return locked > 0 ? number(locked) + " locked" : goodBadge(all);
}

}  // namespace detent::recall
