// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/nearest_word.h"
#include "hardware-profiles/profile/number_text.h"
#include "hardware-profiles/profile/profile_parts.h"

#include <set>

namespace detent::profiles {
namespace {

using Shape = PanelItem::Shape;

PanelItem itemFrom(const JsonNode& node) {
    PanelItem item;
    item.shape = node["shape"].oneOf<Shape>({"knob", "toggle", "buttons", "lamp", "meter"});
    item.control = node["control"].text();
    item.legend = node["legend"].text();
    item.xMm = node["xMm"].number();
    item.yMm = node["yMm"].number();
    item.sizeMm = node["sizeMm"].number(20);
    item.cap = node["cap"].text();
    return item;
}

class PanelCheck {
public:
    PanelCheck(const Profile& profile, JsonText& text) : m_profile(profile), m_text(text) {
        for (const Control& control : profile.controls) m_ids.push_back(control.id);
    }

    void check(const JsonNode& node, const PanelItem& item) {
        if (m_text.hasFaults(node.pointer())) return;
        const bool shows = item.shape == Shape::Lamp || item.shape == Shape::Meter;
        const double half = item.sizeMm / 2, width = m_profile.panel.widthMm, height = m_profile.panel.heightMm;
        if (item.control.empty() && !shows)
            m_text.fault(node.pointer(), "it is drawn but turns nothing; name its control, or make it a lamp or a meter");
        if (!item.control.empty() && !m_profile.control(item.control))
            m_text.fault(node["control"].pointer(),
                         "there is no control \"" + item.control + "\"; " + wordRemedy(item.control, m_ids));
        if (!item.control.empty() && !shows && !m_drawn.insert(item.control).second)
            m_text.fault(node["control"].pointer(), "control \"" + item.control + "\" is drawn already; draw it once");
        if (item.xMm - half < 0 || item.xMm + half > width)
            m_text.fault(node["xMm"].pointer(), "it lies beyond the plate, which is " + shortestText(width) +
                                                    " mm wide; move it or make it smaller");
        if (item.yMm > height)
            m_text.fault(node["yMm"].pointer(),
                         "it lies beyond the plate, which is " + shortestText(height) + " mm high; move it");
    }

private:
    const Profile& m_profile;
    JsonText& m_text;
    std::vector<std::string> m_ids;
    std::set<std::string> m_drawn;
};

}  // namespace

void readPanel(const JsonNode& node, Profile& profile, JsonText& text) {
    Panel& panel = profile.panel;
    panel.widthMm = node["widthMm"].number(panel.widthMm);
    panel.heightMm = node["heightMm"].number(panel.heightMm);
    panel.plate = node["plate"].text(panel.plate);
    panel.ink = node["ink"].text(panel.ink);
    PanelCheck check(profile, text);
    for (const JsonNode& item : node["items"].items()) {
        panel.items.push_back(itemFrom(item));
        check.check(item, panel.items.back());
    }
}

}  // namespace detent::profiles
