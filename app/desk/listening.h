// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/book.h"
#include "app/desk/matching.h"
#include "app/desk/player.h"

#include <QObject>

namespace detent::desk {

/// One thing that can be heard; all run in step.
struct Candidate {
    enum class Kind { Source, Print, Live };
    Kind kind = Kind::Source;
    QString letter, name;      ///< "B", "print v4"
    std::filesystem::path file;
    double gainDb = 0, delayFrames = 0;
    bool inverted = false;
    bool matched = false;
    std::optional<double> loudnessLufs;
    OverviewPtr overview;      ///< null until it is read
};

/// What is heard: the song's source, its print and the live rack; matching them; choosing between them. [main-thread]
class Listening : public QObject {
    Q_OBJECT
public:
    Listening(const Services& services, Book& book, Player& player, Jobs& jobs, Messages& messages, QObject* parent = nullptr);

    const std::vector<Candidate>& candidates() const { return m_candidates; }
    int chosen() const { return m_chosen; }
    const std::optional<Match>& match() const { return m_match; }
    const recall::PrintId* print() const { return m_print.empty() ? nullptr : &m_print; }  ///< that is B, or becomes it
    bool matching() const { return m_matching; }
    double sampleRateHz() const { return m_sampleRateHz; }
    std::int64_t lengthFrames() const { return m_lengthFrames; }
    std::optional<std::pair<std::int64_t, std::int64_t>> loop() const { return m_loop; }
    bool looping() const { return m_looping; }
    /// Of a unit in the live insert, now, in dB; absent where nothing knows it.
    std::optional<double> gainReductionDb(const recall::UnitId& unit) const;

    void choose(int candidate);
    void swap();  ///< the last two
    void setLoop(std::optional<std::pair<std::int64_t, std::int64_t>> frames);
    void setLooping(bool looping);
    void showPrint(const recall::Print& print);  ///< as B
    void showLive(const recall::Insert* insert); ///< as the last; null: no rack to hear

signals:
    void changed();  ///< candidates, choice or match
    void loopChanged();

private:
    struct LoadedSource;
    struct LoadedPrint;
    void songChosen();
    void take(const LoadedSource& loaded);
    void take(const recall::Print& print, const LoadedPrint& loaded);
    void forgetPrint();
    Candidate* find(Candidate::Kind kind);
    void letter();
    void hand();  ///< the candidates to the player
    QString nameOf(const recall::Print& print) const;

    const Services m_services;
    Book& m_book;
    Player& m_player;
    Jobs& m_jobs;
    Messages& m_messages;
    std::vector<Candidate> m_candidates;
    int m_chosen = 0, m_before = 0;
    std::optional<Match> m_match;
    bool m_matching = false;
    std::optional<recall::Insert> m_insert;
    recall::SongId m_song;
    recall::PrintId m_print;
    int m_jobOfSource = 0, m_jobOfPrint = 0;
    double m_sampleRateHz = 0;
    std::int64_t m_lengthFrames = 0;
    std::optional<std::pair<std::int64_t, std::int64_t>> m_loop;
    bool m_looping = false;
};

}  // namespace detent::desk
