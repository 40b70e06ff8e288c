// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Random commands at random moments, every sample that comes out held against a model of what an engineer would expect.
// DETENT_SOAK=1 runs the whole campaign.
#include "app/audio/engine.h"
#include "dsp/core/decibels.h"
#include "tests/app/audio/coded_sound.h"
#include "tests/app/audio/step_backend.h"

#include <QTemporaryDir>
#include <QTest>

#include <deque>

using namespace detent;
using namespace detent::audio;

namespace {

constexpr int kDecks = 4, kThrough = 3, kInsertDelay = 1000, kGate = 240, kFade = 960, kBuffer = 1000;
constexpr std::int64_t kLength = 50'000, kLate = 17;  // deck 1 lies that much later in its file
// Single precision adds up 960 steps of a fade: 960 * 2^-24. A sample out of step would be wrong by 0.3.
constexpr double kTolerance = 1e-4;

/// A value on its way in a straight line.
struct Line {
    double from = 0, to = 0;
    int length = 1, gone = 1;
    double value() const { return gone >= length ? to : from + (to - from) * gone / length; }
    bool moving() const { return gone < length; }
    void jump(double target) { from = to = target, gone = length; }
    void go(double target, int frames) {
        if (target == to) return;
        from = value(), to = target, length = frames, gone = 0;
    }
    double next() {
        if (gone < length) ++gone;
        return value();
    }
};

/// What should be heard, in double precision, from the words of the interface alone.
class Model {
public:
    struct Wish {
        std::optional<bool> play;
        std::optional<std::int64_t> locate;
        std::optional<int> choose;
        std::optional<double> deckGainDb, monitorDb;
        int deck = 0;
        std::optional<bool> dim, mono, mute;
    };
    std::optional<std::pair<std::int64_t, std::int64_t>> loop;

    Model() { m_weight[0].jump(1), m_level.jump(1), m_dim.jump(1), m_mute.jump(1); }

    void take(const Wish& wish) {
        if (wish.play) m_play = *wish.play;
        if (wish.locate) m_wanted = *wish.locate;
        if (wish.choose && *wish.choose != m_chosen) fadeTo(*wish.choose);
        if (wish.deckGainDb) m_gain[wish.deck].go(dsp::gainFromDb(*wish.deckGainDb), kFade);
        if (wish.monitorDb) m_level.go(dsp::gainFromDb(*wish.monitorDb), kFade);
        if (wish.dim) m_dim.go(*wish.dim ? 0.1 : 1, kFade);
        if (wish.mono) m_mono.go(*wish.mono ? 1 : 0, kFade);
        if (wish.mute) m_mute.go(*wish.mute ? 0 : 1, kGate);
    }

    /// Compares a block of monitor and sends; says the first frame that is wrong, or -1. When a new start begins is the
    /// reader's affair: the model begins with the first sound sent.
    int firstWrong(const std::vector<std::vector<float>>& heard) {
        int left = 0;  // in a piece: the engine looks around once in a buffer and where the gate has come to rest
        for (std::size_t n = 0; n < heard[0].size(); ++n) {
            if (left == 0) {
                turn(heard[2][n] != 0.0F);
                left = m_gate.moving() ? std::min(kBuffer, m_gate.length - m_gate.gone) : kBuffer;
            }
            --left;
            const std::array<double, 4> expected = next();
            for (std::size_t c = 0; c < 4; ++c) {
                wanted = expected[c], got = static_cast<double>(heard[c][n]);
                if (std::abs(wanted - got) > kTolerance) return static_cast<int>(n);
            }
        }
        return -1;
    }
    bool playing() const { return m_play; }
    bool steady() const { return !m_wanted && (!m_play || m_rolling); }
    std::int64_t position() const { return m_ear; }
    double wanted = 0, got = 0;

private:
    void turn(bool sounds) {
        const bool closed = !m_gate.moving() && m_gate.value() == 0;
        if (closed && m_gate.to == 0) m_rolling = false;
        if (m_ended && m_play && !m_wanted) m_play = false;
        if (m_wanted && closed) begin(*m_wanted);
        if (m_play && !m_wanted && !m_rolling && !m_ended && sounds) m_rolling = true;
        m_gate.go(m_play && !m_wanted && m_rolling ? 1 : 0, kGate);
    }
    void begin(std::int64_t frame) {
        m_wanted.reset();
        m_stream = 0, m_ear = m_sent = frame, m_ended = false;
        m_active = loop && frame < loop->second ? *loop : std::pair<std::int64_t, std::int64_t>{};
        for (int i = 0; i < kDecks; ++i) m_weight[i].jump(i == m_chosen ? 1 : 0), m_gain[i].jump(m_gain[i].to);
    }
    void fadeTo(int deck) {
        m_chosen = deck;
        for (int i = 0; i < kDecks; ++i)
            m_weight[static_cast<std::size_t>(i)] = {m_weight[static_cast<std::size_t>(i)].value(), i == deck ? 1.0 : 0.0,
                                                     kFade, 0};
    }

