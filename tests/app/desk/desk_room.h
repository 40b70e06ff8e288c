// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole desk in a room of its own: a library in a temporary folder, the virtual rack, a short song, no sound card.
#pragma once

#include "app/desk/control_item.h"
#include "app/desk/faceplate.h"
#include "app/desk/main_window.h"
#include "app/desk/program/fill_services.h"
#include "app/draw/text.h"
#include "dsp/file/audio_file.h"
#include "tests/support/must.h"

#include <QApplication>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <random>

namespace detent::test {

inline constexpr int kPatienceMs = 20000;

/// Noise under a slow swell, so that it aligns and its loudness can be measured.
inline void writeSong(const std::filesystem::path& file, double seconds) {
    const double rate = 48000;
    dsp::AudioBuffer audio(2, static_cast<std::size_t>(rate * seconds));
    std::mt19937 random(7);
    std::normal_distribution<double> spread(0, 0.05);
    for (std::size_t n = 0; n < audio.frameCount(); ++n)
        for (int c = 0; c < 2; ++c)
            audio.channel(c)[n] = static_cast<float>(spread(random) * (1.2 + std::sin(static_cast<double>(n) / rate * 3)) +
                                                     0.1 * std::sin(static_cast<double>(n) * 0.02));
    auto writer = must(dsp::AudioWriter::create(file, rate, 2, dsp::SampleCoding::Pcm24));
    float* channels[] = {audio.channel(0).data(), audio.channel(1).data()};
    must(writer.write({channels, 2, static_cast<int>(audio.frameCount())}));
    must(writer.commit());
}

class DeskRoom {
public:
    using Faults = std::map<std::string, virt::UnitFault>;  ///< by the unit's name
    explicit DeskRoom(QSize size = {1440, 900}, double songSeconds = 4, const Faults& faults = {}) {
        draw::installFonts();
        const std::filesystem::path folder = m_folder.path().toStdString();
        writeSong(folder / "Harbour.wav", songSeconds);
        m_studio = must(studio::Studio::open({folder / "library.detent"}));
        for (const auto& [unit, fault] : faults) m_studio->misbehave(unit, fault);
        m_desk = std::make_unique<desk::Desk>(fillServices(*m_studio, {folder / "Harbour.wav", "virtual"}));
        bool ready = false;
        m_desk->settings.load([&] { ready = true; });
        while (!ready) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        m_window = std::make_unique<desk::MainWindow>(*m_desk);
        m_window->resize(size);
        m_window->show();
        m_window->activateWindow();
        m_desk->begin();
    }
    ~DeskRoom() {
        m_window.reset();
        m_desk.reset();
    }

    desk::Desk& operator*() { return *m_desk; }
    desk::Desk* operator->() { return m_desk.get(); }
    desk::MainWindow& window() { return *m_window; }
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    studio::Studio& studio() { return *m_studio; }

    /// The demonstration is ready, every link up, everything readable read, nothing on its way.
    bool isReady() const {
        if (m_desk->preparing() || m_desk->jobs.busy() || m_desk->rack.units().size() != 3) return false;
        for (const auto& known : m_desk->rack.units()) {
            if (known.profile->transport == profiles::Transport::None) continue;
            if (m_desk->rack.linkState(known.unit.id) != desk::Rack::LinkState::Up) return false;
            for (const auto& control : known.profile->controls) {
                const auto value = known.values.find(control.id);
                if (m_desk->rack.wanted(known.unit.id, control.id)) return false;
                if (control.readable() &&
                    (value == known.values.end() || value->second.quality != recall::Quality::Confirmed))
                    return false;
            }
        }
        return m_desk->listening.candidates().size() >= 2;
    }

    const recall::KnownUnit& unit(const std::string& name) const {
        for (const auto& known : m_desk->rack.units())
            if (known.unit.name == name) return known;
        qFatal("no unit %s", name.c_str());
    }
    desk::ControlItem& item(const std::string& unitName, const std::string& control) {
        for (desk::ControlItem* item : m_window->findChildren<desk::ControlItem*>())
            if (item->control().id == control && item->plate().unit().unit.name == unitName) return *item;
        qFatal("no control %s %s", unitName.c_str(), control.c_str());
    }
    /// What the virtual unit at the other end of the wire stands at.
    std::map<std::string, profiles::Code> atTheUnit(const std::string& name) {
        return must(m_studio->ask<std::map<std::string, profiles::Code>>(
            [id = unit(name).unit.id](recall::Store& store) { return store.virtualSettings(id); }));
    }
    /// Every recalled control of the rack, as known.
    std::map<std::string, std::string> texts() const {
        std::map<std::string, std::string> all;
        for (const auto& known : m_desk->rack.units())
            for (const auto& [id, value] : known.values) all[known.unit.name + " " + id] = value.text;
        return all;
    }

    /// Again after a dialog, as a window manager would bring it.
    void front() {
        m_window->activateWindow();
        (void)QTest::qWaitForWindowActive(m_window.get());
    }
    /// The first widget of this class that can be seen.
    template <typename Widget>
    Widget* visible(const std::function<bool(const Widget&)>& is = [](const Widget&) { return true; }) {
        for (Widget* widget : m_window->findChildren<Widget*>())
            if (widget->isVisible() && is(*widget)) return widget;
        return nullptr;
    }
    QPushButton* button(const QString& text) {
        return visible<QPushButton>([&](const QPushButton& b) { return b.text() == text || b.accessibleName() == text; });
    }
    /// Saves what the window shows where DETENT_PICTURES names a folder, to be looked at.
    void picture(const QString& name) {
        const QString folder = qEnvironmentVariable("DETENT_PICTURES");
        if (!folder.isEmpty()) m_window->grab().save(folder + "/" + name + ".png");
    }

    static void wheel(QWidget& widget, int notches, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        const QPointF at = QRectF(widget.rect()).center();
        QWheelEvent event(at, widget.mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&widget, &event);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<studio::Studio> m_studio;
    std::unique_ptr<desk::Desk> m_desk;
    std::unique_ptr<desk::MainWindow> m_window;
};

}  // namespace detent::test
