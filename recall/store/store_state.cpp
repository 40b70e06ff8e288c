// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_state.h"

#include "recall/store/text_fold.h"

#include <QCryptographicHash>

#include <array>
#include <cstdlib>

namespace detent::recall {

namespace {

constexpr std::array<const char*, 4> stageKinds = {"insert", "unit", "gain", "mid_side"};

}  // namespace

void expectChanged(Transaction& work, int rows, const char* noun, const std::string& id) {
    if (rows > 0) return;
    work.fail({Fault::Usage, std::string("there is no ") + noun + " \"" + id + "\"", "check the id"});
}

void expectName(Transaction& work, const std::string& name, const char* what) {
    if (folded(name).empty()) work.fail({Fault::Usage, std::string(what) + " is empty", "give one"});
}

std::string sha256Of(const std::string& text) {
    const QByteArray bytes = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

std::string channelsText(const std::vector<int>& channels) {
    std::string text;
    for (const int channel : channels) text += (text.empty() ? "" : ",") + std::to_string(channel);
    return text;
}

std::vector<int> channelsFrom(const std::string& text) {
    std::vector<int> channels;
    for (std::size_t at = 0; at < text.size(); at = std::min(text.find(',', at), text.size() - 1) + 1)
        channels.push_back(std::atoi(text.c_str() + at));
    return channels;
}

StageColumns columnsOf(const Stage& stage) {
    const QVariant target = stage.target.empty() ? QVariant() : bound(stage.target);
    return {stageKinds.at(static_cast<std::size_t>(stage.kind)), stage.kind == Stage::Kind::Insert ? target : QVariant(),
            stage.kind == Stage::Kind::Unit ? target : QVariant()};
}

Stage readStage(Row& row) {
    Stage stage;
    const std::string kind = row.text();
    for (std::size_t i = 0; i < stageKinds.size(); ++i)
        if (kind == stageKinds[i]) stage.kind = static_cast<Stage::Kind>(i);
    const std::string insert = row.text(), unit = row.text();
    stage.target = insert.empty() ? unit : insert;
    stage.channels = row.text();
    stage.gainDb = row.real();
    return stage;
}

ControlValue readValue(Row& row) {
    ControlValue value{row.text(), row.whole(), row.realOrNone(), row.text(), Quality::Unknown, 0};
    value.quality = qualityFrom(row.text()).value_or(Quality::Unknown);
    value.timeMs = row.whole();
    return value;
}

PartId partOf(Transaction& work, IdMaker& ids, const SongId& song, const std::string& name) {
    const auto found = work.rows(
        "SELECT id FROM parts WHERE song_id = ? AND name = ?", [](Row& row) { return PartId{row.text()}; }, song, name);
    if (!found.empty()) return found.front();
    const PartId part = ids.make<PartId>();
    work.run("INSERT INTO parts (id, song_id, name) VALUES (?, ?, ?)", part, song, name);
    return part;
}

}  // namespace detent::recall
