// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Random bytes and times into Run and Request: both end, and nothing is claimed that the bytes do not say.
#include "recall/run/request.h"
#include "recall/run/run.h"
#include "tests/recall/run/gear.h"

#include <cstdlib>
#include <sstream>

using namespace detent;
using namespace detent::recall;
using gear::Speech;

namespace {

constexpr int kControls = 3;
constexpr int kMostTurns = 2000;  // far more than three controls can take

void require(bool so) {
    if (!so) std::abort();
}

class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : m_data(data), m_size(size) {}
    bool isEmpty() const { return m_at >= m_size; }
    unsigned next() { return isEmpty() ? 0 : m_data[m_at++]; }
    std::string take(std::size_t count) {
        std::string some;
        while (count-- > 0 && !isEmpty()) some += static_cast<char>(next());
        return some;
    }

private:
    const std::uint8_t* m_data;
    std::size_t m_size, m_at = 0;
};

profiles::ProfilePtr knobs(Speech speech) {
    static std::map<Speech, profiles::ProfilePtr> made;
    auto& profile = made[speech];
    if (profile) return profile;
    profiles::Profile fresh = gear::named("fuzz.knobs");
    for (int p = 1; p <= kControls; ++p)
        fresh.controls.push_back(gear::control(std::to_string(p), "Knob", gear::steps(9, 1, "dB")));
    return profile = gear::speaking(speech, fresh);
}

bool isLines(Speech speech) {
    return speech == Speech::Named || speech == Speech::Bare;
}

/// What a unit that stands at `code` would answer.
std::string told(Speech speech, int p, int code) {
    if (speech == Speech::Named) return std::to_string(p) + " " + std::to_string(code) + "\n";
    if (speech == Speech::Bare) return "=" + std::to_string(code) + "\n";
    const char sum = static_cast<char>(0x7D ^ 2 ^ p ^ code);
    return {'\xF0', 0x7D, 2, static_cast<char>(p), static_cast<char>(code), sum, '\xF7'};
}

/// How often the bytes say that a control stands at a code; rather too often than not.
int timesSaid(Speech speech, std::string heard, int p, Code code) {
    int times = 0;
    if (isLines(speech)) {
        std::istringstream lines(heard);
        for (std::string line; std::getline(lines, line);) {
            std::istringstream words(speech == Speech::Bare ? line.substr(std::min<std::size_t>(1, line.size())) : line);
            long long first = -1, second = -1;
            words >> first >> second;
            times += speech == Speech::Bare ? first == code : first == p && second == code;
        }
        return times;
    }
    std::erase_if(heard, [](char byte) { return static_cast<unsigned char>(byte) >= 0xF8; });
    const std::string whole = told(speech, p, static_cast<int>(code));
    for (auto at = heard.find(whole); at != std::string::npos; at = heard.find(whole, at + 1)) ++times;
    return times;
}

/// Plays the input to a talk; returns all it has heard.
std::string play(Talk& talk, Speech speech, Input& input) {
    SteadyMs now = 0;
    std::size_t unsent = talk.start(now).size();
    std::string heard;
    const auto hear = [&](const std::string& bytes) {
        heard += bytes;
        unsent += talk.received(bytes, now).size();
    };
    for (int turn = 0; turn < kMostTurns && !talk.done() && !input.isEmpty(); ++turn) {
        switch (input.next() % 8) {
            case 0:
                now += input.next();
                break;
            case 1:
                hear(input.take(1 + input.next() % 16));
                break;
            case 2:
                hear(told(speech, 1 + static_cast<int>(input.next() % kControls), static_cast<int>(input.next() % 12)));
                break;
            case 3:
                hear(isLines(speech) ? "OK\n" : std::string("\xF0\x7D\x7F\x01\x03\xF7"));
                break;
            case 4:
                hear(isLines(speech) ? "ERR no\nI AM GEAR\n" : std::string("\xB0\x01"));
                break;
            case 5:
                if (unsent > 0) --unsent, unsent += talk.sent(now).size();
                break;
            case 6:
                if (const auto due = talk.deadline()) now = std::max(now, *due), unsent += talk.tick(now).size();
                break;
            default:
                if (input.next() % 32 == 0) input.next() % 2 ? talk.cancel() : talk.linkLost();
        }
    }
    for (int turn = 0; turn < kMostTurns && !talk.done(); ++turn) {  // and then nothing but time
        if (unsent > 0) --unsent, unsent += talk.sent(now).size();
        const auto due = talk.deadline();
        require(due.has_value() || unsent > 0 || talk.done());
        if (due) now = std::max(now, *due), unsent += talk.tick(now).size();
    }
    require(talk.done());
    return heard;
}

void fuzzRun(Speech speech, Input& input) {
    std::vector<Task> tasks;
    for (int p = 1; p <= kControls; ++p) tasks.push_back({std::to_string(p), Code{input.next() % 10}, Code{3}});
    if (input.next() % 4 == 0) tasks.front().to.reset();
    Run run(knobs(speech), {}, tasks);
    const std::string heard = play(run, speech, input);
    require(run.results().size() == tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const TaskResult& result = run.results()[i];
        require(result.outcome != Outcome::Pending);
        if (result.outcome != Outcome::Verified) continue;
        require(result.read && (!tasks[i].to || *result.read == *tasks[i].to));
        require(timesSaid(speech, heard, static_cast<int>(i) + 1, *result.read) >= (speech == Speech::Bare ? 2 : 1));
    }
}

void fuzzRequest(Input& input) {
    Request request(knobs(Speech::Named), {}, "who", input.next() % 3 * 50);
    const std::string heard = play(request, Speech::Named, input);
    require(request.end() != Request::End::Answered || heard.find("I AM GEAR") != std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input(data, size);
    const unsigned which = input.next() % 5;
    if (which == 4)
        fuzzRequest(input);
    else
        fuzzRun(static_cast<Speech>(which), input);
    return 0;
}
