// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/messages.h"
#include "app/desk/services.h"
#include "dsp/meter/loudness.h"

#include <QObject>
#include <QThread>

#include <optional>

namespace detent::desk {

/// What the transport shows.
struct Hearing {
    audio::EngineStatus status;
    dsp::LoudnessMeter::Reading loudness;
};

/// What is to be heard: the decks, and what the live insert is made from.
struct Programme {
    std::vector<audio::DeckConfig> decks;
    double sampleRateHz = 48000;
    std::optional<recall::Insert> insert;  ///< behind the decks that go through it
};

/// The engine on a thread of its own, so that no device makes the desk wait. Commands are queued; news come 30 times a
/// second. [main-thread]
class Player : public QObject {
    Q_OBJECT
public:
    Player(const Services& services, Messages& messages, QObject* parent = nullptr);
    ~Player() override;

    void setProgramme(const Programme& programme);  ///< reopens the device where the rate is another
    void play();
    void stop();
    void locate(std::int64_t frame);
    void setLoop(std::optional<std::pair<std::int64_t, std::int64_t>> frames);
    void choose(int deck);
    void setMonitorGain(double gainDb);
    void setDim(bool dim);
    void setMono(bool mono);
    void setMuted(bool muted);
    void resetLoudness();
    void reopen();  ///< the device, after it was lost

    const Hearing& hearing() const { return m_hearing; }
    const std::optional<audio::OpenedDevice>& device() const { return m_device; }
    bool lost() const { return m_lost; }

signals:
    void heard();          ///< newer hearing()
    void deviceChanged();  ///< opened, reopened or lost
    void programmeReady(); ///< the decks play what setProgramme wanted

private:
    class Host;
    template <typename F>
    void tell(F f);
    void take(const Hearing& hearing);
    void opened(const std::optional<audio::OpenedDevice>& device, const QString& lost);

    Messages& m_messages;
    QThread m_thread;
    Host* m_host = nullptr;  ///< lives on m_thread
    Hearing m_hearing;
    std::optional<audio::OpenedDevice> m_device;
    bool m_lost = false;
};

}  // namespace detent::desk