    double sample(int deck, unsigned c, std::int64_t frame) const {
        const auto at = [&](std::int64_t f) {
            return f < 0 || f >= kLength + kLate ? 0.0
                                                 : static_cast<double>(test::codedSample(static_cast<unsigned>(deck), c, f));
        };
        const std::int64_t offset = deck == 1 ? kLate : 0;
        if (!loops()) return frame >= kLength ? 0.0 : at(frame + offset);
        const std::int64_t length = m_active.second - m_active.first, turn = std::min<std::int64_t>(kGate, length / 2);
        const std::int64_t into = frame - (m_active.second - turn);
        const double weight = into < 0 ? 0.0 : static_cast<double>(into + 1) / static_cast<double>(turn + 1);
        return (1 - weight) * at(frame + offset) + weight * at(frame - length + offset);
    }
    bool loops() const { return m_active.second > 0; }
    std::int64_t after(std::int64_t frame) const {
        return loops() && frame + 1 == m_active.second ? m_active.first : frame + 1;
    }

    std::array<double, 4> next() {
        const double gate = m_gate.next(), open = gate * m_mute.next();
        std::array<double, 2> mix{}, sent{}, back = m_line.front();
        const bool rolls = m_rolling && !m_ended;
        const double opening = std::min(1.0, static_cast<double>(m_stream - kInsertDelay + 1) / kGate);
        for (Line& weight : m_weight) weight.next();
        for (Line& gain : m_gain) gain.next();
        for (unsigned c = 0; c < 2; ++c) {
            for (int i = 0; i < kDecks; ++i) {
                const bool waits = m_stream < kInsertDelay;
                const double plain = rolls && !waits ? opening * sample(i, c, m_ear) : 0.0;
                const auto at = static_cast<std::size_t>(i);
                mix[c] += m_weight[at].value() * m_gain[at].value() * (i == kThrough ? back[c] : (i == 2 ? -1 : 1) * plain);
            }
            sent[c] = rolls ? open * sample(kThrough, c, m_sent) : 0.0;
        }
        m_line.push_back(sent);
        m_line.pop_front();
        if (rolls) advance();
        const double level = m_level.next() * m_dim.next() * open, half = 0.5 * (mix[0] - mix[1]) * m_mono.next();
        return {(mix[0] - half) * level, (mix[1] + half) * level, sent[0], sent[1]};
    }
    void advance() {
        if (m_stream >= kInsertDelay) m_ear = after(m_ear);
        m_sent = after(m_sent);
        ++m_stream;
        m_ended = !loops() && m_ear >= kLength;
    }

    Line m_gate, m_mute, m_level, m_dim, m_mono;
    std::array<Line, kDecks> m_weight, m_gain{{{1, 1}, {1, 1}, {1, 1}, {1, 1}}};
    std::deque<std::array<double, 2>> m_line = std::deque<std::array<double, 2>>(kInsertDelay);  ///< the gear
    bool m_play = false, m_rolling = false, m_ended = false;
    int m_chosen = 0;
    std::int64_t m_stream = 0, m_ear = 0, m_sent = 0;
    std::optional<std::int64_t> m_wanted;
    std::pair<std::int64_t, std::int64_t> m_active;  ///< the loop of this start; none while its end is 0
};

/// Someone at the desk who does anything at any time. What is asked of the engine is told the model.
class Hands {
public:
    Hands(unsigned seed, Engine& engine, Model& model) : m_random(seed), m_engine(engine), m_model(model) {}

