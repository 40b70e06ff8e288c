// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent probe: the signal to play through gear.
#include "app/cli/context.h"

#include "dsp/file/audio_file.h"
#include "dsp/signal/probe.h"

namespace detent::cli {
namespace {

struct ProbeOptions {
    std::string out, part = "full";
    double rateHz = 48000;
    int channels = 2;
};

std::string channelsText(dsp::ProbeChannels channels) {
    switch (channels) {
        case dsp::ProbeChannels::All:
            return "all";
        case dsp::ProbeChannels::Left:
            return "left";
        case dsp::ProbeChannels::Right:
            return "right";
        case dsp::ProbeChannels::Side:
            return "side";
    }
    return {};
}

Json probeJson(const std::string& file, const dsp::ProbeLayout& layout) {
    Json segments = Json::array();
    for (const dsp::ProbeSegment& s : layout.segments) {
        const bool silent = s.kind == dsp::ProbeKind::Silence;
        segments.push_back({{"name", s.name},
                            {"start_frame", s.start},
                            {"frames", s.frames},
                            {"level_dbfs", silent ? Json() : Json(s.levelDbfs)},
                            {"channels", channelsText(s.channels)}});
    }
    return {{"file", file},
            {"version", dsp::kProbeVersion},
            {"part", dsp::probePartName(layout.part)},
            {"rate_hz", layout.sampleRateHz},
            {"channels", layout.channelCount},
            {"frames", layout.frameCount},
            {"seconds", static_cast<double>(layout.frameCount) / layout.sampleRateHz},
            {"segments", segments}};
}

Result<int> writeProbe(Context& context, const ProbeOptions& o) {
    const auto part = o.part == "full" ? dsp::ProbePart::Full : dsp::ProbePart::Fingerprint;
    auto layout = dsp::probeLayout(o.rateHz, o.channels, part);
    if (!layout) return layout.problem();
    auto writer = dsp::AudioWriter::create(pathFromText(o.out), o.rateHz, o.channels, dsp::SampleCoding::Pcm24);
    if (!writer) return writer.problem();
    dsp::AudioBuffer probe = dsp::makeProbe(*layout);
    std::vector<float*> channels;
    for (int c = 0; c < probe.channelCount(); ++c) channels.push_back(probe.channel(c).data());
    const dsp::AudioView all{channels.data(), probe.channelCount(), static_cast<int>(probe.frameCount())};
    if (auto written = writer->write(all); !written) return written.problem();
    if (auto placed = writer->commit(); !placed) return placed.problem();
    const Json json = probeJson(o.out, *layout);
    context.print(json, o.out + ": " + o.part + " probe, version " + std::to_string(dsp::kProbeVersion) + ", " +
                            fixed(json["seconds"].get<double>(), 1) + " s, " + fixed(o.rateHz, 0) + " Hz, " +
                            std::to_string(o.channels) + " channel(s)\n");
    return 0;
}

}  // namespace

void addProbe(CLI::App& app, Context& context) {
    auto o = std::make_shared<ProbeOptions>();
    CLI::App* noun = addVerb(app, context, "probe", "write the signal to play through gear",
                             [&context, o] { return writeProbe(context, *o); });
    noun->add_option("-o", o->out, "the WAV file to write, 24 bits")->required();
    noun->add_option("--rate", o->rateHz, "sample rate in Hz, 44100 to 192000")->check(CLI::Range(44100.0, 192000.0));
    noun->add_option("--channels", o->channels, "1 or 2");
    noun->add_option("--part", o->part, "fingerprint (25 s) opens full (three minutes)")
        ->check(CLI::IsMember({"fingerprint", "full"}));
}

}  // namespace detent::cli
