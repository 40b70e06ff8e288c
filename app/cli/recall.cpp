// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent recall: shows the plan, moves the gear, verifies.
#include "app/cli/moving.h"
#include "app/cli/panel_guide.h"

#include "recall/run/verify.h"

namespace detent::cli {
namespace {

using recall::Answer;
using recall::ControlOutcome;
using recall::Plan;
using recall::Step;
using recall::Store;

Json planJson(const Plan& plan) {
    Json phases = Json::array();
    for (const auto phase : {recall::Phase::Mute, recall::Phase::Relays, recall::Phase::Settings, recall::Phase::LevelsUp,
                             recall::Phase::Unmute}) {
        Json steps = Json::array();
        for (const Step& step : plan.inPhase(phase)) {
            steps.push_back({{"unit", step.unitName},
                             {"control", step.control},
                             {"from", step.fromText.empty() ? Json(nullptr) : Json(step.fromText)},
                             {"to", step.toText},
                             {"by_hand", step.how == Step::How::Hand},
                             {"watched", step.watched},
                             {"asks", step.asksFirst},
                             {"warning", step.warning},
                             {"instruction", step.instruction}});
        }
        if (!steps.empty()) phases.push_back({{"phase", recall::name(phase)}, {"steps", steps}});
    }
    return phases;
}

std::string planText(const Plan& plan) {
    std::string text;
    for (const std::string& note : plan.notes) text += "note: " + note + "\n";
    const char* phase = "";
    for (const Step& step : plan.steps) {
        if (std::string_view(phase) != recall::name(step.phase)) {
            phase = recall::name(step.phase);
            text += std::string(phase) + "\n";
        }
        text += "  " + step.unitName + " " +
                (step.instruction.empty()
                     ? step.label + " " + (step.fromText.empty() ? "" : step.fromText + " ") + "to " + step.toText
                     : step.instruction);
        if (!step.warning.empty()) text += " (" + step.warning + ")";
        text += "\n";
    }
    if (plan.steps.empty()) text += "nothing to move\n";
    return text;
}

/// Does the person's word for a step by hand or a hazard; without a terminal "ask" is "skip" and said.
Answer answer(Context& context, const Step& step, const RecallChoices& choices) {
    const bool hand = step.how == Step::How::Hand;
    const std::string& choice = step.asksFirst && !(hand && choices.hazards == "allow") ? choices.hazards : choices.byHand;
    if (choice == "confirm" || (choice == "allow" && !hand)) return Answer::Done;
    if (choice == "skip") return Answer::Skip;
    const std::string what =
        step.unitName + " " + (step.instruction.empty() ? step.label + " to " + step.toText : step.instruction);
    if (!Context::canAsk()) {
        context.say(what + ": skipped, there is no terminal to ask at");
        return Answer::Skip;
    }
    const auto typed = Context::ask(what + (step.warning.empty() ? "" : " (" + step.warning + ")") +
                                    "; done? [enter = done, s = skip, q = stop] ");
    if (!typed || *typed == "q") return Answer::Cancel;
    return *typed == "s" ? Answer::Skip : Answer::Done;
}

/// The state before, kept by itself so that one action undoes the recall.
Result<recall::SnapshotId> keepBefore(studio::Studio& studio, const recall::Snapshot& wanted,
                                      const std::vector<recall::KnownUnit>& units) {
    recall::Snapshot before;
    before.part = wanted.part;
    before.song = wanted.song;
    before.name = "before the recall of " + (wanted.name.empty() ? wanted.id.text.substr(0, 8) : wanted.name);
    before.automatic = true;
    before.chain = wanted.chain;
    before.units = recall::captured(units);
    std::vector<profiles::ProfilePtr> used;
    for (const auto& unit : units) used.push_back(unit.profile);
    auto kept = studio.ask<recall::Snapshot>([&](Store& store) { return store.addSnapshot(before, used); });
    if (!kept) return kept.problem();
    return kept->id;
}

/// The units of the rack that the snapshot speaks of.
std::vector<recall::KnownUnit> unitsIn(const std::vector<recall::KnownUnit>& rack, const recall::Snapshot& wanted,
                                       const std::vector<std::string>& only) {
    std::vector<recall::KnownUnit> units;
    for (const auto& known : rack) {
        const bool named = only.empty() || std::find(only.begin(), only.end(), known.unit.name) != only.end();
        const bool meant =
            std::any_of(wanted.units.begin(), wanted.units.end(), [&](const auto& u) { return u.unit == known.unit.id; });
        if (named && meant) units.push_back(known);
    }
    return units;
}

std::string reportText(const recall::RecallReport& report) {
    std::vector<std::vector<std::string>> rows;
    int good = 0;
    for (const ControlOutcome& outcome : report.outcomes) {
        good += recall::allAsWanted({outcome});
        rows.push_back(
            {outcome.unitName, outcome.control, outcome.wantedText, recall::name(outcome.outcome), outcome.message});
    }
    return table(rows) + std::to_string(good) + " of " + std::to_string(report.outcomes.size()) + " controls as wanted, " +
           fixed(report.seconds, 2) + " s\n";
}

Result<void> checkUnitNames(const recall::Snapshot& wanted, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const bool known =
            std::any_of(wanted.units.begin(), wanted.units.end(), [&](const auto& u) { return u.unitName == name; });
        if (!known) return Problem{Fault::Usage, "the snapshot has no unit " + name, "see detent snapshot show"};
    }
    return {};
}

/// Records the recall before anything moves, so that one that is killed can be undone too, and again with its outcomes.
Result<void> record(studio::Studio& studio, const recall::RecallRecord& recall) {
    auto kept = studio.ask<recall::RecallRecord>([&](Store& store) { return store.addRecall(recall); });
    if (!kept) return kept.problem();
    return {};
}

void printPlan(Context& context, const Plan& plan) {
    Json settled = Json::array();
    for (const auto& outcome : plan.settled) settled.push_back(outcomeJson(outcome));
    context.print({{"phases", planJson(plan)}, {"settled", settled}, {"notes", plan.notes}}, planText(plan));
}

void printReport(Context& context, const Plan& plan, const recall::RecallReport& report) {
    Json outcomes = Json::array();
    for (const auto& outcome : report.outcomes) outcomes.push_back(outcomeJson(outcome));
    context.print({{"phases", planJson(plan)},
                   {"outcomes", outcomes},
                   {"notes", plan.notes},
                   {"seconds", report.seconds},
                   {"wire_seconds", report.wireSeconds}},
                  reportText(report));
}

/// Tells how far the recall is, and at once what is not as wanted.
struct Teller {
    Context& context;
    dsp::Progress progress;
    std::size_t steps = 0, ended = 0;

