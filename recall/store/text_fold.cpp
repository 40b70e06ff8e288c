// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/text_fold.h"

#include <QString>
#include <QStringList>

namespace detent::recall {

namespace {

QString foldedText(const std::string& text) {
    QString plain;
    // Decomposed, an accent is a character of its own and can be left out; folding twice settles letters such as the German sharp s.
    for (const QChar c : QString::fromStdString(text).toCaseFolded().normalized(QString::NormalizationForm_KD))
        if (c.category() != QChar::Mark_NonSpacing) plain += c;
    return plain.toCaseFolded().simplified();
}

}  // namespace

std::string folded(const std::string& text) { return foldedText(text).toStdString(); }

std::vector<std::string> foldedWords(const std::string& text) {
    std::vector<std::string> words;
    for (const QString& word : foldedText(text).split(u' ', Qt::SkipEmptyParts)) words.push_back(word.toStdString());
    return words;
}

std::string containing(const std::string& text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern + "%";
}

}  // namespace detent::recall
