// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/snapshot_details.h"

#include "app/desk/parts.h"
#include "app/desk/recall_text.h"
#include "dsp/base/place_file.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace detent::desk {

using recall::Snapshot;

namespace {

constexpr std::size_t kMost = 12;

void saveSheet(Desk& desk, const Snapshot& snapshot, QWidget* parent) {
    auto* dialog = new QFileDialog(parent->window(), SnapshotDetails::tr("Save the recall sheet"), {}, "PDF (*.pdf)");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("pdf");
    dialog->selectFile(QString::fromStdString(snapshot.name) + ".pdf");
    QObject::connect(dialog, &QFileDialog::fileSelected, &desk, [&desk, id = snapshot.id](const QString& file) {
        const auto target = pathFromText(file.toStdString());
        desk.jobs.run(
            SnapshotDetails::tr("Writing the recall sheet"), &desk,
            [write = desk.services.writeRecallSheet, id, target](const dsp::Progress&) { return write(id, target); },
            [&desk, file](const Result<void>& done) {
                done ? desk.messages.note(SnapshotDetails::tr("The recall sheet is saved: %1").arg(file))
                     : desk.messages.add(done.problem());
            });
    });
    dialog->open();
}

}  // namespace

SnapshotDetails::SnapshotDetails(Desk& desk, const recall::SnapshotId& id)
    : m_desk(desk), m_notes(new QLineEdit), m_status(new Choice(tr("Status"))), m_lists(new QVBoxLayout) {
    const Snapshot* snapshot = desk.book.snapshot(id);
    m_notes->setPlaceholderText(tr("Notes"));
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setText(snapshot ? QString::fromStdString(snapshot->notes) : QString());
    m_notes->setCursorPosition(0);
    for (const auto status : {Snapshot::Status::Draft, Snapshot::Status::Sent, Snapshot::Status::Approved})
        m_status->addItem(recall::name(status));
    if (snapshot) m_status->setCurrentIndex(static_cast<int>(snapshot->status));
    auto* sheet = makeButton(tr("Sheet"), "small", tr("Save the recall sheet as PDF"));
    sheet->setEnabled(desk.services.writeRecallSheet != nullptr);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_status, 1);
    row->addWidget(sheet);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(m_lists);
    column->addWidget(m_notes);
    column->addLayout(row);
    m_lists->setSpacing(3);
    connect(m_notes, &QLineEdit::editingFinished, this, [this, id] { m_desk.setNotes(id, m_notes->text()); });
    connect(m_status, &QComboBox::activated, this,
            [this, id](int index) { m_desk.setStatus(id, static_cast<Snapshot::Status>(index)); });
    connect(sheet, &QPushButton::clicked, this, [this, id] {
        if (const Snapshot* here = m_desk.book.snapshot(id)) saveSheet(m_desk, *here, this);
    });
}

void SnapshotDetails::showDifferences(const recall::UnitDifferences& fromBefore, const recall::UnitDifferences& toPresent) {
    while (QLayoutItem* item = m_lists->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    if (!fromBefore.empty()) addList(tr("Against the one before"), {}, fromBefore);
    addList(tr("To the rack as it stands"), tr("The rack stands like this"), toPresent);
}

void SnapshotDetails::addList(const QString& title, const QString& none, const recall::UnitDifferences& found) {
    m_lists->addWidget(makeLabel(found.empty() ? none : title, "small"));
    for (const std::string& unit : found.added) m_lists->addWidget(new ElidedLabel(changesText(0, {unit}, {}), "dim"));
    for (const std::string& unit : found.gone) m_lists->addWidget(new ElidedLabel(changesText(0, {}, {unit}), "dim"));
    const auto& changes = found.changes;
    for (std::size_t i = 0; i < std::min(kMost, changes.size()); ++i) {
        const recall::Change& change = changes[i];
        const auto shown = [](const std::string& text) {
            return text.empty() ? QStringLiteral("-") : QString::fromStdString(text);
        };
        const QString control = QString::fromStdString(change.control).replace('.', ' ');
        m_lists->addWidget(new ElidedLabel(QString::fromStdString(change.unitName) + " " + control + " " +
                                               fromToText(shown(change.fromText), shown(change.toText)),
                                           "dim"));
    }
    if (changes.size() > kMost) m_lists->addWidget(makeLabel(tr("and %1 more").arg(changes.size() - kMost), "small"));
}

}  // namespace detent::desk