    void stepEnded(const Step& step, const ControlOutcome& outcome) {
        const bool told = recall::allAsWanted({outcome}) || outcome.outcome == recall::Outcome::Skipped;
        if (!step.transient && !told) context.say(recall::outcomeText(outcome));
        ++ended;
        progress(static_cast<double>(ended) / static_cast<double>(std::max(steps, ended)));
    }
};

}  // namespace

Result<int> recallSnapshot(Context& context, studio::Studio& studio, const recall::Snapshot& wanted,
                           const RecallChoices& choices) {
    auto rack = studio.rack();
    if (!rack) return rack.problem();
    if (auto checked = checkUnitNames(wanted, choices.units); !checked) return checked.problem();
    Teller teller{context, context.progress("recalling")};
    recall::Observer observer;
    observer.ask = [&](const Step& step) { return answer(context, step, choices); };
    recall::Conductor* conductor = nullptr;
    PanelGuide guide({[&](const recall::UnitId& unit, const std::string& control) { conductor->leave(unit, control); },
                      [&] { conductor->cancel(); }});
    observer.stepEnded = [&](const Step& step, const ControlOutcome& outcome) {
        guide.stepEnded(step, outcome);
        teller.stepEnded(step, outcome);
    };
    if (choices.byHand == "ask" && Context::canAsk())
        observer.watching = [&](const std::vector<recall::Watched>& wrong) { guide.show(wrong); };
    Moving moving(context, studio, unitsIn(*rack, wanted, choices.units), observer);
    conductor = &moving.conductor();
    moving.open();
    moving.conductor().readAll();
    if (context.askedToStop()) return Problem{Fault::Cancelled, "stopped; nothing was moved", ""};
    const Plan plan = recall::makePlan(wanted, moving.conductor().units(), choices.units);
    if (choices.planOnly) {
        printPlan(context, plan);
        return 0;
    }
    teller.steps = plan.steps.size();
    if (!context.json && !context.quiet && !choices.silent) std::cerr << planText(plan) << std::flush;
    auto before = keepBefore(studio, wanted, moving.conductor().units());
    if (!before) return before.problem();
    recall::RecallRecord recall{{}, wanted.id, *before, studio::Studio::clock(), 0, {}};
    if (auto kept = record(studio, recall); !kept) return kept.problem();
    const recall::RecallReport report = moving.conductor().recall(plan);
    guide.close();
    if (!choices.silent) printReport(context, plan, report);
    recall.seconds = report.seconds;
    recall.outcomes = report.outcomes;
    if (auto kept = record(studio, recall); !kept) return kept.problem();
    if (report.cancelled) {
        return Problem{Fault::Cancelled, "the recall was stopped; what had been reached is listed above",
                       "detent recall undo takes it back"};
    }
    return recall::allAsWanted(report.outcomes) ? 0 : 1;
}

void addRecall(CLI::App& app, Context& context) {
    struct Options : RecallChoices {
        std::string id, mode;
    };
    auto o = std::make_shared<Options>();
    CLI::App* noun = app.add_subcommand("recall", "bring the gear back to a snapshot: recall ID, or recall undo");
    noun->fallthrough();
    noun->add_option("ID", o->id, "snapshot id, or \"undo\": this rack's last recall; again is redo")->required();
    noun->add_flag("--plan", o->planOnly, "show what would move, and move nothing");
    noun->add_option("--unit", o->units, "only this unit")->allow_extra_args(false);
    noun->add_option("--by-hand", o->byHand, "steps that need a hand")->check(CLI::IsMember({"ask", "skip", "confirm"}));
    noun->add_option("--hazards", o->hazards, "phantom power and memory")->check(CLI::IsMember({"ask", "skip", "allow"}));
    noun->final_callback([&context, o] {
        context.chosen = [&context, o]() -> Result<int> {
            auto studio = context.studio();
            if (!studio) return studio.problem();
            auto snapshot = (*studio)->ask<recall::Snapshot>([&](Store& store) -> Result<recall::Snapshot> {
                if (o->id != "undo") return store.snapshot(o->id);
                auto last = store.lastRecall();
                if (!last) return last.problem();
                if (!*last) return Problem{Fault::NotSo, "nothing has been recalled on this rack yet", ""};
                return store.snapshot((*last)->before.text);
            });
            if (!snapshot) return snapshot.problem();
            return recallSnapshot(context, **studio, *snapshot, *o);
        };
    });
}

}  // namespace detent::cli
