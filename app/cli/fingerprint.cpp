// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent fingerprint: what the gear did with the probe, and how two such differ.
#include "app/cli/context.h"

#include "dsp/file/audio_file.h"
#include "dsp/fingerprint/fingerprint_diff.h"
#include "dsp/fingerprint/fingerprint_file.h"

namespace detent::cli {
namespace {

struct FingerprintOptions {
    std::string probe, back, again, out;
    std::string f, g;
};

Problem about(const std::string& file, const Problem& problem) {
    return {problem.fault, file + ": " + problem.what, problem.remedy};
}

/// A return must be of the probe's rate and channels.
Result<dsp::LoadedAudio> loadReturn(const std::string& file, const dsp::ProbeLayout& probe) {
    auto loaded = dsp::loadAudio(pathFromText(file));
    if (!loaded) return loaded;
    const dsp::AudioFormat& format = loaded->format;
    if (format.sampleRateHz != probe.sampleRateHz) {
        return Problem{Fault::Usage,
                       file + " is at " + fixed(format.sampleRateHz, 0) + " Hz and the probe at " +
                           fixed(probe.sampleRateHz, 0) + " Hz",
                       "record at the probe's rate, without converting"};
    }
    if (format.channelCount != probe.channelCount) {
        return Problem{Fault::Usage,
                       file + " has " + std::to_string(format.channelCount) + " channel(s) and the probe " +
                           std::to_string(probe.channelCount),
                       "record as many as were played"};
    }
    return loaded;
}

std::string timeText(const std::optional<dsp::TimeConstant>& time) {
    return time ? fixed(time->ms, 2) + " ms" : "not told";
}

std::string printText(const dsp::Fingerprint& print) {
    std::string text = print.swapped ? "left and right are swapped\n" : "";
    std::vector<std::vector<std::string>> rows;
    for (std::size_t c = 0; c < print.channels.size(); ++c) {
        const dsp::ChannelFingerprint& channel = print.channels[c];
        rows.push_back({"channel " + std::to_string(c + 1), fixed(channel.delayFrames, 3) + " frames",
                        channel.inverted ? "inverted" : "upright", fixed(channel.gainDb, 2) + " dB at 1 kHz",
                        "THD " + fixed(*channel.thdDb, 1) + " dB", "noise " + fixed(channel.noise.levelDbfs, 1) + " dBFS",
                        channel.noise.hum ? "hum " + fixed(channel.noise.hum->levelDbfs, 1) + " dBFS" : "no hum",
                        channel.step.attack
                            ? "attack " + timeText(channel.step.attack) + ", release " + timeText(channel.step.release)
                            : "no dynamics"});
    }
    return text + table(rows);
}

Result<int> takePrint(Context& context, const FingerprintOptions& o) {
    for (const auto& [flag, value] :
         {std::pair("--probe", &o.probe), std::pair("--return", &o.back), std::pair("-o", &o.out)}) {
        if (value->empty())
            return Problem{Fault::Usage, std::string("fingerprint needs ") + flag, "see detent fingerprint --help"};
    }
    auto probe = dsp::loadAudio(pathFromText(o.probe));
    if (!probe) return probe.problem();
    auto layout = dsp::recognisedProbe(probe->audio, probe->format.sampleRateHz);
    if (!layout) return about(o.probe, layout.problem());
    auto back = loadReturn(o.back, *layout);
    if (!back) return back.problem();
    auto print = Result<dsp::Fingerprint>(Problem{});
    if (o.again.empty()) {
        print = dsp::takeFingerprint(*layout, back->audio, context.progress("measuring"));
    } else {
        auto again = loadReturn(o.again, *layout);
        if (!again) return again.problem();
        print = dsp::takeFingerprint(*layout, back->audio, again->audio, context.progress("measuring"));
    }
    if (!print) return about(o.back, print.problem());
    if (auto written = dsp::writeFingerprint(pathFromText(o.out), *print); !written) return written.problem();
    context.print(Json::parse(dsp::fingerprintText(*print)), printText(*print));
    return 0;
}

Json differenceJson(const dsp::FingerprintDifference& d) {
    return {{"max_response_db", d.maxResponseDb},
            {"at_hz", d.atHz},
            {"channel", d.channel},
            {"level_db", d.levelDb},
            {"thd_db", d.thdDb},
            {"noise_db", d.noiseDb},
            {"delay_frames", d.delayFrames},
            {"level_curve_db", d.levelCurveDb},
            {"attack_percent", orNull(d.attackPercent)},
            {"release_percent", orNull(d.releasePercent)},
            {"same", d.same},
            {"limits",
             {{"response_db", d.limits.responseDb},
              {"level_db", d.limits.levelDb},
              {"thd_db", d.limits.thdDb},
              {"noise_db", d.limits.noiseDb},
              {"delay_frames", d.limits.delayFrames},
              {"level_curve_db", d.limits.levelCurveDb},
              {"attack_percent", d.attackPercent ? Json(d.limits.attackPercent) : Json()},
              {"release_percent", d.releasePercent ? Json(d.limits.releasePercent) : Json()}}},
            {"reasons", d.reasons}};
}

std::string differenceText(const dsp::FingerprintDifference& d) {
    const auto row = [](const char* what, double value, double limit, const std::string& unit, int decimals) {
        return std::vector<std::string>{what, fixed(value, decimals) + " " + unit,
                                        "limit " + fixed(limit, decimals) + " " + unit};
    };
    std::vector<std::vector<std::string>> rows = {
        row("response", d.maxResponseDb, d.limits.responseDb, "dB at " + fixed(d.atHz, 0) + " Hz", 3),
        row("level", d.levelDb, d.limits.levelDb, "dB", 3),
        row("distortion", d.thdDb, d.limits.thdDb, "dB", 1),
        row("noise", d.noiseDb, d.limits.noiseDb, "dB", 1),
        row("delay", d.delayFrames, d.limits.delayFrames, "frames", 3),
        row("level curve", d.levelCurveDb, d.limits.levelCurveDb, "dB", 3)};
    if (d.attackPercent) rows.push_back(row("attack", *d.attackPercent, d.limits.attackPercent, "%", 1));
    if (d.releasePercent) rows.push_back(row("release", *d.releasePercent, d.limits.releasePercent, "%", 1));
    std::string text = table(rows);
    for (const std::string& reason : d.reasons) text += reason + "\n";
    return text + (d.same ? "the same\n" : "not the same\n");
}

Result<int> diffPrints(Context& context, const FingerprintOptions& o) {
    auto f = dsp::readFingerprint(pathFromText(o.f));
    if (!f) return f.problem();
    auto g = dsp::readFingerprint(pathFromText(o.g));
    if (!g) return g.problem();
    auto difference = dsp::differenceOf(*f, *g);
    if (!difference) return difference.problem();
    context.print(differenceJson(*difference), differenceText(*difference));
    return difference->same ? 0 : exitStatus(Fault::NotSo);
}

}  // namespace

void addFingerprint(CLI::App& app, Context& context) {
    auto o = std::make_shared<FingerprintOptions>();
    const auto run = [&context, o] { return o->f.empty() ? takePrint(context, *o) : diffPrints(context, *o); };
    CLI::App* noun =
        addVerb(app, context, "fingerprint", "what gear did with the probe: response, harmonics, dynamics, noise", run);
    noun->add_option("--probe", o->probe, "the probe that was played");
    noun->add_option("--return", o->back, "what came back, of the same rate and channels");
    noun->add_option("--again", o->again, "what came back of a second pass");
    noun->add_option("-o", o->out, "the JSON file to write");
    CLI::App* diff =
        addVerb(*noun, context, "diff", "how G differs from F; exit 1 where the gear does not sound the same", run);
    diff->add_option("F", o->f)->required();
    diff->add_option("G", o->g)->required();
}

}  // namespace detent::cli
