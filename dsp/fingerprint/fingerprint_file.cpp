// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fingerprint/fingerprint_file.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <stdexcept>

namespace detent::dsp {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "detent-fingerprint";

double rounded(double value) {
    return std::round(value * 1e6) / 1e6;
}

Json toJson(double value) {
    return rounded(value);
}
Json toJson(const std::optional<double>& value) {
    return value ? Json(rounded(*value)) : Json();
}
template <typename Values>
Json listOf(const Values& values) {
    Json list = Json::array();
    for (const auto& value : values) list.push_back(toJson(value));
    return list;
}
Json rowsOf(const std::vector<HarmonicRow>& rows) {
    Json columns = Json::object();
    for (std::size_t k = 0; k < kHarmonicCount; ++k) {
        Json& column = columns[std::to_string(static_cast<std::size_t>(kFirstHarmonic) + k)] = Json::array();
        for (const HarmonicRow& row : rows) column.push_back(toJson(row[k]));
    }
    return columns;
}

Json timeJson(const std::optional<TimeConstant>& time) {
    return time ? Json{{"ms", rounded(time->ms)}, {"deviation", rounded(time->deviation)}} : Json();
}

Json stepJson(const Step& step) {
    return {{"from_dbfs", step.fromDbfs},
            {"to_dbfs", step.toDbfs},
            {"reduction_db", rounded(step.reductionDb)},
            {"attack", timeJson(step.attack)},
            {"release", timeJson(step.release)}};
}

Json noiseJson(const NoiseFigures& noise) {
    Json bands = Json::array();
    for (const NoiseBand& band : noise.bands) bands.push_back({{"hz", band.hz}, {"dbfs", rounded(band.dbfs)}});
    Json hum;
    if (noise.hum)
        hum = {{"mains_hz", noise.hum->mainsHz},
               {"level_dbfs", rounded(noise.hum->levelDbfs)},
               {"lines_dbfs", listOf(noise.hum->linesDbfs)}};
    return {{"level_dbfs", rounded(noise.levelDbfs)},
            {"deviation_db", rounded(noise.deviationDb)},
            {"bands", bands},
            {"hum", hum}};
}

Json levelJson(const LevelResponse& level) {
    return {{"level_dbfs", level.levelDbfs},
            {"response_db", listOf(level.responseDb)},
            {"harmonics_db", rowsOf(level.harmonicsDb)},
            {"harmonics_noise_db", rowsOf(level.harmonicNoiseDb)},
            {"thd_db", listOf(level.thdDb)}};
}

Json channelJson(const ChannelFingerprint& channel) {
    Json curve = Json::array(), levels = Json::array();
    for (const LevelPoint& p : channel.levelCurve)
        curve.push_back(
            {{"level_dbfs", p.levelDbfs}, {"gain_db", rounded(p.gainDb)}, {"deviation_db", rounded(p.deviationDb)}});
    for (const LevelResponse& level : channel.levels) levels.push_back(levelJson(level));
    return {{"delay_frames", rounded(channel.delayFrames)},
            {"inverted", channel.inverted},
            {"gain_db", rounded(channel.gainDb)},
            {"thd_db", toJson(channel.thdDb)},
            {"thd_n_db", toJson(channel.thdNoiseDb)},
            {"thd_deviation_db", rounded(channel.thdDeviationDb)},
            {"step", stepJson(channel.step)},
            {"level_curve", curve},
            {"noise", noiseJson(channel.noise)},
            {"response_db", listOf(channel.responseDb)},
            {"phase_deg", listOf(channel.phaseDeg)},
            {"deviation_db", listOf(channel.deviationDb)},
            {"levels", levels}};
}

Json fullJson(const FullFigures& full) {
    Json steps = Json::array();
    for (const auto& channel : full.steps) {
        Json& list = steps.emplace_back(Json::array());
        for (const Step& step : channel) list.push_back(stepJson(step));
    }
    return {{"steps", steps},
            {"smpte_db", listOf(full.smpteDb)},
            {"twin_db", listOf(full.twinDb)},
            {"self_null_db", toJson(full.selfNullDb)}};
}

// Reading: what is missing or of another kind throws, and is told once, below.

void require(bool so, const std::string& what) {
    if (!so) throw std::runtime_error(what);
}

double numberIn(const Json& json) {
    require(json.is_number(), "a number is missing");
    const double value = json.get<double>();
    require(std::isfinite(value) && std::abs(value) < 1e9, "a number is out of range");
    return value;
}
double numberAt(const Json& json, const char* key) {
    require(json.is_object() && json.contains(key), std::string(key) + " is missing");
    require(json[key].is_number(), std::string(key) + " is no number");
    return numberIn(json[key]);
}
std::optional<double> maybeIn(const Json& json) {
    return json.is_null() ? std::nullopt : std::optional<double>(numberIn(json));
}
const Json& partAt(const Json& json, const char* key) {
    require(json.is_object() && json.contains(key), std::string(key) + " is missing");
    return json[key];
}
const Json& listAt(const Json& json, const char* key, std::size_t size) {
    const Json& list = partAt(json, key);
    require(list.is_array() && (size == 0 || list.size() == size), std::string(key) + " is no list of the right length");
    return list;
}
bool flagAt(const Json& json, const char* key) {
    const Json& flag = partAt(json, key);
    require(flag.is_boolean(), std::string(key) + " is neither true nor false");
    return flag.get<bool>();
}
std::vector<double> numbersAt(const Json& json, const char* key, std::size_t size) {
    std::vector<double> values;
    for (const Json& value : listAt(json, key, size)) values.push_back(numberIn(value));
    return values;
}
std::vector<std::optional<double>> maybesAt(const Json& json, const char* key, std::size_t size) {
    std::vector<std::optional<double>> values;
    for (const Json& value : listAt(json, key, size)) values.push_back(maybeIn(value));
    return values;
}
std::vector<HarmonicRow> rowsAt(const Json& json, const char* key) {
    std::vector<HarmonicRow> rows(harmonicHz().size());
    for (std::size_t k = 0; k < kHarmonicCount; ++k) {
        const auto column =
            maybesAt(partAt(json, key), std::to_string(static_cast<std::size_t>(kFirstHarmonic) + k).c_str(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i][k] = column[i];
    }
    return rows;
}

std::optional<TimeConstant> timeFrom(const Json& json) {
    if (json.is_null()) return std::nullopt;
    return TimeConstant{numberAt(json, "ms"), numberAt(json, "deviation")};
}

Step stepFrom(const Json& json) {
    return {numberAt(json, "from_dbfs"), numberAt(json, "to_dbfs"), numberAt(json, "reduction_db"),
            timeFrom(partAt(json, "attack")), timeFrom(partAt(json, "release"))};
}

NoiseFigures noiseFrom(const Json& json) {
    NoiseFigures noise{numberAt(json, "level_dbfs"), numberAt(json, "deviation_db"), {}, {}};
    for (const Json& band : listAt(json, "bands", 0)) noise.bands.push_back({numberAt(band, "hz"), numberAt(band, "dbfs")});
    if (const Json& hum = partAt(json, "hum"); !hum.is_null())
        noise.hum = Hum{numberAt(hum, "mains_hz"), numberAt(hum, "level_dbfs"), numbersAt(hum, "lines_dbfs", 0)};
    return noise;
}

ChannelFingerprint channelFrom(const Json& json) {
    ChannelFingerprint channel;
    const std::size_t count = responseHz().size();
    channel.delayFrames = numberAt(json, "delay_frames");
    channel.inverted = flagAt(json, "inverted");
    channel.gainDb = numberAt(json, "gain_db");
    channel.thdDb = maybeIn(partAt(json, "thd_db"));
    channel.thdNoiseDb = maybeIn(partAt(json, "thd_n_db"));
    channel.thdDeviationDb = numberAt(json, "thd_deviation_db");
    channel.step = stepFrom(partAt(json, "step"));
    for (const Json& p : listAt(json, "level_curve", 0))
        channel.levelCurve.push_back({numberAt(p, "level_dbfs"), numberAt(p, "gain_db"), numberAt(p, "deviation_db")});
    channel.noise = noiseFrom(partAt(json, "noise"));
    channel.responseDb = numbersAt(json, "response_db", count);
    channel.phaseDeg = numbersAt(json, "phase_deg", count);
    channel.deviationDb = numbersAt(json, "deviation_db", count);
    for (const Json& level : listAt(json, "levels", 0)) {
        channel.levels.push_back({numberAt(level, "level_dbfs"), numbersAt(level, "response_db", count),
                                  rowsAt(level, "harmonics_db"), rowsAt(level, "harmonics_noise_db"),
                                  maybesAt(level, "thd_db", harmonicHz().size())});
    }
    return channel;
}

FullFigures fullFrom(const Json& json, std::size_t channels) {
    FullFigures full;
    for (const Json& list : listAt(json, "steps", channels)) {
        require(list.is_array(), "steps is no list of lists");
        auto& steps = full.steps.emplace_back();
        for (const Json& step : list) steps.push_back(stepFrom(step));
    }
    full.smpteDb = maybesAt(json, "smpte_db", channels);
    full.twinDb = maybesAt(json, "twin_db", channels);
    full.selfNullDb = maybeIn(partAt(json, "self_null_db"));
    return full;
}

SideFigures sidesFrom(const Json& crosstalk, const Json& link) {
    return {maybesAt(crosstalk, "left_to_right_db", harmonicHz().size()),
            maybesAt(crosstalk, "right_to_left_db", harmonicHz().size()), maybeIn(partAt(link, "left_to_right")),
            maybeIn(partAt(link, "right_to_left")), numberAt(link, "side_gain_db")};
}

Fingerprint printFrom(const Json& json) {
    Fingerprint print;
    const Json& probe = partAt(json, "probe");
    print.probeVersion = static_cast<int>(numberAt(probe, "version"));
    print.part = partAt(probe, "part") == "full" ? ProbePart::Full : ProbePart::Fingerprint;
    print.sampleRateHz = numberAt(probe, "rate_hz");
    print.swapped = flagAt(json, "swapped");
    for (const Json& channel : listAt(json, "channels", 0)) print.channels.push_back(channelFrom(channel));
    require(print.channels.size() == 1 || print.channels.size() == 2, "channels are neither one nor two");
    if (const Json& crosstalk = partAt(json, "crosstalk"); !crosstalk.is_null())
        print.sides = sidesFrom(crosstalk, partAt(json, "link"));
    if (const Json& full = partAt(json, "full"); !full.is_null()) print.full = fullFrom(full, print.channels.size());
    const Json& floor = partAt(json, "floor");
    print.floor = {numberAt(floor, "response_db"), numberAt(floor, "phase_deg"), numberAt(floor, "level_db"),
                   numberAt(floor, "thd_db"), numberAt(floor, "delay_frames")};
    if (const Json& spread = partAt(json, "passes"); !spread.is_null())
        print.spread = PassSpread{numberAt(spread, "scale"), numberAt(spread, "level_db"), numberAt(spread, "delay_frames")};
    return print;
}

}  // namespace

std::string fingerprintText(const Fingerprint& print) {
    Json channels = Json::array(), crosstalk, link, full, passes;
    for (const ChannelFingerprint& channel : print.channels) channels.push_back(channelJson(channel));
    if (print.sides) {
        crosstalk = {{"left_to_right_db", listOf(print.sides->leftToRightDb)},
                     {"right_to_left_db", listOf(print.sides->rightToLeftDb)}};
        link = {{"left_to_right", toJson(print.sides->linkLeftToRight)},
                {"right_to_left", toJson(print.sides->linkRightToLeft)},
                {"side_gain_db", rounded(print.sides->sideGainDb)}};
    }
    if (print.full) full = fullJson(*print.full);
    if (print.spread)
        passes = {{"scale", rounded(print.spread->scale)},
                  {"level_db", rounded(print.spread->levelDb)},
                  {"delay_frames", rounded(print.spread->delayFrames)}};
    const Json json = {{"format", kFormat},
                       {"version", kFingerprintVersion},
                       {"probe",
                        {{"version", print.probeVersion},
                         {"part", probePartName(print.part)},
                         {"rate_hz", print.sampleRateHz},
                         {"channels", print.channels.size()}}},
                       {"swapped", print.swapped},
                       {"channels", channels},
                       {"crosstalk", crosstalk},
                       {"link", link},
                       {"full", full},
                       {"floor",
                        {{"response_db", rounded(print.floor.responseDb)},
                         {"phase_deg", rounded(print.floor.phaseDeg)},
                         {"level_db", rounded(print.floor.levelDb)},
                         {"thd_db", rounded(print.floor.thdDb)},
                         {"delay_frames", rounded(print.floor.delayFrames)}}},
                       {"passes", passes},
                       {"frequency_hz", listOf(responseHz())},
                       {"harmonic_frequency_hz", listOf(harmonicHz())}};
    return json.dump() + "\n";
}

Result<Fingerprint> fingerprintFromText(std::string_view text, const std::string& name) {
    const auto refused = [&](const std::string& what, const char* remedy) {
        return Problem{Fault::File, name + " " + what, remedy};
    };
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return refused("is not JSON, or cut short", "give a file that detent fingerprint has written");
    if (!json.is_object() || !json.contains("format") || json["format"] != kFormat)
        return refused("is not a fingerprint", "give a file that detent fingerprint has written");
    try {
        if (numberAt(json, "version") != kFingerprintVersion)
            return refused("is a fingerprint of another version of Detent", "take it anew, or use that version");
        return printFrom(json);
    } catch (const std::exception& error) {
        return refused(std::string("is a broken fingerprint: ") + error.what(), "take it anew");
    }
}

Result<void> writeFingerprint(const std::filesystem::path& path, const Fingerprint& print) {
    return placeFile(path, fingerprintText(print));
}

Result<Fingerprint> readFingerprint(const std::filesystem::path& path) {
    auto text = readFile(path);
    if (!text) return text.problem();
    return fingerprintFromText(*text, pathText(path));
}

}  // namespace detent::dsp
