// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/through_gear.h"

#include "app/studio/virtual_rack.h"
#include "hardware-profiles/profile/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <set>

namespace detent::cli {

using recall::Insert;
using recall::Store;
using recall::Unit;

void addDeviceFlags(CLI::App& verb, GearFlags& flags) {
    verb.add_option("--device", flags.device, "the interface, see detent rack scan; \"virtual\" for none");
    verb.add_option("--rate", flags.rateHz, "sample rate in Hz")->check(CLI::Range(8000.0, 768000.0));
    verb.add_option("--buffer", flags.bufferFrames, "frames per block")->check(CLI::Range(16, 8192));
    verb.add_option("--send", flags.send, "channels out, for instance 3,4");
    verb.add_option("--return", flags.returns, "channels in, for instance 3,4");
}

void addGearFlags(CLI::App& verb, GearFlags& flags) {
    verb.add_option("--insert", flags.insert, "a saved insert");
    verb.add_option("--virtual", flags.virtualUnits, "virtual units in order")->allow_extra_args(false)->delimiter(',');
    verb.add_flag("--no-noise", flags.noNoise, "virtual units without their noise floor");
    addDeviceFlags(verb, flags);
}

Result<std::vector<int>> channelsFrom(const std::string& text) {
    std::vector<int> channels;
    for (const std::string& word : splitCommas(text)) {
        int channel = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), channel);
        if (error != std::errc() || end != word.data() + word.size() || channel < 1 || channel > 256) {
            return Problem{Fault::Usage, "\"" + text + "\" names no channels", "count them from 1, for instance 3,4"};
        }
        channels.push_back(channel);
    }
    if (channels.empty() || std::set<int>(channels.begin(), channels.end()).size() != channels.size()) {
        return Problem{Fault::Usage, "\"" + text + "\" names no channels, or one twice",
                       "count them from 1, for instance 3,4"};
    }
    return channels;
}

Result<void> applyDeviceFlags(const GearFlags& flags, Insert& insert) {
    if (!flags.device.empty()) insert.device = flags.device;
    if (flags.rateHz > 0) insert.sampleRateHz = flags.rateHz;
    if (flags.bufferFrames > 0) insert.bufferFrames = flags.bufferFrames;
    for (const auto& [text, channels] : {std::pair(&flags.send, &insert.send), std::pair(&flags.returns, &insert.returns)}) {
        if (text->empty()) continue;
        auto read = channelsFrom(*text);
        if (!read) return read.problem();
        *channels = *read;
    }
    if (insert.send.size() != insert.returns.size()) {
        return Problem{
            Fault::Usage,
            std::to_string(insert.send.size()) + " channels out but " + std::to_string(insert.returns.size()) + " back",
            "give as many with --return as with --send"};
    }
    return {};
}

namespace {

/// Virtual units wired one after the other, for this once.
Result<Insert> virtualInsert(studio::Studio& studio, const std::vector<std::string>& names) {
    Insert insert;
    insert.device = "virtual";
    insert.send = insert.returns = {1, 2};
    for (const std::string& name : names) {
        auto unit = studio.ask<Unit>([&](Store& store) { return store.unit(name); });
        if (!unit) return unit.problem();
        if (!studio::VirtualRack::knows(unit->profileId))
            return Problem{Fault::Usage, unit->name + " has no virtual self",
                           "print through the insert it is wired to, with --insert"};
        insert.units.push_back(unit->id);
    }
    return insert;
}

}  // namespace

