// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent rack serve: virtual units on real ports until stopped.
#include "app/cli/served_audio.h"
#include "app/cli/served_unit.h"
#include "app/cli/terminal.h"

#include "app/studio/studio.h"

#include <thread>

namespace detent::cli {
namespace {

struct Options {
    std::vector<std::string> units;
    std::string audio;
    bool noNoise = false;
};

using Served = std::vector<std::unique_ptr<ServedUnit>>;

Result<Served> serveUnits(Context& context, studio::Studio& studio, const Options& o) {
    std::map<std::string, virt::UnitFault> faults;
    for (const std::string& text : context.faults) {
        auto fault = unitFaultFrom(text);
        if (!fault) return fault.problem();
        faults[fault->first] = fault->second;
    }
    Served all;
    for (const std::string& text : o.units) {
        auto spec = ServedSpec::parse(text);
        if (!spec) return spec.problem();
        auto unit = ServedUnit::start(studio, *spec, faults[spec->who]);
        if (!unit) return unit.problem();
        all.push_back(std::move(*unit));
    }
    return all;
}

Result<std::unique_ptr<ServedAudio>> serveAudio(const Served& units, const Options& o) {
    if (o.audio.empty()) return std::unique_ptr<ServedAudio>();
    if (!o.audio.starts_with("jack:") || o.audio.size() == 5)
        return Problem{Fault::Usage, "\"" + o.audio + "\" names no audio port", "write jack:NAME"};
    std::vector<std::unique_ptr<dsp::Processor>> processors;
    for (const auto& unit : units) processors.push_back(unit->makeProcessor(!o.noNoise));
    return ServedAudio::start(o.audio.substr(5), virt::makeVirtualLoop(std::move(processors), studio::kVirtualDelayFrames));
}

void sayReady(Context& context, const Served& units, const Options& o, const ServedAudio* audio) {
    Json json = {{"ready", true}, {"units", Json::array()}, {"audio", audio ? Json(o.audio) : Json(nullptr)}};
    std::string text = "serving";
    for (const auto& unit : units) {
        json["units"].push_back({{"unit", unit->name()},
                                 {"profile", unit->profileId()},
                                 {"port", unit->port().empty() ? Json(nullptr) : Json(unit->port())},
                                 {"modelled", unit->isModelled()}});
        text += " " + unit->name() + (unit->port().empty() ? "" : " at " + unit->port()) +
                (unit->isModelled() ? "" : " (no model of its sound: audio passes as it is)") + ",";
    }
    if (audio) {
        json["rate"] = audio->sampleRateHz();
        text += " audio at " + o.audio + " (" + fixed(audio->sampleRateHz(), 0) + " Hz),";
    }
    context.printLine(json, text + " until Ctrl-C");
}

/// "UNIT.CONTROL=VALUE": a hand at the panel.
Result<void> turn(const Served& units, const std::string& typed) {
    auto pair = splitAssignment(typed);
    if (!pair) return pair.problem();
    for (const auto& unit : units) {
        if (pair->first.starts_with(unit->name() + "."))
            return unit->turn(pair->first.substr(unit->name().size() + 1), pair->second);
    }
    return Problem{Fault::Usage, "\"" + pair->first + "\" names no unit that is served", "write UNIT.CONTROL=VALUE"};
}

/// Until Ctrl-C; what is typed turns the panels.
Result<int> serveOn(Context& context, studio::Studio& studio, const Served& units, ServedAudio* audio) {
    constexpr std::chrono::milliseconds kPause{100};
    constexpr int kFollowEvery = 5;
    bool listens = true;
    for (int round = 0; !context.askedToStop(); ++round) {
        if (audio && audio->lost()) return Problem{Fault::Device, "the JACK server went away", "start it and serve again"};
        if (round % kFollowEvery == 0) {
            for (const auto& unit : units) unit->follow(studio);
        }
        if (!listens) std::this_thread::sleep_for(kPause);
        const auto typed = listens ? glanceTyped() : std::nullopt;
        listens = listens && typed != "q";  // or the input's end
        if (!typed || typed->empty() || !listens) continue;
        if (auto turned = turn(units, *typed); !turned) context.say(turned.problem().text());
    }
    return 0;
}

Result<int> serve(Context& context, const Options& o) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto units = serveUnits(context, **studio, o);
    if (!units) return units.problem();
    auto audio = serveAudio(*units, o);
    if (!audio) return audio.problem();
    sayReady(context, *units, o, audio->get());
    return serveOn(context, **studio, *units, audio->get());
}

}  // namespace

void addRackServe(CLI::App& noun, Context& context) {
    auto o = std::make_shared<Options>();
    CLI::App* verb = addVerb(noun, context, "serve", "virtual units on real ports until Ctrl-C",
                             [&context, o] { return serve(context, *o); });
    verb->add_option("--unit", o->units,
                     "UNIT-or-PROFILE=pty:PATH, =jack-midi:NAME, =udp:PORT, =tcp:PORT (for this computer alone; ADDRESS:PORT, "
                     "as 0.0.0.0:PORT, for others too), or =none for one without a wire; in signal order")
        ->required()
        ->allow_extra_args(false);
    verb->add_option("--audio", o->audio, "jack:NAME: their audio as a JACK client of that name, two in and two out");
    verb->add_flag("--no-noise", o->noNoise, "without the units' noise floor");
}

}  // namespace detent::cli
