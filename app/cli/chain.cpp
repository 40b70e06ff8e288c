// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent chain: the ordered stages a programme passes through.
#include "app/cli/moving.h"

#include "app/cli/context.h"
#include "hardware-profiles/profile/number_text.h"

namespace detent::cli {
namespace {

using recall::Stage;
using recall::Store;

/// "insert:NAME", "unit:NAME[:channels]", "gain:DB", "ms"
Result<Stage> parseStage(Store& store, const std::string& text) {
    const auto colon = text.find(':');
    const std::string kind = text.substr(0, colon), rest = colon == std::string::npos ? "" : text.substr(colon + 1);
    Stage stage;
    if (kind == "ms" && rest.empty()) {
        stage.kind = Stage::Kind::MidSide;
        return stage;
    }
    if (kind == "gain" && !rest.empty()) {
        std::string_view number = rest;
        stage.kind = Stage::Kind::Gain;
        stage.gainDb = profiles::takeNumber(number).value_or(0);
        if (number.empty() && std::abs(stage.gainDb) <= 60) return stage;
        return Problem{Fault::Usage, "gain:" + rest + " is not a gain", "give -60 to 60 dB, for instance gain:-1.5"};
    }
    if (kind == "insert" && !rest.empty()) {
        auto insert = store.insert(rest);
        if (!insert) return insert.problem();
        stage.kind = Stage::Kind::Insert;
        stage.target = insert->id.text;
        return stage;
    }
    if (kind == "unit" && !rest.empty()) {
        const auto split = rest.find(':');
        auto unit = store.unit(rest.substr(0, split));
        if (!unit) return unit.problem();
        stage.kind = Stage::Kind::Unit;
        stage.target = unit->id.text;
        stage.channels = split == std::string::npos ? "" : rest.substr(split + 1);
        return stage;
    }
    return Problem{Fault::Usage, "\"" + text + "\" is not a stage",
                   "write insert:NAME, unit:NAME[:channels], gain:DB or ms"};
}

Result<std::string> stageText(Store& store, const Stage& stage) {
    switch (stage.kind) {
        case Stage::Kind::MidSide:
            return std::string("ms");
        case Stage::Kind::Gain:
            return "gain:" + fixed(stage.gainDb, 2);
        case Stage::Kind::Insert: {
            auto insert = store.insert(stage.target);
            if (!insert) return insert.problem();
            return "insert:" + insert->name;
        }
        case Stage::Kind::Unit:
            break;
    }
    auto units = store.units(true);
    if (!units) return units.problem();
    for (const auto& unit : *units) {
        if (unit.id.text == stage.target) return "unit:" + unit.name + (stage.channels.empty() ? "" : ":" + stage.channels);
    }
    return "unit:" + stage.target;
}

Result<int> showChain(Context& context, const std::string& songPart) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto stages = (*studio)->ask<std::vector<std::string>>([&](Store& store) -> Result<std::vector<std::string>> {
        auto found = findPart(store, songPart);
        if (!found) return found.problem();
        auto chain = store.chain(found->part.id);
        if (!chain) return chain.problem();
        std::vector<std::string> texts;
        for (const Stage& stage : *chain) {
            auto text = stageText(store, stage);
            if (!text) return text.problem();
            texts.push_back(*text);
        }
        return texts;
    });
    if (!stages) return stages.problem();
    std::string text;
    for (const std::string& stage : *stages) text += stage + "\n";
    context.print({{"stages", *stages}}, text.empty() ? "the rack in order" : text);
    return 0;
}

Result<int> setChain(Context& context, const std::string& songPart, const std::vector<std::string>& words) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto done = (*studio)->ask<int>([&](Store& store) -> Result<int> {
        auto found = findPart(store, songPart);
        if (!found) return found.problem();
        std::vector<Stage> stages;
        for (const std::string& word : words) {
            auto stage = parseStage(store, word);
            if (!stage) return stage.problem();
            stages.push_back(*stage);
        }
        if (auto kept = store.setChain(found->part.id, stages); !kept) return kept.problem();
        return 0;
    });
    if (!done) return done;
    return showChain(context, songPart);
}

}  // namespace

void addChain(CLI::App& app, Context& context) {
    struct Options {
        std::string song;
        std::vector<std::string> stages;
    };
    auto o = std::make_shared<Options>();
    CLI::App& noun = *app.add_subcommand("chain", "the stages a song, stem or sum passes through");
    noun.require_subcommand(1)->fallthrough();
    CLI::App* verb = addVerb(noun, context, "set", "insert:NAME, unit:NAME[:channels], gain:DB, ms",
                             [&context, o] { return setChain(context, o->song, o->stages); });
    verb->add_option("SONG[/STEM or /sum]", o->song)->required();
    verb->add_option("STAGE", o->stages)->required();
    verb = addVerb(noun, context, "show", "its stages in order", [&context, o] { return showChain(context, o->song); });
    verb->add_option("SONG[/STEM or /sum]", o->song)->required();
}

}  // namespace detent::cli