Result<Insert> insertFrom(studio::Studio& studio, const GearFlags& flags) {
    const int ways = !flags.insert.empty() + !flags.virtualUnits.empty() + (flags.insert.empty() && !flags.device.empty());
    if (ways != 1)
        return Problem{Fault::Usage,
                       ways ? "more than one way through the gear is named" : "no way through the gear is named",
                       "give one of --insert NAME, --virtual UNIT, or --device NAME --send N,M --return N,M"};
    Insert insert;
    insert.send = insert.returns = {1, 2};
    if (!flags.insert.empty()) {
        auto saved = studio.ask<Insert>([&](Store& store) { return store.insert(flags.insert); });
        if (!saved) return saved.problem();
        insert = *saved;
    } else if (!flags.virtualUnits.empty()) {
        auto made = virtualInsert(studio, flags.virtualUnits);
        if (!made) return made.problem();
        insert = *made;
    }
    const Insert before = insert;
    if (auto applied = applyDeviceFlags(flags, insert); !applied) return applied.problem();
    const bool rewired = insert.device != before.device || insert.send != before.send || insert.returns != before.returns ||
                         insert.bufferFrames != before.bufferFrames;
    if (rewired) insert.delayFrames.reset(), insert.id = {};  // another loop than the one that was measured
    return insert;
}

Result<Passage> makePassage(studio::Studio& studio, const Insert& insert, double rateHz, bool noise) {
    auto processor = studio.makeInsertProcessor(insert, noise);
    if (!processor) return processor.problem();
    Passage passage{std::move(*processor), studio.makeBackend(insert), {}};
    passage.loop.device = {insert.device, rateHz, insert.bufferFrames, 2, 2};
    if (!insert.send.empty()) passage.loop.send = insert.send;
    if (!insert.returns.empty()) passage.loop.returns = insert.returns;
    passage.loop.device.outputs = *std::max_element(passage.loop.send.begin(), passage.loop.send.end());
    passage.loop.device.inputs = *std::max_element(passage.loop.returns.begin(), passage.loop.returns.end());
    passage.loop.processor = passage.processor.get();
    return passage;
}

namespace {

std::string nameOf(const Insert& insert) {
    return insert.name.empty() ? "the loop" : "insert " + insert.name;
}

}  // namespace

Result<dsp::LoopMeasurement> measure(Context& context, studio::Studio& studio, Insert& insert, double rateHz, bool noise) {
    auto passage = makePassage(studio, insert, rateHz, noise);
    if (!passage) return passage.problem();
    auto measured = audio::measureInsert(*passage->backend, passage->loop, context.progress("measuring " + nameOf(insert)));
    if (!measured || !measured->accepted) return measured;
    insert.sampleRateHz = rateHz;
    insert.delayFrames = measured->delayFrames;
    insert.delaySpreadFrames = measured->delaySpreadFrames;
    insert.gainDb = measured->gainDb;
    insert.noiseDbfs = measured->noiseDbfs;
    insert.inverted = measured->inverted;
    insert.measuredMs = studio::Studio::clock();
    if (insert.id.empty()) return measured;
    auto saved = studio.ask<Insert>([&](Store& store) { return store.saveInsert(insert); });
    if (!saved) return saved.problem();
    insert = *saved;
    return measured;
}

void addPrintFlags(CLI::App& verb, PrintFlags& flags) {
    verb.add_option("--tail", flags.tailSeconds, "seconds to go on after the source's end")->check(CLI::Range(0.0, 600.0));
    verb.add_option("--bits", flags.bits, "24, or 32 for float (the default)")->check(CLI::IsMember({24, 32}));
    auto* resume = verb.add_option("--resume", flags.resume, "go on from the part of a print that was stopped: NAME.partial.wav");
    auto* punch = verb.add_option("--punch", flags.punch, "make only this passage anew, FROM:TO in seconds");
    auto* into = verb.add_option("--into", flags.into, "the earlier print that the passage goes into");
    punch->needs(into)->excludes(resume);
    into->needs(punch);
}

