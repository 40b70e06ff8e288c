// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/print_flow.h"

#include "app/audio/capture.h"
#include "app/audio/print_info.h"
#include "dsp/base/place_file.h"

#include <QDateTime>

#include <algorithm>

namespace detent::desk {

using recall::Insert;
using recall::Snapshot;

struct PrintFlow::Printed {
    Insert insert;
    recall::Print print;
    bool measured = false;  ///< the loop, on this occasion
};

PrintFlow::PrintFlow(const Services& services, Book& book, Rack& rack, Jobs& jobs, Messages& messages, QObject* parent)
    : QObject(parent), m_services(services), m_book(book), m_rack(rack), m_jobs(jobs), m_messages(messages) {}

void PrintFlow::takeSnapshot(std::function<void(const Snapshot&)> done) {
    if (!m_book.song()) return m_messages.note(tr("There is no song to keep a snapshot of"), tr("open a song first"));
    if (m_rack.units().empty()) return m_messages.note(tr("There is no gear to keep the state of"), tr("add a unit first"));
    if (m_rack.recalling()) return m_messages.note(tr("A recall is under way"), tr("take the snapshot when it has ended"));
    m_rack.readBack({}, [this, done] {
        if (!m_book.song()) return;
        Snapshot snapshot;
        snapshot.song = m_book.song()->song.id;
        snapshot.units = recall::captured(m_rack.units());
        std::vector<profiles::ProfilePtr> profiles;
        for (const auto& unit : m_rack.units()) profiles.push_back(unit.profile);
        m_book.addSnapshot(std::move(snapshot), profiles, [this, done](const Snapshot& kept) {
            emit snapshotTaken(kept);
            if (done) done(kept);
        });
    });
}

void PrintFlow::print() {
    if (m_running) return;
    if (!m_book.song() || !m_book.song()->main()) return m_messages.note(tr("There is no song to print"), tr("open a song first"));
    if (m_rack.units().empty()) return m_messages.note(tr("There is no gear to print through"), tr("add a unit first"));
    m_running = true;
    emit changed();
    withInsert([this](const Insert& insert) {
        withSnapshot([this, insert](const Snapshot& snapshot) { start(snapshot, insert); });
    });
}

/// The newest snapshot where the rack stands as it says; else a new one.
void PrintFlow::withSnapshot(std::function<void(const Snapshot&)> then) {
    m_rack.readBack({}, [this, then] {
        Snapshot now;
        now.units = recall::captured(m_rack.units());
        const auto& kept = m_book.snapshots();
        if (!kept.empty() && recall::differences(kept.front().snapshot, now).empty()) return then(kept.front().snapshot);
        takeSnapshot(then);
    });
}

void PrintFlow::withInsert(std::function<void(const Insert&)> then) {
    if (const Insert* insert = m_book.insert()) return then(*insert);
    m_running = false;
    emit changed();
    m_messages.add({Fault::Usage, "No insert says which channels of the interface the gear is wired to",
                    "add one with: detent insert add NAME --units A,B --send N,M --return N,M"});
}

/// The insert's units by name, in signal order.
std::vector<std::string> PrintFlow::gearOf(const Insert& insert) const {
    std::vector<std::string> names;
    for (const auto& id : insert.units) {
        const auto& units = m_rack.units();
        const auto at = std::find_if(units.begin(), units.end(), [&](const auto& known) { return known.unit.id == id; });
        if (at != units.end()) names.push_back(at->unit.name);
    }
    return names;
}

void PrintFlow::start(const Snapshot& snapshot, const Insert& insert) {
    const recall::Session* session = m_book.session();
    const SongItem* song = m_book.song();
    const recall::Source source = *song->main();
    const auto name = song->song.title + " " + snapshot.name + " " +
                      QDateTime::currentDateTime().toString("yyyy-MM-dd HHmmss").toStdString() + ".wav";
    std::string safe;
    for (const char c : name) safe += std::string_view("/\\:*?\"<>|").find(c) == std::string_view::npos ? c : '_';
    const auto head = audio::printInfo(audio::printTitle(song->song.title, {}, snapshot.name), gearOf(insert), snapshot.id.text,
                                       m_services.clock());
    auto job = [services = m_services, session = *session, source, insert, safe, snapshot, head](const dsp::Progress& progress) {
        auto printed = work(services, insert, source, services.sessionFolder(session) / pathFromText(safe), head, progress);
        if (printed) printed->print.snapshot = snapshot.id, printed->print.part = snapshot.part;
        return printed;
    };
    m_jobs.run(tr("Printing %1 through the rack").arg(QString::fromStdString(song->song.title)), this, job,
               [this](Result<Printed> printed) {
                   m_running = false;
                   printed ? keep(*printed) : m_messages.add(printed.problem());
                   emit changed();
               });
}

namespace {

/// Puts what was measured of the loop into `insert`.
Result<void> measure(const Services& services, Insert& insert, const audio::Loop& loop, const dsp::Progress& progress) {
    auto measured = audio::measureInsert(*services.makePrintBackend(insert), loop, progress);
    if (!measured) return measured.problem();
    if (!measured->accepted)
        return Problem{Fault::Device, "The loop " + insert.name + " could not be measured: " + measured->reason,
                       "check the wiring and the levels, then print again"};
    insert.delayFrames = measured->delayFrames, insert.delaySpreadFrames = measured->delaySpreadFrames;
    insert.gainDb = measured->gainDb, insert.noiseDbfs = measured->noiseDbfs, insert.inverted = measured->inverted;
    insert.sampleRateHz = loop.device.sampleRateHz, insert.measuredMs = services.clock();
    return {};
}

}  // namespace

Result<PrintFlow::Printed> PrintFlow::work(const Services& services, Insert insert, const recall::Source& source,
                                           const std::filesystem::path& target, const dsp::BroadcastInfo& head,
                                           const dsp::Progress& progress) {
    auto file = services.sourceFile(source);
    if (!file) return file.problem();
    auto processor = services.makeInsertProcessor(insert);
    if (!processor) return processor.problem();
    audio::PrintJob job;
    job.source = *file, job.target = target, job.broadcast = head;
    job.loop.device = {insert.device, source.sampleRateHz, insert.bufferFrames, 2, 2};
    if (!insert.send.empty()) job.loop.send = insert.send, job.loop.returns = insert.returns;
    for (const int channel : insert.send) job.loop.device.outputs = std::max(job.loop.device.outputs, channel);
    for (const int channel : insert.returns) job.loop.device.inputs = std::max(job.loop.device.inputs, channel);
    job.loop.processor = processor->get();
    const bool unmeasured = !insert.delayFrames || insert.sampleRateHz != source.sampleRateHz;
    if (unmeasured) {
        const auto measured = measure(services, insert, job.loop, [&](double f) { return progress(f * 0.2); });
        if (!measured) return measured.problem();
    }
    job.delayFrames = *insert.delayFrames;
    auto report = audio::print(*services.makePrintBackend(insert), job, [&](double f) { return progress(0.2 + f * 0.8); });
    if (!report) return report.problem();
    if (report->stopped) {
        Problem problem = audio::stoppedEarly(*report, source.sampleRateHz);
        problem.remedy += problem.remedy.empty() ? "print again" : ", then print again";
        return problem;
    }
    recall::Print print{{}, {}, source.id, {}, insert.id, pathText(target), report->sha256, source.sampleRateHz,
                        report->frameCount, report->shiftFrames, report->delayFrames, report->peakDbfs, report->xruns, 0};
    return Printed{insert, print, unmeasured};
}

void PrintFlow::keep(const Printed& printed) {
    auto job = [printed](recall::Store& store) -> Result<recall::Print> {
        if (printed.measured)
            if (auto saved = store.saveInsert(printed.insert); !saved) return saved.problem();
        return store.addPrint(printed.print);
    };
    askStore(*m_services.store, this, job, [this](Result<recall::Print> kept) {
        if (!kept) return m_messages.add(kept.problem());
        m_book.reloadSong();
        emit this->printed(*kept);
    });
}

}  // namespace detent::desk
