// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/look.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace detent::desk {

namespace {

/// @names are colours of the palette, #numbers# lengths that grow with the text.
constexpr const char* kSheet = R"(
* { font-family: Inter; font-size: #13#px; color: @text; outline: none; }
QMainWindow, QDialog, QWidget#page { background: @background; }
QWidget#panel, QWidget#bar { background: @panel; }
QDialog { border: 1px solid @line; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: #4#px #6#px; }
QLabel[tone="heading"] { color: @dim; font-size: #12#px; font-weight: 600; }
QLabel[tone="dim"] { color: @dim; font-size: #12#px; }
QLabel[tone="small"] { color: @dim; font-size: #11#px; }
QLabel[tone="title"] { font-size: #15#px; font-weight: 600; }
QLabel[tone="large"] { font-size: #20#px; font-weight: 600; }
QLabel[tone="strong"] { font-weight: 600; }
QLabel[tone="good"] { color: @good; font-weight: 600; }
QLabel[tone="hand"] { color: @hand; font-weight: 600; }
QLabel[tone="bad"] { color: @bad; font-weight: 600; }
QLabel[tone="accent"] { color: @accent; font-weight: 600; }
QPushButton { background: @raised; border: 1px solid @line; border-radius: #7#px; padding: 0 #12#px; min-height: #32#px; font-weight: 600; }
QPushButton:hover { border-color: @faint; }
QPushButton:pressed { background: @well; }
QPushButton:disabled { color: @dim; background: @panel; }
QPushButton:focus { border: 2px solid @hand; padding: 0 #11#px; }
QPushButton[role="main"] { background: @accent; border-color: @accent; color: @onAccent; }
QPushButton[role="main"]:hover { border-color: @text; }
QPushButton[role="main"]:focus { border: 2px solid @hand; }
QPushButton[role="main"]:disabled { background: @raised; border-color: @line; color: @dim; }
QPushButton[role="hand"] { background: @hand; border-color: @hand; color: @onHand; min-height: #26#px; border-radius: #6#px; }
QPushButton[role="hand"]:focus { border: 2px solid @text; }
QPushButton[role="small"] { min-height: #26#px; border-radius: #6#px; font-weight: 400; color: @dim; padding: 0 #10#px; }
QPushButton[role="link"] { background: transparent; border: none; color: @accent; text-align: left; padding: 0 #2#px; min-height: #24#px; }
QPushButton[role="link"]:focus { border: none; text-decoration: underline; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:disabled { color: @dim; background: transparent; }
QPushButton[role="page"] { background: transparent; border-color: transparent; border-radius: #6#px; min-height: #26#px; min-width: #66#px; font-weight: 400; color: @dim; }
QPushButton[role="page"]:hover { color: @text; }
QPushButton[role="page"]:checked { background: @raised; border-color: @line; color: @text; font-weight: 600; }
QPushButton[role="page"]:focus { border: 2px solid @hand; padding: 0 #11#px; }
QPushButton[role="side"] { font-size: #20#px; font-weight: 700; color: @dim; border-radius: #8#px; min-height: #42#px; min-width: #68#px; padding: 0 #6#px; }
QPushButton[role="side"]:checked { background: @accent; border-color: @accent; color: @onAccent; }
QPushButton[role="side"]:disabled { color: @faint; }
QPushButton[role="toggle"] { font-weight: 500; color: @dim; }
QPushButton[role="toggle"]:checked { background: @accent; border-color: @accent; color: @onAccent; }
QPushButton[role="tool"], QPushButton[role="play"] { padding: 0; min-height: #38#px; max-height: #38#px; min-width: #42#px; max-width: #42#px; }
QPushButton[role="tool"]:focus, QPushButton[role="play"]:focus { padding: 0; }
QPushButton[role="play"]:checked { background: @good; border-color: @good; }
QPushButton[role="tool"]:checked { background: @accent; border-color: @accent; }
QPushButton[role="round"] { padding: 0; min-height: #26#px; max-height: #26#px; min-width: #26#px; max-width: #26#px; border-radius: #14#px; }
QPushButton[role="round"]:focus { padding: 0; }
QPushButton[role="session"] { background: transparent; border-color: transparent; padding: 0 #6#px; text-align: left; }
QPushButton[role="session"]:hover { background: @raised; }
QPushButton::menu-indicator { image: none; width: 0; }
QFrame#card { background: @raised; border: 1px solid @line; border-radius: #6#px; }
QFrame#asked { background: @raised; border: 1px solid @hand; border-radius: #6#px; }
QFrame#fault { background: @raised; border: 1px solid @bad; border-radius: #6#px; }
QFrame#bottom { background: @panel; border: none; }
QFrame#top { background: @panel; border: none; border-bottom: 1px solid @line; }
QListWidget { background: transparent; border: none; }
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox { background: @well; border: 1px solid @line; border-radius: #4#px; padding: #2#px #6#px; min-height: #24#px; selection-background-color: @hand; selection-color: @onHand; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus { border-color: @hand; }
QComboBox::drop-down { border: none; background: transparent; width: #18#px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @line; selection-background-color: @hand; selection-color: @onHand; }
QMenu { background: @raised; border: 1px solid @line; padding: #4#px; }
QMenu::item { padding: #6#px #24#px #6#px #12#px; border-radius: #4#px; }
QMenu::item:selected { background: @hand; color: @onHand; }
QMenu::item:disabled { color: @dim; }
QMenu::separator { height: 1px; background: @line; margin: #4#px #8#px; }
QScrollArea, QScrollArea > QWidget > QWidget#inside { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: #10#px; } QScrollBar:horizontal { height: #10#px; }
QScrollBar::handle { background: @line; border-radius: #3#px; margin: #2#px; }
QScrollBar::handle:hover { background: @faint; }
QScrollBar::handle:vertical { min-height: #24#px; } QScrollBar::handle:horizontal { min-width: #24#px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none; width: 0; height: 0; }
QProgressBar { background: @well; border: none; border-radius: #3#px; min-height: #6#px; max-height: #6#px; }
QProgressBar::chunk { background: @good; border-radius: #3#px; }
QSplitter::handle { background: @line; }
QSplitter::handle:hover { background: @faint; }
QSlider::groove:horizontal { background: @well; height: #4#px; border-radius: #2#px; }
QSlider::sub-page:horizontal { background: @faint; border-radius: #2#px; }
QSlider::handle:horizontal { background: @dim; width: #14#px; margin: -#5#px 0; border-radius: #7#px; border: 1px solid @panel; }
QSlider::handle:horizontal:hover { background: @text; }
QSlider::handle:horizontal:focus { border: 2px solid @hand; }
)";

QString colourNamed(const QString& name, const draw::Palette& p) {
    const std::pair<const char*, QColor> colours[] = {
        {"text", p.text},     {"dim", p.dim},       {"faint", p.faint}, {"background", p.background}, {"panel", p.panel},
        {"raised", p.raised}, {"well", p.well},     {"line", p.line},   {"accent", p.accent},         {"onAccent", p.onAccent},
        {"good", p.good},     {"hand", p.hand},     {"onHand", p.onHand}, {"bad", p.bad}};
    for (const auto& [known, colour] : colours)
        if (name == QLatin1String(known)) return colour.name();
    return {};
}

}  // namespace

Look::Look(QObject* parent) : QObject(parent), m_theme(systemTheme()) {}

int Look::px(int logical) const { return static_cast<int>(std::lround(logical * m_scale)); }

QFont Look::font(int pixels, draw::Weight weight) const { return draw::font(px(pixels), weight); }

void Look::setTheme(draw::Theme theme) {
    if (theme == m_theme) return;
    m_theme = theme;
    emit changed();
}

void Look::setScale(double scale) {
    m_scale = std::clamp(scale, 1.0, 2.0);
    emit changed();
}

void Look::toggleTheme() { setTheme(m_theme == draw::Theme::Dark ? draw::Theme::Light : draw::Theme::Dark); }

QString Look::styleSheet() const {
    const QString sheet = QLatin1String(kSheet);
    QString out;
    for (qsizetype i = 0; i < sheet.size(); ++i) {
        const QChar c = sheet[i];
        qsizetype end = i + 1;
        if (c == '@') {
            while (end < sheet.size() && sheet[end].isLetter()) ++end;
            out += colourNamed(sheet.mid(i + 1, end - i - 1), palette());
            i = end - 1;
        } else if (c == '#' && sheet[end].isDigit()) {
            while (sheet[end].isDigit()) ++end;
            out += QString::number(px(sheet.mid(i + 1, end - i - 1).toInt()));
            i = end;  // the closing #
        } else {
            out += c;
        }
    }
    return out;
}

draw::Theme Look::systemTheme() {
    const QPalette system = QGuiApplication::palette();
    const bool dark = system.color(QPalette::Window).lightness() < system.color(QPalette::WindowText).lightness();
    return dark ? draw::Theme::Dark : draw::Theme::Light;
}

QString Look::name(draw::Theme theme) { return theme == draw::Theme::Dark ? "dark" : "light"; }

}  // namespace detent::desk
