// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent recall-sheet: the page to recall by.
#include "app/cli/context.h"

namespace detent::cli {

void addRecallSheet(CLI::App& app, Context& context) {
    struct Options {
        std::string snapshot, target;
    };
    auto o = std::make_shared<Options>();
    CLI::App* noun = app.add_subcommand("recall-sheet", "one page with every knob of a snapshot, as PDF");
    noun->fallthrough();
    noun->add_option("SNAPSHOT-ID", o->snapshot)->required();
    noun->add_option("-o", o->target, "the file to make")->required();
    noun->final_callback([&context, o] {
        context.drawsDocuments = true;
        context.chosen = [&context, o]() -> Result<int> {
            auto studio = context.studio();
            if (!studio) return studio.problem();
            auto snapshot =
                (*studio)->ask<recall::Snapshot>([&](recall::Store& store) { return store.snapshot(o->snapshot); });
            if (!snapshot) return snapshot.problem();
            if (auto written = (*studio)->writeRecallSheet(snapshot->id, pathFromText(o->target)); !written)
                return written.problem();
            context.print({{"file", o->target}, {"snapshot", snapshot->id.text}}, o->target);
            return 0;
        };
    });
}

}  // namespace detent::cli
