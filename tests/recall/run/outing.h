// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/run.h"
#include "tests/recall/run/sim_unit.h"

namespace detent::gear {

using recall::Run, recall::Task, recall::TaskResult;

inline constexpr int kControls = 5;

/// Plain knobs "1" to "5", codes 0 to 9, all at 3.
inline profiles::ProfilePtr knobs(Speech speech) {
    profiles::Profile profile = named("test.knobs");
    for (int p = 1; p <= kControls; ++p)
        profile.controls.push_back(control(std::to_string(p), "Knob " + std::to_string(p), steps(9, 1, "dB")));
    return speaking(speech, profile);
}

inline SimUnit unitAtThree(Speech speech) {
    return {speech, {{1, 3}, {2, 3}, {3, 3}, {4, 3}, {5, 3}}};
}

inline Task to(int p, Code code) {
    return {std::to_string(p), code, Code{3}};
}
inline Task readOf(int p) {
    return {std::to_string(p), {}, {}};
}

/// A run over the knobs, and the unit that it is about.
struct Outing {
    Run run;
    SimUnit unit;
    Bench bench;
    Outing(Speech speech, std::vector<Task> tasks)
        : run(knobs(speech), {}, std::move(tasks)), unit(unitAtThree(speech)), bench(run, unit) {}
    const TaskResult& result(std::size_t i = 0) const { return run.results().at(i); }
};

}  // namespace detent::gear
