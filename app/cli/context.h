// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/studio.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace detent::cli {

using Json = nlohmann::ordered_json;

/// What all commands share: global options, the library opened when first needed, and where to write.
class Context {
public:
    bool json = false, quiet = false;
    bool drawsDocuments = false;  ///< the chosen command needs Qt Gui
    std::string library;
    std::vector<std::string> faults;  ///< "UNIT=kind[:after]" of virtual units, for tests

    studio::Places places() const;
    /// Errors as studio::Studio::open.
    Result<studio::Studio*> studio();
    /// The profiles; the library is not opened for them.
    const profiles::ProfileLibrary& profiles();

    /// Prints one JSON document, or the text where --json is not given.
    void print(const Json& document, const std::string& text) const;
    /// One line of a stream.
    void printLine(const Json& object, const std::string& text) const;
    /// A warning or remark for a person, on standard error.
    void say(const std::string& text) const;
    /// Progress on standard error: a bar on a terminal, plain lines otherwise. Returns false once the user has pressed
    /// Ctrl-C.
    dsp::Progress progress(const std::string& what) const;
    bool askedToStop() const;
    /// Both standard input and error are a terminal: a person can be asked.
    static bool canAsk();
    /// Asks one line; nothing where input ended or the user pressed Ctrl-C.
    static std::optional<std::string> ask(const std::string& question);
    /// Waits until all is in the library and closes it. Errors: Fault::File: what was learned could not be kept.
    Result<void> close();

    /// What the chosen command does; returns its exit status.
    std::function<Result<int>()> chosen;

private:
    std::unique_ptr<studio::Studio> m_studio;
    std::optional<profiles::ProfileLibrary> m_profiles;
};

using Action = std::function<Result<int>()>;

/// Declares a verb that runs `action` when it is chosen.
CLI::App* addVerb(CLI::App& noun, Context& context, const std::string& name, const std::string& description, Action action);

/// 0, or Fault's exit status as in docs/user-guide.
int exitStatus(Fault fault);

/// "name=value"; errors: Fault::Usage.
Result<std::pair<std::string, std::string>> splitAssignment(const std::string& text);
/// --param name=value ..., over the profile's defaults. Errors: Fault::Usage: unknown, out of range.
Result<profiles::ParamValues> paramsFrom(const profiles::Profile& profile, const std::vector<std::string>& assignments);
/// A control's value as JSON: a number, or the word it stands at.
Json valueJson(const profiles::Scale& scale, profiles::Code code);
/// null where it cannot be measured.
Json orNull(const std::optional<double>& value);
/// Rows of equal columns, two blanks apart.
std::string table(const std::vector<std::vector<std::string>>& rows);
std::string fixed(double value, int decimals);
/// "a, b, c"
std::string joined(const std::vector<std::string>& words);
/// The parts of "A,B,C"; none of nothing.
std::vector<std::string> splitCommas(const std::string& text);

// One per noun, each in its own file.
void addProfile(CLI::App& app, Context& context);
void addProfileImport(CLI::App& profile, Context& context);
void addProfileWire(CLI::App& profile, Context& context);
void addRack(CLI::App& app, Context& context);
void addRackScan(CLI::App& rack, Context& context);
void addRackState(CLI::App& rack, Context& context);
void addRackServe(CLI::App& rack, Context& context);
void addSession(CLI::App& app, Context& context);
void addSong(CLI::App& app, Context& context);
void addChain(CLI::App& app, Context& context);
void addSnapshot(CLI::App& app, Context& context);
void addRecall(CLI::App& app, Context& context);
void addLibrary(CLI::App& app, Context& context);
void addInsert(CLI::App& app, Context& context);
void addPrint(CLI::App& app, Context& context);
void addLoudness(CLI::App& app, Context& context);
void addCompare(CLI::App& app, Context& context);
void addMatch(CLI::App& app, Context& context);
void addFingerprint(CLI::App& app, Context& context);
void addProbe(CLI::App& app, Context& context);
void addRecallSheet(CLI::App& app, Context& context);
void addNotes(CLI::App& app, Context& context);
void addDemo(CLI::App& app, Context& context);

}  // namespace detent::cli
