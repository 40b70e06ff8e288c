// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/text_fold.h"

#include <QString>
#include <QStringList>

namespace detent::recall {

namespace {

/// Letters that Unicode does not decompose but a keyboard without them does.
QString withoutStroke(QChar letter) {
    switch (letter.unicode()) {
        case u'\u00e6':
            return QStringLiteral("ae");
        case u'\u00f0':
        case u'\u0111':
            return QStringLiteral("d");
        case u'\u00f8':
            return QStringLiteral("o");
        case u'\u00fe':
            return QStringLiteral("th");
        case u'\u0142':
            return QStringLiteral("l");
        case u'\u0153':
            return QStringLiteral("oe");
        default:
            return letter;
    }
}

QString foldedText(const std::string& text) {
    QString plain;
    // Decomposed, an accent is a character of its own and can be left out; upper case makes a German sharp s two letters.
    const QString decomposed =
        QString::fromStdString(text).toUpper().toCaseFolded().normalized(QString::NormalizationForm_KD);
    for (const QChar c : decomposed)
        if (c.category() != QChar::Mark_NonSpacing) plain += withoutStroke(c);
    return plain.toCaseFolded().simplified();
}

}  // namespace

std::string folded(const std::string& text) {
    return foldedText(text).toStdString();
}

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
