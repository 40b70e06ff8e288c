// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent compare: how one file differs from another.
#include "app/cli/candidates.h"

namespace detent::cli {
namespace {

Json differenceJson(const dsp::Difference& d) {
    Json bands = Json::array();
    for (const auto& band : d.bands)
        bands.push_back({{"hz", band.hz}, {"gain_db", orNull(band.gainDb)}, {"residual_db", orNull(band.residualDb)}});
    return {{"delay_frames", d.delayFrames}, {"drift_ppm", orNull(d.driftPpm)},
            {"inverted", d.inverted},        {"gain_db", d.gainDb},
            {"residual_db", d.residualDb},   {"esr", d.esr},
            {"confidence", d.confidence},    {"bands", bands}};
}

std::string differenceText(const std::string& b, const dsp::Difference& d) {
    std::string text = b + ": " + fixed(std::abs(d.delayFrames), 3) + " frames " +
                       (d.delayFrames < 0 ? "earlier" : "later") + ", " + fixed(std::abs(d.gainDb), 3) + " dB " +
                       (d.gainDb < 0 ? "softer" : "louder") + (d.inverted ? ", polarity inverted" : "") + "; residual " +
                       fixed(d.residualDb, 1) + " dB\n";
    if (d.driftPpm && std::abs(*d.driftPpm) > 0.05) text += "clocks drift by " + fixed(*d.driftPpm, 2) + " ppm\n";
    std::vector<std::vector<std::string>> rows;
    for (const auto& band : d.bands) {
        if (band.gainDb)
            rows.push_back({"  " + fixed(band.hz, band.hz < 100 ? 1 : 0) + " Hz", fixed(*band.gainDb, 2) + " dB",
                            band.residualDb ? "residual " + fixed(*band.residualDb, 1) + " dB" : ""});
    }
    return text + table(rows);
}

struct CompareOptions {
    std::string a, b;
    Seconds range;
};

Result<int> compareFiles(Context& context, const CompareOptions& o) {
    auto loaded = loadTogether({o.a, o.b});
    if (!loaded) return loaded.problem();
    const double rateHz = loaded->front().format.sampleRateHz;
    auto range = rangeOf(o.range, loaded->front());
    if (!range) return range.problem();
    auto difference = dsp::compare((*loaded)[0].audio, (*loaded)[1].audio, rateHz, *range, context.progress("comparing"));
    if (!difference) return difference.problem();
    context.print(differenceJson(*difference), differenceText(o.b, *difference));
    return 0;
}

}  // namespace

void addCompare(CLI::App& app, Context& context) {
    auto o = std::make_shared<CompareOptions>();
    CLI::App* noun = addVerb(app, context, "compare", "how B differs from A: delay, polarity, gain, and what is left then",
                             [&context, o] { return compareFiles(context, *o); });
    noun->add_option("A", o->a)->required();
    noun->add_option("B", o->b)->required();
    addRangeFlags(*noun, o->range);
}

}  // namespace detent::cli
