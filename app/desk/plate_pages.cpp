// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/plate_pages.h"

#include "app/desk/words.h"

#include <QRegularExpression>

#include <algorithm>
#include <set>

namespace detent::desk {
namespace {

using profiles::Control;
using profiles::Profile;

const Control& controlAt(const Profile& profile, int index) {
    return profile.controls[static_cast<std::size_t>(index)];
}

/// What a layout asks for, without any control.
Profile plateOf(const Profile& profile) {
    Profile plate;
    plate.id = profile.id, plate.maker = profile.maker, plate.model = profile.model;
    plate.transport = profile.transport, plate.panel = profile.panel;
    return plate;
}

PlatePage pageOf(const Profile& profile, const QString& name, std::vector<int> controls, bool asDrawn = false) {
    Profile plate = plateOf(profile);
    if (!asDrawn) plate.panel.items.clear();
    for (const int index : controls) plate.controls.push_back(controlAt(profile, index));
    if (!profile.sha256.empty()) plate.sha256 = profile.sha256 + " " + name.toStdString();
    return {name, std::move(controls), std::make_shared<const Profile>(std::move(plate))};
}

std::vector<int> onPanel(const Profile& profile) {
    std::set<std::string> drawn;
    for (const auto& item : profile.panel.items) drawn.insert(item.control);
    std::vector<int> controls;
    for (int i = 0; i < static_cast<int>(profile.controls.size()); ++i)
        if (drawn.contains(controlAt(profile, i).id)) controls.push_back(i);
    return controls;
}

struct Section {
    QString name;
    std::vector<int> controls;
};

std::vector<Section> sectionsOf(const Profile& profile) {
    std::vector<Section> sections;
    for (int i = 0; i < static_cast<int>(profile.controls.size()); ++i) {
        const QString written = QString::fromStdString(controlAt(profile, i).section);
        const QString name = written.isEmpty() ? tr("Other") : written;
        const auto it = std::find_if(sections.begin(), sections.end(), [&](const Section& s) { return s.name == name; });
        if (it == sections.end())
            sections.push_back({name, {i}});
        else
            it->controls.push_back(i);
    }
    return sections;
}

std::vector<int> allOf(const std::vector<Section>& group) {
    std::vector<int> all;
    for (const Section& section : group) all.insert(all.end(), section.controls.begin(), section.controls.end());
    return all;
}

/// Neighbours that have room on one page.
std::vector<std::vector<Section>> grouped(const std::vector<Section>& sections) {
    std::vector<std::vector<Section>> groups;
    for (const Section& section : sections) {
        const bool joins = !groups.empty() && allOf(groups.back()).size() + section.controls.size() <= kMostOnPlate;
        if (!joins) groups.emplace_back();
        groups.back().push_back(section);
    }
    return groups;
}

/// "EQ, Filter"; "Input 1 to Input 16".
QString groupName(const std::vector<Section>& group) {
    constexpr std::size_t kMostNames = 3;
    if (group.size() > kMostNames) return tr("%1 to %2").arg(group.front().name, group.back().name);
    QStringList names;
    for (const Section& section : group) names << section.name;
    return names.join(", ");
}

/// Of the channel, band or input that an id names first: 4 of mix4.9.fader; -1 where it names none.
int channelOf(const Control& control) {
    static const QRegularExpression number("\\d{1,6}");
    const auto match = number.match(QString::fromStdString(control.id));
    return match.hasMatch() ? match.captured().toInt() : -1;
}

/// As many channels to a page as it holds, and none torn apart where one fits.
void addParts(const Profile& profile, Section section, std::vector<PlatePage>& pages) {
    const auto number = [&](int index) { return channelOf(controlAt(profile, index)); };
    std::stable_sort(section.controls.begin(), section.controls.end(), [&](int a, int b) { return number(a) < number(b); });
    auto& all = section.controls;
    for (std::size_t from = 0, part = 1; from < all.size(); ++part) {
        std::size_t to = std::min(from + kMostOnPlate, all.size());
        if (to < all.size()) {
            std::size_t whole = to;
            while (whole > from && number(all[whole - 1]) == number(all[to])) --whole;
            if (whole > from) to = whole;
        }
        const int first = number(all[from]), last = number(all[to - 1]);
        const bool isNumbered = first >= 0 && (from == 0 || number(all[from - 1]) != first);
        const QString which = !isNumbered     ? tr("%1, part %2").arg(section.name).arg(part)
                              : first == last ? tr("%1 %2").arg(section.name).arg(first)
                                              : tr("%1 %2 to %3").arg(section.name).arg(first).arg(last);
        pages.push_back(pageOf(profile, which, {all.begin() + std::ptrdiff_t(from), all.begin() + std::ptrdiff_t(to)}));
        from = to;
    }
}

}  // namespace

bool PlatePage::has(int control) const {
    return std::find(controls.begin(), controls.end(), control) != controls.end();
}

draw::FaceplateLayout PlatePage::layout(const QSizeF& size) const {
    draw::FaceplateLayout made = draw::layout(*shown, size);
    for (draw::FaceplatePlace& place : made.places)
        if (place.control >= 0) place.control = controls[static_cast<std::size_t>(place.control)];
    return made;
}

std::vector<PlatePage> pagesOf(const profiles::ProfilePtr& profile) {
    const std::vector<int> drawn = onPanel(*profile);
    const bool isDrawnWhole = drawn.size() == profile->controls.size() && !drawn.empty();
    if (profile->controls.size() <= kMostOnPlate || isDrawnWhole) {
        std::vector<int> all(profile->controls.size());
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
        const PlatePage whole{{}, all, profile};
        return {whole};
    }
    std::vector<PlatePage> pages;
    if (!drawn.empty() && drawn.size() <= kMostOnPlate) pages.push_back(pageOf(*profile, tr("Panel"), drawn, true));
    for (const auto& group : grouped(sectionsOf(*profile))) {
        if (group.front().controls.size() > kMostOnPlate)
            addParts(*profile, group.front(), pages);
        else
            pages.push_back(pageOf(*profile, groupName(group), allOf(group)));
    }
    return pages;
}

PlatePage foundPage(const Profile& profile, const QString& typed) {
    const QStringList words = typed.split(' ', Qt::SkipEmptyParts);
    std::vector<int> controls;
    for (int i = 0; i < static_cast<int>(profile.controls.size()) && controls.size() < kMostOnPlate; ++i) {
        const Control& control = controlAt(profile, i);
        const QString text = QString::fromStdString(control.label + " " + control.section + " " + control.id);
        const auto isIn = [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); };
        if (std::all_of(words.begin(), words.end(), isIn)) controls.push_back(i);
    }
    return pageOf(profile, "find " + words.join(' '), std::move(controls));
}

}  // namespace detent::desk
