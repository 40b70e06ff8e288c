// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/recall/run/rig.h"

#include <QtGlobal>

namespace detent::gear {

/// A rack that is open, read and known, and a snapshot of it.
struct Room {
    Rig rig;
    Diary diary;
    recall::Conductor conductor;
    recall::Snapshot before;

    explicit Room(const std::function<void(Rig&)>& prepare = {})
        : conductor(prepared(prepare), rig.maker(), noon, observer()) {
        if (!conductor.open().empty()) qFatal("a link of the rig does not open");
        conductor.readAll();
        tellHands();
        before = taken(conductor);
        diary.clear();
    }

    /// The person says how the box set by hand stands.
    void tellHands() {
        for (const auto& [control, code] : rig.unit("Colour").settings())
            conductor.setByHand(rig.id("Colour"), control, code);
    }

    recall::RecallReport recall(const recall::Snapshot& wanted) {
        return conductor.recall(recall::makePlan(wanted, conductor.units()));
    }

private:
    std::vector<recall::KnownUnit> prepared(const std::function<void(Rig&)>& prepare) {
        if (prepare) prepare(rig);
        return rig.units;
    }
    /// A person who does what the step says.
    recall::Observer observer() {
        diary.person = [this](const recall::Step& step) {
            if (step.how == recall::Step::How::Hand) rig.unit(step.unitName).turn(step.control, step.to);
            return recall::Answer::Done;
        };
        return diary.observer();
    }
};

}  // namespace detent::gear