namespace {

constexpr double kDoubtfulSeconds = 0.05;  // before the place where a print was stopped

Result<audio::PunchIn> resumed(const std::string& partial) {
    auto reader = dsp::AudioReader::open(pathFromText(partial));
    if (!reader) return reader.problem();
    const auto doubtful = std::llround(kDoubtfulSeconds * reader->format().sampleRateHz);
    audio::PunchIn punch;
    punch.earlier = pathFromText(partial);
    punch.fromFrame = std::max<std::int64_t>(0, reader->format().frameCount - doubtful);
    return punch;
}

Result<audio::PunchIn> punched(const PrintFlags& flags, double rateHz) {
    std::string_view text = flags.punch;
    const auto from = profiles::takeNumber(text);
    const bool parted = from && !text.empty() && text.front() == ':';
    if (parted) text.remove_prefix(1);
    const auto to = parted ? profiles::takeNumber(text) : std::nullopt;
    if (!to || !text.empty() || !(*from >= 0) || !(*to > *from) || *to > 1e6)
        return Problem{Fault::Usage, "\"" + flags.punch + "\" is no passage", "give FROM:TO in seconds, for instance 61.5:64"};
    audio::PunchIn punch;
    punch.earlier = pathFromText(flags.into);
    punch.fromFrame = std::llround(*from * rateHz);
    punch.toFrame = std::llround(*to * rateHz);
    return punch;
}

/// A part is done with once the print is whole and holds its very samples. What somebody else named is theirs.
void removePart(const std::filesystem::path& file, dsp::SampleCoding coding) {
    if (!isUnfinished(file)) return;
    {
        auto reader = dsp::AudioReader::open(file);
        if (!reader || reader->format().isFloat != (coding == dsp::SampleCoding::Float32)) return;
    }
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
}

Problem stopped(const audio::CaptureReport& report, double rateHz) {
    Problem problem = audio::stoppedEarly(report, rateHz);
    problem.remedy += (problem.remedy.empty() ? "" : ", then ") + std::string("go on with the same command and --resume \"") +
                      pathText(report.file) + "\"";
    return problem;
}

}  // namespace

Result<std::vector<std::string>> gearOf(studio::Studio& studio, const Insert& insert) {
    return studio.ask<std::vector<std::string>>([&](Store& store) -> Result<std::vector<std::string>> {
        auto units = store.units(true);
        if (!units) return units.problem();
        std::vector<std::string> names;
        for (const auto& id : insert.units) {
            const auto unit = std::find_if(units->begin(), units->end(), [&](const Unit& u) { return u.id == id; });
            if (unit != units->end()) names.push_back(unit->name);
        }
        return names;
    });
}

Result<Pass> printFile(Context& context, studio::Studio& studio, Insert insert, audio::PrintJob job, const PrintFlags& flags,
                       bool noise) {
    auto reader = dsp::AudioReader::open(job.source);
    if (!reader) return reader.problem();
    const double rateHz = reader->format().sampleRateHz;
    if (!flags.resume.empty() || !flags.punch.empty()) {
        auto punch = flags.punch.empty() ? resumed(flags.resume) : punched(flags, rateHz);
        if (!punch) return punch.problem();
        job.punchIn = *punch;
    }
    if (!insert.delayFrames || insert.sampleRateHz != rateHz) {
        context.say(nameOf(insert) + " was not measured at " + fixed(rateHz, 0) + " Hz; measuring it first");
        auto measured = measure(context, studio, insert, rateHz, noise);
        if (!measured) return measured.problem();
        if (!measured->accepted)
            return Problem{Fault::Device, nameOf(insert) + " could not be measured: " + measured->reason,
                           "check the wiring and the levels, then print again"};
    }
    auto passage = makePassage(studio, insert, rateHz, noise);
    if (!passage) return passage.problem();
    job.loop = passage->loop;
    job.delayFrames = *insert.delayFrames;
    job.tailSeconds = flags.tailSeconds;
    if (flags.bits == 24) job.coding = dsp::SampleCoding::Pcm24;
    auto report = audio::print(*passage->backend, job, context.progress("printing"));
    if (!report) return report.problem();
    if (report->stopped) return stopped(*report, rateHz);
    if (!flags.resume.empty()) removePart(pathFromText(flags.resume), job.coding);
    return Pass{*report, insert};
}

}  // namespace detent::cli
