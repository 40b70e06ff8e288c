// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/document/recall_sheet.h"

#include "app/document/sheet_unit.h"
#include "dsp/base/place_file.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <cmath>

namespace detent::document {
namespace {

constexpr int kDotsPerInch = 1200;
constexpr double kPixelsPerInch = 96, kMargin = 45, kFooter = 34;
constexpr double kLeastScale = 0.3;

QString words(const std::string& text) { return QString::fromStdString(text); }

/// "2026-11-22 14:05 UTC"
QString when(recall::UtcMs time) { return words(recall::utcText(time)).left(16).replace(u'T', u' ') + QStringLiteral(" UTC"); }

QString joined(const QStringList& parts, const QString& between) {
    QStringList full;
    for (const QString& part : parts) if (!part.isEmpty()) full += part;
    return full.join(between);
}

QString insertText(const recall::Insert& insert) {
    QString text = words(insert.name);
    if (insert.delayFrames) text += QStringLiteral(" (delay %1 frames at %2 kHz)").arg(*insert.delayFrames, 0, 'f', 2).arg(insert.sampleRateHz / 1000);
    return text;
}

QString chainText(const RecallSheet& sheet) {
    QStringList stages, inserts;
    for (const recall::SnapshotUnit& unit : sheet.snapshot.units) stages += words(unit.unitName);
    for (const recall::Insert& insert : sheet.inserts) inserts += insertText(insert);
    return joined({stages.join(QStringLiteral(" > ")), inserts.join(QStringLiteral(", "))}, QStringLiteral("   through "));
}

void addHead(std::vector<Block>& page, const RecallSheet& sheet, double width) {
    const QString song = joined({words(sheet.song.title), words(sheet.partName)}, QStringLiteral(" / "));
    const QString people = joined({words(sheet.session.title), words(sheet.session.artist), words(sheet.session.client)}, QStringLiteral(", "));
    page.push_back(lineBlock(QStringLiteral("Recall sheet"), textStyle(11, paper::dim), people, textStyle(11, paper::dim)));
    page.push_back(lineBlock(song, textStyle(22, paper::text, draw::Weight::SemiBold), words(sheet.snapshot.name), textStyle(22, paper::text, draw::Weight::SemiBold)));
    page.push_back(lineBlock(chainText(sheet), textStyle(11, paper::dim),
                             joined({QString::fromLatin1(recall::name(sheet.snapshot.status)), when(sheet.snapshot.createdMs)}, QStringLiteral(", ")),
                             textStyle(11, paper::dim)));
    if (!sheet.snapshot.notes.empty()) {
        page.push_back(paragraphBlock(words(sheet.snapshot.notes), textStyle(12), width));
        page.back().spaceAbove = 6;
    }
}

void addPrints(std::vector<Block>& page, const std::vector<recall::Print>& prints) {
    if (prints.empty()) return;
    page.push_back(headingBlock(QStringLiteral("Prints"), QStringLiteral("SHA-256")));
    for (const recall::Print& print : prints) {
        const QString name = words(pathText(pathFromText(print.path).filename()));
        const QString facts = QStringLiteral("%1, %2 kHz, peak %3 dBFS").arg(name).arg(print.sampleRateHz / 1000).arg(print.peakDbfs, 0, 'f', 1);
        page.push_back(lineBlock(facts, textStyle(10), words(print.sha256), textStyle(8, paper::dim)));
    }
}

std::vector<Block> blocksFor(const RecallSheet& sheet, double width, PlateSize size) {
    std::vector<Block> page;
    addHead(page, sheet, width);
    for (std::size_t i = 0; i < sheet.snapshot.units.size(); ++i) {
        const profiles::ProfilePtr profile = i < sheet.profiles.size() ? sheet.profiles[i] : nullptr;
        page.push_back(plateBlock(sheet.snapshot.units[i], profile, width, size));
        page.push_back(tableBlock(sheet.snapshot.units[i], profile, width));
    }
    addPrints(page, sheet.prints);
    return page;
}

/// Everything on one page: panels if they fit, else strips, else all of it smaller.
struct Fit {
    double scale = 1, width = 0, height = 0;
    std::vector<Block> blocks;
};

Fit fitted(const RecallSheet& sheet, const QSizeF& room) {
    for (double scale = 1; scale > kLeastScale; scale *= 0.95) {
        for (const PlateSize size : {PlateSize::Panel, PlateSize::Strip}) {
            Fit fit{scale, room.width() / scale, room.height() / scale, {}};
            fit.blocks = blocksFor(sheet, fit.width, size);
            if (heightOf(fit.blocks) <= fit.height) return fit;
        }
    }
    Fit fit{1, room.width(), room.height(), blocksFor(sheet, room.width() / kLeastScale, PlateSize::Strip)};
    fit.scale = std::min(kLeastScale, room.height() / heightOf(fit.blocks));
    fit.width = room.width() / kLeastScale;
    return fit;
}

void paintPage(QPainter& painter, const RecallSheet& sheet, const QSizeF& page) {
    const QSizeF room(page.width() - 2 * kMargin, page.height() - 2 * kMargin - kFooter);
    const Fit fit = fitted(sheet, room);
    painter.save();
    painter.translate(kMargin, kMargin);
    painter.scale(fit.scale, fit.scale);
    paintBlocks(painter, fit.blocks, fit.width);
    painter.restore();

    const QString left = QStringLiteral("Snapshot %1").arg(words(sheet.snapshot.id.text));
    const QString right = QStringLiteral("Made with Detent, %1").arg(when(sheet.printedMs));
    lineBlock(left, textStyle(9, paper::dim), right, textStyle(9, paper::dim))
        .paint(painter, QRectF(kMargin, page.height() - kMargin - 14, room.width(), 14));
}

}  // namespace

Result<void> writeRecallSheet(const RecallSheet& sheet, const std::filesystem::path& target) {
    assert(qobject_cast<QGuiApplication*>(QCoreApplication::instance()));
    draw::installFonts();
    QBuffer bytes;
    bytes.open(QIODevice::WriteOnly);
    {
        QPdfWriter pdf(&bytes);
        pdf.setPageSize(QPageSize(QPageSize::A4));
        pdf.setPageMargins(QMarginsF(0, 0, 0, 0));
        pdf.setResolution(kDotsPerInch);
        pdf.setCreator(QStringLiteral("Detent"));
        pdf.setTitle(QStringLiteral("Recall sheet: %1, %2").arg(words(sheet.song.title), words(sheet.snapshot.name)));
        QPainter painter(&pdf);
        const double scale = kDotsPerInch / kPixelsPerInch;
        painter.scale(scale, scale);
        painter.setRenderHint(QPainter::Antialiasing);
        paintPage(painter, sheet, QSizeF(pdf.width() / scale, pdf.height() / scale));
    }
    return placeFile(target, std::string_view(bytes.data().constData(), static_cast<std::size_t>(bytes.data().size())));
}

}  // namespace detent::document
