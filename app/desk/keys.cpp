// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/keys.h"

#include "app/desk/desk.h"
#include "app/desk/words.h"

#include <QShortcut>

namespace detent::desk {

namespace {

constexpr double kScaleStep = 0.1;

/// The loop's first or last end to where the song is.
void setLoopEnd(Desk& desk, bool last) {
    const std::int64_t here = desk.player.hearing().status.positionFrames, length = desk.listening.lengthFrames();
    if (length <= 0) return;
    auto loop = desk.listening.loop().value_or(std::pair<std::int64_t, std::int64_t>{0, length});
    (last ? loop.second : loop.first) = here;
    if (loop.first < loop.second) desk.listening.setLoop(loop);
}

/// X: the live rack, wherever it stands.
void chooseLive(Desk& desk) {
    const auto& candidates = desk.listening.candidates();
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (candidates[i].kind == Candidate::Kind::Live) desk.listening.choose(static_cast<int>(i));
}

void answerStep(Desk& desk) {
    if (desk.recalls.state() == RecallFlow::State::Shown) return desk.recalls.start();
    desk.recalls.answer(recall::Answer::Done);
}

std::vector<Key> listeningKeys(Desk& desk, const KeyTargets& targets) {
    std::vector<QString> digits;
    for (int i = 1; i <= 9; ++i) digits.push_back(QString::number(i));
    return {
        {tr("Space"), tr("Play and stop"), {"Space"}, [&desk](int) { desk.togglePlay(); }},
        {tr("A, B, X"),
         tr("Hear the source, the print, the live rack"),
         {"A", "B", "X"},
         [&desk](int which) {
             const auto& candidates = desk.listening.candidates();
             if (which == 2) return chooseLive(desk);
             if (which < static_cast<int>(candidates.size()) &&
                 candidates[static_cast<std::size_t>(which)].kind != Candidate::Kind::Live)
                 desk.listening.choose(which);
         }},
        {tr("1 to 9"), tr("Hear the candidate of that number"), digits,
         [&desk](int index) { desk.listening.choose(index); }},
        {"`", tr("Swap the last two"), {"`"}, [&desk](int) { desk.listening.swap(); }},
        {"L", tr("Loop the selection"), {"L"}, [&desk](int) { desk.listening.setLooping(!desk.listening.looping()); }},
        {"[  ]", tr("First and last end of the loop"), {"[", "]"}, [&desk](int which) { setLoopEnd(desk, which == 1); }},
        {"D", tr("Dim"), {"D"}, [targets](int) { targets.toggleDim(); }},
        {"M", tr("Mono"), {"M"}, [targets](int) { targets.toggleMono(); }},
    };
}

std::vector<Key> gearKeys(Desk& desk) {
    return {
        {"S", tr("Take a snapshot"), {"S"}, [&desk](int) { desk.prints.takeSnapshot(); }},
        {"R", tr("Recall the chosen snapshot"), {"R"}, [&desk](int) { desk.recallChosen(); }},
        {"P", tr("Print the song through the rack"), {"P"}, [&desk](int) { desk.prints.print(); }},
        {tr("Ctrl Enter"),
         tr("Move the gear; the hand step at hand is done (Enter on its button, too)"),
         {"Ctrl+Return", "Ctrl+Enter"},
         [&desk](int) { answerStep(desk); }},
        {tr("Ctrl Z"), tr("Undo; a recall shows its plan first"), {"Ctrl+Z"}, [&desk](int) { desk.history.undo(); }},
        {tr("Ctrl Shift Z"), tr("Redo"), {"Ctrl+Shift+Z", "Ctrl+Y"}, [&desk](int) { desk.history.redo(); }},
        {tr("Arrows, wheel"), tr("Turn the focused control by a step or detent; Shift is fine"), {}, {}},
        {tr("Page, Home, End"), tr("Turn it by a tenth; to its ends"), {}, {}},
        {tr("Ctrl Page Down"), tr("Next page of a large unit's controls; Ctrl Page Up the one before"), {}, {}},
        {tr("Enter, Delete"), tr("Type its value with the unit; back to its default"), {}, {}},
        {tr("F2"), tr("Name the focused snapshot"), {}, {}},
    };
}

std::vector<Key> windowKeys(Desk& desk, const KeyTargets& targets) {
    return {
        {tr("Ctrl 1, 2"), tr("Rack, Compare"), {"Ctrl+1", "Ctrl+2"}, [targets](int index) { targets.page(index); }},
        {tr("Ctrl F"), tr("Search songs, snapshots, units and controls"), {"Ctrl+F"}, [targets](int) { targets.find(); }},
        {tr("Ctrl O"), tr("Open songs"), {"Ctrl+O"}, [targets](int) { targets.openFiles(); }},
        {tr("Tab"), tr("Next control; with Shift the one before"), {}, {}},
        {"F6",
         tr("Next part of the window; with Shift the one before"),
         {"F6", "Shift+F6"},
         [targets](int which) { which == 0 ? targets.nextRegion() : targets.previousRegion(); }},
        {tr("Ctrl + -"),
         tr("Larger and smaller text; Ctrl 0 as it was"),
         {"Ctrl++", "Ctrl+=", "Ctrl+-", "Ctrl+0"},
         [&desk](int which) {
             desk.look.setScale(which == 3 ? 1 : desk.look.scale() + (which < 2 ? kScaleStep : -kScaleStep));
         }},
        {tr("Ctrl Shift L"), tr("Light or dark"), {"Ctrl+Shift+L"}, [&desk](int) { desk.look.toggleTheme(); }},
        {"?", tr("These keys"), {"?", "F1"}, [targets](int) { targets.showKeys(); }},
    };
}

}  // namespace

std::vector<Key> deskKeys(Desk& desk, const KeyTargets& targets) {
    std::vector<Key> all = listeningKeys(desk, targets);
    for (const auto& more : {gearKeys(desk), windowKeys(desk, targets)}) all.insert(all.end(), more.begin(), more.end());
    return all;
}

void installKeys(const std::vector<Key>& keys, QWidget* window) {
    for (const Key& key : keys)
        for (std::size_t i = 0; i < key.keys.size(); ++i) {
            auto* shortcut = new QShortcut(QKeySequence(key.keys[i]), window);
            shortcut->setAutoRepeat(key.keys[i].startsWith("Ctrl"));
            const auto act = [act = key.act, i] { act(static_cast<int>(i)); };
            QObject::connect(shortcut, &QShortcut::activated, window, act);
            QObject::connect(shortcut, &QShortcut::activatedAmbiguously, window,
                             act);  // + and = share a key on some keyboards
        }
}

}  // namespace detent::desk
