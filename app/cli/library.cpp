// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent library: care of the library file.
#include "app/cli/context.h"

namespace detent::cli {
namespace {

using recall::Store;

Result<int> checkLibrary(Context& context) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto report = (*studio)->ask<Store::CheckReport>([](Store& store) { return store.check(); });
    if (!report) return report.problem();
    std::string text = report->ok ? "the library is whole" : "";
    for (const std::string& finding : report->findings) text += finding + "\n";
    context.print({{"ok", report->ok}, {"findings", report->findings}}, text);
    return report->ok ? 0 : 1;
}

Result<int> backup(Context& context, const std::string& file) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto done = (*studio)->ask<int>([&](Store& store) -> Result<int> {
        if (auto kept = store.backup(pathFromText(file)); !kept) return kept.problem();
        return 0;
    });
    if (!done) return done;
    context.print({{"file", file}}, "backed up to " + file);
    return 0;
}

Result<int> restore(Context& context, const std::string& file) {
    const auto library = context.places().library;
    if (auto done = recall::restoreLibrary(library, pathFromText(file)); !done) return done.problem();
    context.print({{"library", pathText(library)}}, "restored " + pathText(library) + "; the former one lies beside it");
    return 0;
}

}  // namespace

void addLibrary(CLI::App& app, Context& context) {
    auto file = std::make_shared<std::string>();
    CLI::App& noun = *app.add_subcommand("library", "check, back up and restore the library");
    noun.require_subcommand(1)->fallthrough();
    addVerb(noun, context, "check", "is it whole", [&context] { return checkLibrary(context); });
    CLI::App* verb = addVerb(noun, context, "backup", "a whole copy, also while it is in use",
                             [&context, file] { return backup(context, *file); });
    verb->add_option("FILE", *file)->required();
    verb = addVerb(noun, context, "restore", "replace the library by a backup",
                   [&context, file] { return restore(context, *file); });
    verb->add_option("FILE", *file)->required();
}

}  // namespace detent::cli