    int any(int least, int most) { return std::uniform_int_distribution<int>(least, most)(m_random); }
    /// What kind of move it was.
    int move() {
        Model::Wish wish;
        const int kind = any(0, 11);
        if (kind < 5)
            transport(kind, wish);
        else if (kind < 11)
            mixer(kind, wish);
        else if (m_model.steady())  // muted, nothing tells when a start begins
            m_engine.setMuted(m_muted = !m_muted), wish.mute = m_muted;
        m_model.take(wish);
        return kind;
    }

private:
    void transport(int kind, Model::Wish& wish) {
        const EngineStatus status = m_engine.status();
        if (kind < 2 && !status.playing && !m_muted) {
            wish.play = true;
            wish.locate = status.positionFrames >= kLength ? 0 : status.positionFrames;
            m_engine.play();
        } else if (kind == 2) {
            wish.play = false;
            m_engine.stop();
        } else if (kind == 3 && !m_muted) {
            wish.locate = any(0, kLength - 1);
            m_engine.locate(*wish.locate);
        } else if (kind == 4 && !m_muted && status.positionFrames < kLength) {
            loop(status.positionFrames, wish);
        }
    }
    void loop(std::int64_t position, Model::Wish& wish) {
        std::optional<std::pair<std::int64_t, std::int64_t>> loop;
        if (const std::int64_t from = any(0, 30'000); any(0, 2) > 0) loop = {{from, from + any(600, 9000)}};
        if (loop == m_model.loop) return;
        wish.locate = position;
        m_engine.setLoop(loop);
        m_model.loop = loop;
    }
    void mixer(int kind, Model::Wish& wish) {
        if (kind < 8) {
            wish.choose = any(0, kDecks - 1);
            m_engine.choose(*wish.choose);
        } else if (kind == 8) {
            wish.deck = any(0, kDecks - 1);
            wish.deckGainDb = -any(0, 12);
            m_engine.setMatchGain(wish.deck, *wish.deckGainDb);
        } else if (kind == 9) {
            wish.monitorDb = -any(0, 20);
            m_engine.setMonitorGain(*wish.monitorDb);
        } else {
            const bool on = any(0, 1) == 1;
            if (any(0, 1) == 0)
                wish.dim = on, m_engine.setDim(on);
            else
                wish.mono = on, m_engine.setMono(on);
        }
    }

    std::mt19937 m_random;
    Engine& m_engine;
    Model& m_model;
    bool m_muted = false;
};

}  // namespace

class TestEngineCampaign : public QObject {
    Q_OBJECT

private:
    /// Four songs: one later in its file, one inverted, one heard through the gear.
    static std::vector<DeckConfig> decksIn(const QString& folder) {
        std::vector<DeckConfig> decks;
        for (unsigned i = 0; i < kDecks; ++i) {
            const auto file = pathFromText((folder + "/" + QString::number(i) + ".wav").toStdString());
            dsp::AudioBuffer audio = test::codedSound(i, kLength + kLate);
            if (i == 0) audio.resizeFrames(kLength);
            if (!test::save(file, audio, 48000)) qFatal("cannot write the songs");
            DeckConfig deck{file};
            deck.delayFrames = i == 1 ? static_cast<double>(kLate) : 0;
            deck.inverted = i == 2;
            deck.throughInsert = i == kThrough;
            decks.push_back(deck);
        }
        return decks;
    }

private slots:
    void everySampleIsWhatTheModelExpects_data() {
        QTest::addColumn<unsigned>("seed");
        const unsigned runs = qEnvironmentVariableIntValue("DETENT_SOAK") ? 200 : 6;
        for (unsigned seed = 1; seed <= runs; ++seed) QTest::addRow("seed %u", seed) << seed;
    }
    void everySampleIsWhatTheModelExpects() {
        QFETCH(unsigned, seed);
        QTemporaryDir folder;
        auto owned = std::make_unique<test::StepBackend>(kInsertDelay);
        test::StepBackend& device = *owned;
        Engine engine(std::move(owned));
        QVERIFY(engine.open({"step", 48000, kBuffer, 4, 4}));
        engine.setInsert({3, 4}, {3, 4}, kInsertDelay);
        QVERIFY(engine.setDecks(decksIn(folder.path())));
        Model model;
        Hands hands(seed, engine, model);
        QString story;
        for (int move = 0; move < 150; ++move) {
            story = QString("%1 %2").arg(story).arg(hands.move()).right(40);
            const std::array sizes{16, 64, 256, 1000};
            for (int left = hands.any(1, 6000); left > 0;) {
                const int block = sizes[static_cast<std::size_t>(hands.any(0, 3))];
                const auto heard = device.step(block, engine.status().playing);
                const int wrong = model.firstWrong(heard);
                QVERIFY2(wrong < 0,
                         qPrintable(QString("move %1, frame %2: heard %3, expected %4, near frame %5 of the song; moves %6")
                                        .arg(move)
                                        .arg(wrong)
                                        .arg(model.got)
                                        .arg(model.wanted)
                                        .arg(model.position())
                                        .arg(story)));
                left -= block;
            }
            QVERIFY2(engine.status().playing == model.playing(),
                     qPrintable(story + (model.playing() ? " model plays at " : " engine plays at ") +
                                QString::number(model.position())));
        }
        QCOMPARE(engine.status().underruns, 0);
        QCOMPARE(device.allocations, 0L);
    }
};

QTEST_GUILESS_MAIN(TestEngineCampaign)
#include "tst_engine_campaign.moc"
