// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/listening.h"
#include "dsp/base/place_file.h"

#include <algorithm>

namespace detent::desk {

namespace {
constexpr int kColumns = 4096;  // one for each pixel of the widest window

bool soundsAs(const recall::Insert& a, const recall::Insert& b) {
    return a.id == b.id && a.units == b.units && a.device == b.device && a.send == b.send && a.returns == b.returns &&
           a.delayFrames == b.delayFrames;
}

}  // namespace

struct Listening::LoadedSource {
    recall::SongId song;
    std::filesystem::path file;
    OverviewPtr overview;
};

struct Listening::LoadedPrint {
    std::filesystem::path file;
    OverviewPtr overview;
    Match match;
};

Listening::Listening(const Services& services, Book& book, Player& player, Jobs& jobs, Messages& messages, QObject* parent)
    : QObject(parent), m_services(services), m_book(book), m_player(player), m_jobs(jobs), m_messages(messages) {
    connect(&book, &Book::songChosen, this, [this] { songChosen(); });
    connect(&book, &Book::insertsChanged, this, [this] { showLive(m_book.insert()); });
}

Candidate* Listening::find(Candidate::Kind kind) {
    const auto it = std::find_if(m_candidates.begin(), m_candidates.end(), [kind](const auto& c) { return c.kind == kind; });
    return it == m_candidates.end() ? nullptr : &*it;
}

void Listening::songChosen() {
    m_jobs.cancel(m_jobOfSource), m_jobs.cancel(m_jobOfPrint);
    m_candidates.clear();
    m_match.reset();
    m_matching = false;
    m_print = {};
    m_chosen = m_before = 0;
    m_lengthFrames = 0;
    m_player.stop();
    m_player.locate(0);
    setLoop({});
    emit changed();
    const SongItem* song = m_book.song();
    const recall::Source* source = song ? song->main() : nullptr;
    m_song = song ? song->song.id : recall::SongId{};
    if (!source) return;
    auto work = [source = *source, find = m_services.sourceFile](const dsp::Progress& progress) -> Result<LoadedSource> {
        auto file = find(source);
        if (!file) return file.problem();
        auto overview = readOverview(*file, kColumns, progress);
        if (!overview) return overview.problem();
        return LoadedSource{source.song, *file, *overview};
    };
    m_jobOfSource = m_jobs.run(tr("Reading %1").arg(QString::fromStdString(song->song.title)), this, work,
                               [this](Result<LoadedSource> loaded) {
                                   loaded ? take(*loaded) : m_messages.add(loaded.problem());
                               });
}

void Listening::take(const LoadedSource& loaded) {
    if (loaded.song != m_song) return;
    m_sampleRateHz = loaded.overview->sampleRateHz;
    m_lengthFrames = loaded.overview->frameCount;
    Candidate source{Candidate::Kind::Source, {}, tr("source"), loaded.file, 0, 0, false, false, {}, loaded.overview};
    m_candidates = {source};
    m_player.locate(0);
    m_insert.reset();
    m_book.insert() ? showLive(m_book.insert()) : (letter(), hand());
    if (!m_book.prints().empty()) showPrint(m_book.prints().front());
}

void Listening::showLive(const recall::Insert* insert) {
    const Candidate* source = find(Candidate::Kind::Source);
    const bool there = find(Candidate::Kind::Live) != nullptr;
    if (there && insert && m_insert && soundsAs(*insert, *m_insert)) return;  // what plays goes on
    m_insert = insert ? std::optional(*insert) : std::nullopt;
    if (!source || (!m_insert && !there)) return letter();
    if (m_insert && !there) {
        Candidate live = *source;
        live.kind = Candidate::Kind::Live;
        live.name = tr("live");
        live.gainDb = 0, live.matched = false, live.overview = nullptr;
        m_candidates.push_back(live);
    } else if (!m_insert && there) {
        m_candidates.pop_back();
    }
    letter();
    hand();
}

std::optional<double> Listening::gainReductionDb(const recall::UnitId& unit) const {
    if (!m_insert) return std::nullopt;
    const auto& told = m_player.hearing().status.gainReductionDb;
    const auto at = std::find(m_insert->units.begin(), m_insert->units.end(), unit);
    const auto place = static_cast<std::size_t>(at - m_insert->units.begin());
    if (at == m_insert->units.end() || place >= told.size() || !told[place]) return std::nullopt;
    return *told[place];
}

void Listening::letter() {
    char next = 'A';
    for (Candidate& candidate : m_candidates)
        candidate.letter = candidate.kind == Candidate::Kind::Live ? tr("Rack") : QString(QChar(next++));
    m_chosen = std::clamp(m_chosen, 0, std::max(0, static_cast<int>(m_candidates.size()) - 1));
}

QString Listening::nameOf(const recall::Print& print) const {
    const recall::Snapshot* snapshot = m_book.snapshot(print.snapshot);
    const QString name = snapshot ? QString::fromStdString(snapshot->name).section(' ', 0, 0) : QString();
    return name.isEmpty() ? tr("print") : tr("print %1").arg(name);
}

void Listening::showPrint(const recall::Print& print) {
    const Candidate* source = find(Candidate::Kind::Source);
    if (!source || print.id == m_print) return;
    m_print = print.id;
    m_jobs.cancel(m_jobOfPrint);
    forgetPrint();
    m_matching = true;
    emit changed();
    auto work = [a = source->file, b = pathFromText(print.path), delay = print.delayFrames - static_cast<double>(print.shiftFrames)](const dsp::Progress& progress) -> Result<LoadedPrint> {
        auto overview = readOverview(b, kColumns, [&](double f) { return progress(f * 0.05); });
        if (!overview) return overview.problem();
        auto match = matchFiles(a, b, delay, [&](double f) { return progress(0.05 + f * 0.95); });
        if (!match) return match.problem();
        return LoadedPrint{b, *overview, *match};
    };
    m_jobOfPrint = m_jobs.run(tr("Matching %1").arg(nameOf(print)), this, work, [this, print](Result<LoadedPrint> loaded) {
        if (print.id != m_print) return;
        m_matching = false;
        if (loaded) return take(print, *loaded);
        m_messages.add(loaded.problem());
        emit changed();
    });
}

void Listening::forgetPrint() {
    std::erase_if(m_candidates, [](const Candidate& c) { return c.kind == Candidate::Kind::Print; });
    m_match.reset();
    if (Candidate* source = find(Candidate::Kind::Source)) source->gainDb = 0, source->matched = false;
    letter();
}

void Listening::take(const recall::Print& print, const LoadedPrint& loaded) {
    const dsp::MatchedCandidate &a = loaded.match.candidates[0], &b = loaded.match.candidates[1];
    Candidate* source = find(Candidate::Kind::Source);
    source->gainDb = a.gainDb, source->matched = true, source->loudnessLufs = a.loudnessLufs;
    if (Candidate* live = find(Candidate::Kind::Live)) live->gainDb = b.gainDb, live->matched = true;
    Candidate candidate{Candidate::Kind::Print, {}, nameOf(print), loaded.file, b.gainDb, b.delayFrames, b.inverted,
                        true, b.loudnessLufs, loaded.overview};
    const std::string sourceFile = pathText(source->file);
    m_candidates.insert(m_candidates.begin() + 1, candidate);  // what pointed into it no longer does
    m_match = loaded.match;
    m_chosen = 1, m_before = 0;
    letter();
    hand();
    const SongItem* song = m_book.song();
    recall::Comparison record{{}, song->song.id, "A source, B " + candidate.name.toStdString(),
                              {sourceFile, pathText(loaded.file)}, {a.gainDb, b.gainDb}, {0, b.delayFrames}, 0};
    m_services.store->post([record](recall::Store& store) { (void)store.addComparison(record); });
}

void Listening::hand() {
    Programme programme;
    programme.sampleRateHz = m_sampleRateHz;
    for (const Candidate& candidate : m_candidates) {
        audio::DeckConfig deck;
        deck.file = candidate.file;
        deck.delayFrames = candidate.delayFrames;
        deck.inverted = candidate.inverted;
        deck.gainDb = candidate.gainDb;
        deck.throughInsert = candidate.kind == Candidate::Kind::Live;
        if (deck.throughInsert) programme.insert = m_insert;
        programme.decks.push_back(deck);
    }
    m_player.setProgramme(programme);
    m_player.choose(m_chosen);
    emit changed();
}

void Listening::choose(int candidate) {
    if (candidate < 0 || candidate >= static_cast<int>(m_candidates.size()) || candidate == m_chosen) return;
    m_before = m_chosen;
    m_chosen = candidate;
    m_player.choose(candidate);
    emit changed();
}

void Listening::swap() { choose(m_before == m_chosen ? (m_chosen == 0 ? 1 : 0) : m_before); }

void Listening::setLoop(std::optional<std::pair<std::int64_t, std::int64_t>> frames) {
    if (frames && frames->second < frames->first) std::swap(frames->first, frames->second);
    m_loop = frames;
    m_looping = frames.has_value();
    m_player.setLoop(m_loop);
    emit loopChanged();
}

void Listening::setLooping(bool looping) {
    if (looping && !m_loop && m_lengthFrames > 0) m_loop = {{0, m_lengthFrames}};
    m_looping = looping && m_loop;
    m_player.setLoop(m_looping ? m_loop : std::nullopt);
    emit loopChanged();
}

}  // namespace detent::desk
