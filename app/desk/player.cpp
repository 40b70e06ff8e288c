// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/player.h"

#include "app/desk/on_main.h"

#include <QTimer>

#include <cmath>

namespace detent::desk {

namespace {
constexpr int kPollMs = 33;
}

/// Owns the engine; all on the player's thread, which is the engine's "main".
class Player::Host : public QObject {
public:
    Host(Player* player, Services services) : m_player(player), m_services(std::move(services)) {}

    void begin() {
        m_engine = std::make_unique<audio::Engine>(m_services.makeListenBackend());
        open(m_services.listenDevice.sampleRateHz);
        m_timer = new QTimer(this);
        m_timer->setTimerType(Qt::PreciseTimer);
        connect(m_timer, &QTimer::timeout, this, [this] { poll(); });
        m_timer->start(kPollMs);
    }
    void end() {
        delete m_timer;
        m_engine.reset();
    }

    void setProgramme(const Programme& programme) {
        m_programme = programme;
        if (!m_open || m_open->sampleRateHz != programme.sampleRateHz) open(programme.sampleRateHz);
        if (!m_open) return;
        m_engine->setInsert(nullptr, 0);
        if (programme.insert) setInsert(*programme.insert);
        const auto set = m_engine->setDecks(programme.decks);
        if (!set) return tellProblem(set.problem());
        m_meter->reset();
        onMain(m_player, [p = m_player] { emit p->programmeReady(); });
    }
    void reopen() {
        open(m_programme.sampleRateHz);
        if (m_open && !m_programme.decks.empty()) setProgramme(m_programme);
    }
    void resetLoudness() {
        if (m_meter) m_meter->reset();
    }
    audio::Engine& engine() { return *m_engine; }

private:
    void open(double rateHz) {
        m_programme.sampleRateHz = rateHz;
        m_engine->close();
        audio::DeviceConfig config = m_services.listenDevice;
        config.sampleRateHz = rateHz;
        const auto opened = m_engine->open(config);
        m_open = opened ? std::optional(*opened) : std::nullopt;
        if (m_open) m_meter = std::make_unique<dsp::LoudnessMeter>(m_open->sampleRateHz, 2);
        if (!opened) tellProblem(opened.problem());
        m_lost.clear();
        onMain(m_player, [p = m_player, open = m_open] { p->opened(open, {}); });
    }
    void setInsert(const recall::Insert& insert) {
        auto processor = m_services.makeInsertProcessor(insert);
        if (!processor) return tellProblem(processor.problem());
        if (!*processor) return m_engine->setInsert(insert.send, insert.returns, insert.delayFrames.value_or(0));
        (*processor)->prepare(m_open->sampleRateHz, 2, m_open->bufferFrames);
        const double delay = insert.delayFrames.value_or((*processor)->delayFrames());
        m_engine->setInsert(std::move(*processor), delay);
    }
    void poll() {
        const audio::EngineStatus status = m_engine->status();
        dsp::AudioBuffer monitor = m_engine->takeMonitor();
        if (m_meter && monitor.channelCount() == 2 && monitor.frameCount() > 0 && status.playing) {
            float* channels[] = {monitor.channel(0).data(), monitor.channel(1).data()};
            m_meter->add({channels, 2, static_cast<int>(monitor.frameCount())});
        }
        const Hearing hearing{status, m_meter ? m_meter->reading() : dsp::LoudnessMeter::Reading{}};
        onMain(m_player, [p = m_player, hearing] { p->take(hearing); });
        if (const std::string lost = m_engine->lost(); lost != m_lost) {
            m_lost = lost;
            onMain(m_player, [p = m_player, open = m_open, lost] { p->opened(open, QString::fromStdString(lost)); });
        }
    }
    void tellProblem(const Problem& problem) {
        onMain(m_player, [p = m_player, problem] { p->m_messages.add(problem); });
    }

    QPointer<Player> m_player;
    Services m_services;
    std::unique_ptr<audio::Engine> m_engine;
    std::unique_ptr<dsp::LoudnessMeter> m_meter;
    std::optional<audio::OpenedDevice> m_open;
    std::string m_lost;
    Programme m_programme;
    QTimer* m_timer = nullptr;
};

Player::Player(const Services& services, Messages& messages, QObject* parent)
    : QObject(parent), m_messages(messages), m_host(new Host(this, services)) {
    m_thread.setObjectName("player");
    m_host->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_host, &QObject::deleteLater);
    m_thread.start();
    tell([](Host& host) { host.begin(); });
}

Player::~Player() {
    QMetaObject::invokeMethod(m_host, [host = m_host] { host->end(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

template <typename F>
void Player::tell(F f) {
    QMetaObject::invokeMethod(m_host, [host = m_host, f] { f(*host); }, Qt::QueuedConnection);
}

void Player::setProgramme(const Programme& programme) {
    tell([programme](Host& host) { host.setProgramme(programme); });
}
void Player::play() { tell([](Host& host) { host.engine().play(); }); }
void Player::stop() { tell([](Host& host) { host.engine().stop(); }); }
void Player::locate(std::int64_t frame) { tell([frame](Host& host) { host.engine().locate(frame); }); }
void Player::setLoop(std::optional<std::pair<std::int64_t, std::int64_t>> frames) {
    tell([frames](Host& host) { host.engine().setLoop(frames); });
}
void Player::choose(int deck) { tell([deck](Host& host) { host.engine().choose(deck); }); }
void Player::setMonitorGain(double gainDb) { tell([gainDb](Host& host) { host.engine().setMonitorGain(gainDb); }); }
void Player::setDim(bool dim) { tell([dim](Host& host) { host.engine().setDim(dim); }); }
void Player::setMono(bool mono) { tell([mono](Host& host) { host.engine().setMono(mono); }); }
void Player::setMuted(bool muted) { tell([muted](Host& host) { host.engine().setMuted(muted); }); }
void Player::reopen() { tell([](Host& host) { host.reopen(); }); }
void Player::resetLoudness() { tell([](Host& host) { host.resetLoudness(); }); }

void Player::take(const Hearing& hearing) {
    m_hearing = hearing;
    emit heard();
}

void Player::opened(const std::optional<audio::OpenedDevice>& device, const QString& lost) {
    m_device = device;
    m_lost = !device || !lost.isEmpty();
    if (!lost.isEmpty())
        m_messages.add({Fault::Device, lost.toStdString(), "check the interface, then choose Reopen the device"});
    emit deviceChanged();
}

}  // namespace detent::desk
