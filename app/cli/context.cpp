// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

#include "app/cli/served_unit.h"
#include "app/cli/terminal.h"

#include <cstdio>
#include <iostream>
#include <sstream>

namespace detent::cli {

studio::Places Context::places() const {
    return library.empty() ? studio::Places::fromEnvironment() : studio::Places{pathFromText(library)};
}

Result<studio::Studio*> Context::studio() {
    if (!m_studio) {
        auto opened = studio::Studio::open(places());
        if (!opened) return opened.problem();
        m_studio = std::move(*opened);
        for (const std::string& fault : m_studio->profiles().faults()) say(fault);
        for (const std::string& text : faults) {
            auto fault = unitFaultFrom(text);
            if (!fault) return fault.problem();
            m_studio->misbehave(fault->first, fault->second);
        }
    }
    return m_studio.get();
}

const profiles::ProfileLibrary& Context::profiles() {
    if (m_studio) return m_studio->profiles();
    if (!m_profiles) {
        m_profiles = profiles::ProfileLibrary::load(places().userProfiles());
        for (const std::string& fault : m_profiles->faults()) say(fault);
    }
    return *m_profiles;
}

void Context::print(const Json& document, const std::string& text) const {
    if (json)
        writeOut(document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
    else if (!text.empty())
        writeOut(text + (text.ends_with('\n') ? "" : "\n"));
}

void Context::printLine(const Json& object, const std::string& text) const {
    writeOut((json ? object.dump(-1, ' ', false, Json::error_handler_t::replace) : text) + "\n");
}

void Context::say(const std::string& text) const {
    if (!quiet) sayLine("detent: " + text);
}

dsp::Progress Context::progress(const std::string& what) const {
    const auto bar = std::make_shared<ProgressBar>(what, !quiet);
    return [bar](double fraction) {
        bar->show(fraction);
        return !stopRequested();
    };
}

bool Context::askedToStop() const {
    return stopRequested();
}

bool Context::canAsk() {
    return terminalCanAsk();
}

std::optional<std::string> Context::ask(const std::string& question) {
    return askTyped(question);
}

Result<void> Context::close() {
    if (!m_studio) return {};
    auto kept = m_studio->flush();
    m_studio.reset();
    return kept;
}

CLI::App* addVerb(CLI::App& noun, Context& context, const std::string& name, const std::string& description, Action action) {
    CLI::App* verb = noun.add_subcommand(name, description);
    verb->fallthrough();
    verb->final_callback([&context, action = std::move(action)] { context.chosen = action; });
    return verb;
}

int exitStatus(Fault fault) {
    switch (fault) {
        case Fault::NotSo:
            return 1;
        case Fault::Usage:
            return 2;
        case Fault::Cancelled:
            return 4;
        case Fault::File:
        case Fault::Device:
        case Fault::Link:
            break;
    }
    return 3;
}

Result<std::pair<std::string, std::string>> splitAssignment(const std::string& text) {
    const auto sign = text.find('=');
    if (sign == 0 || sign == std::string::npos)
        return Problem{Fault::Usage, "\"" + text + "\" is not NAME=VALUE", "write for instance high.gain=2.5"};
    return std::pair{text.substr(0, sign), text.substr(sign + 1)};
}

Result<profiles::ParamValues> paramsFrom(const profiles::Profile& profile, const std::vector<std::string>& assignments) {
    profiles::ParamValues values = profile.defaultParams();
    for (const std::string& assignment : assignments) {
        auto pair = splitAssignment(assignment);
        if (!pair) return pair.problem();
        const auto param =
            std::find_if(profile.params.begin(), profile.params.end(), [&](const auto& p) { return p.id == pair->first; });
        if (param == profile.params.end()) {
            std::vector<std::string> known;
            for (const auto& p : profile.params) known.push_back(p.id);
            return Problem{Fault::Usage, profile.id + " has no parameter " + pair->first,
                           known.empty() ? "it takes none" : "it takes " + joined(known)};
        }
        if (param->isText) {
            values.texts[param->id] = pair->second;
            continue;
        }
        char* end = nullptr;
        const std::int64_t value = std::strtoll(pair->second.c_str(), &end, 10);
        if (pair->second.empty() || *end != '\0' || value < param->min || value > param->max) {
            return Problem{Fault::Usage, param->label + " cannot be " + pair->second,
                           "give " + std::to_string(param->min) + " to " + std::to_string(param->max)};
        }
        values[param->id] = value;
    }
    return values;
}

Json valueJson(const profiles::Scale& scale, profiles::Code code) {
    if (const auto value = scale.valueOf(code)) return *value;
    return scale.textOf(code);
}

Json orNull(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    const auto length = [](const std::string& s) {  // characters, not bytes
        return static_cast<std::size_t>(
            std::count_if(s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
    };
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], length(row[i]));
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) line += row[i] + std::string(widths[i] - length(row[i]) + 2, ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::vector<std::string> splitCommas(const std::string& text) {
    std::vector<std::string> words;
    std::istringstream in(text);
    for (std::string word; std::getline(in, word, ',');) words.push_back(word);
    return words;
}

std::string fixed(double value, int decimals) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

}  // namespace detent::cli
