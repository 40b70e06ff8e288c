// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/midi_guide_scale.h"

#include <algorithm>
#include <set>

namespace detent::profiles {
namespace {

constexpr std::size_t kLongestWord = 40, kMostPositions = 512;

std::string keyOf(std::string text) {
    for (const std::string_view minus : {"\xE2\x88\x92", "\xE2\x80\x93"}) {
        for (auto at = text.find(minus); at != std::string::npos; at = text.find(minus)) text.replace(at, minus.size(), "-");
    }
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return plainLine(text);
}

std::string span(int low, int high) {
    return low == high ? std::to_string(low) : std::to_string(low) + " to " + std::to_string(high);
}

class GuideScaleMaker {
public:
    GuideScaleMaker(const GuideAddress& address, const Usage& usage, bool isCentered)
        : m_address(address), m_usage(usage), m_owner(static_cast<std::size_t>(address.max - address.min) + 1, -1) {
        const bool inside = address.standard && *address.standard > address.min && *address.standard < address.max;
        if (isCentered) m_centre = inside ? *address.standard : (address.min + address.max + 1) / 2;
        for (std::size_t i = 0; i < usage.parts.size(); ++i) claim(i);
    }

    GuideScale make(Deed deed, bool asNumbers) {
        const bool words =
            std::any_of(m_owner.begin(), m_owner.end(), [&](int owner) { return owner >= 0 && !part(owner).differs; });
        const bool oneForAll =
            words && std::all_of(m_owner.begin(), m_owner.end(), [&](int owner) { return owner == m_owner.front(); });
        if (m_address.min == m_address.max || (oneForAll && deed != Deed::Sets)) {
            only();
        } else if (!words || oneForAll || asNumbers || positionCount() > kMostPositions) {
            if (oneForAll && !asNumbers)
                remark("its usage says that all values do the same; it was taken as a range of numbers");
            else if (words)
                remark("it has too many positions to list with their words; it was taken as a range of numbers");
            else
                rangesAreNumbers();
            numbers();
        } else {
            listed();
        }
        m_made.scale = Scale(m_spec);
        setStandard();
        return std::move(m_made);
    }

private:
    const UsagePart& part(int owner) const { return m_usage.parts[static_cast<std::size_t>(owner)]; }
    int owner(int code) const { return m_owner[static_cast<std::size_t>(code - m_address.min)]; }
    void remark(const std::string& text) { m_made.remarks.push_back(text); }

    /// The first match wins.
    void claim(std::size_t index) {
        const UsagePart& part = m_usage.parts[index];
        const int low = std::max(part.low, m_address.min), high = std::min(part.high, m_address.max);
        const std::string name = "usage " + span(part.low, part.high) + " \"" + shortened(part.meaning, 40) + "\"";
        if (low > high) return remark(name + " is outside its range");
        if (low != part.low || high != part.high) remark(name + " reaches beyond its range");
        int taken = 0;
        for (int code = low; code <= high; ++code) {
            int& owner = m_owner[static_cast<std::size_t>(code - m_address.min)];
            if (owner >= 0)
                ++taken;
            else
                owner = static_cast<int>(index);
        }
        if (taken == high - low + 1)
            remark(name + " is never meant: an earlier one has its values");
        else if (taken > 0)
            remark(name + " overlaps an earlier one, which was taken");
    }

    std::vector<int> codesOf(int index) const {
        std::vector<int> codes;
        for (int code = m_address.min; code <= m_address.max; ++code) {
            if (owner(code) == index) codes.push_back(code);
        }
        return codes;
    }

    std::size_t positionCount() const {
        std::size_t count = m_usage.parts.size();
        for (const int owner : m_owner) count += owner >= 0 && part(owner).differs ? 1 : 0;
        return count;
    }

    void only() {
        const int index = owner(m_address.max);
        m_spec.law = Scale::Law::Table;
        addWord(m_address.max, index < 0 ? std::string() : part(index).meaning);
    }

    void numbers() {
        m_spec.law = Scale::Law::Linear;
        m_spec.minCode = m_address.min;
        m_spec.maxCode = m_address.max;
        m_spec.minValue = m_address.min - m_centre.value_or(0);
        m_spec.maxValue = m_address.max - m_centre.value_or(0);
        m_spec.showPlus = m_centre.has_value();
    }

    void rangesAreNumbers() {
        std::set<int> owners(m_owner.begin(), m_owner.end());
        const bool gaps = owners.erase(-1) > 0;
        if (owners.size() > 1)
            remark("its usage has several ranges of numbers; they were taken as one");
        else if (owners.size() == 1 && gaps)
            remark("its usage names a part of its range only; the whole range was taken");
    }

    /// Words in the order of the usage; with numbers among them, all by their codes.
    void listed() {
        m_spec.law = Scale::Law::Table;
        bool numbers = false;
        for (int index = 0; index < static_cast<int>(m_usage.parts.size()); ++index) {
            const auto codes = codesOf(index);
            if (codes.empty()) continue;
            if (part(index).differs) {
                numbers = true;
                for (const int code : codes) addNumber(code);
            } else {
                const int code = codes.front() == m_address.min  ? codes.front()
                                 : codes.back() == m_address.max ? codes.back()
                                                                 : codes[codes.size() / 2];
                addWord(code, part(index).meaning);
            }
        }
        const auto byCode = [](const Position& a, const Position& b) { return a.code < b.code; };
        if (numbers) std::sort(m_spec.positions.begin(), m_spec.positions.end(), byCode);
        if (m_spec.positions.size() == 2) m_spec.minAngleDeg = -30, m_spec.maxAngleDeg = 30;
    }

    void addNumber(int code) {
        const std::string text = std::to_string(code);
        if (m_texts.insert(text).second)
            add(code, static_cast<double>(code), text);
        else
            addWord(code, text);
    }

    void add(int code, std::optional<double> value, const std::string& text) {
        Position position;
        position.code = code;
        position.value = value;
        position.text = text;
        m_spec.positions.push_back(position);
    }

    void addWord(int code, std::string word) {
        if (keyOf(word).empty()) word = std::to_string(code);
        word = shortened(word, kLongestWord);
        if (!m_texts.insert(keyOf(word)).second) {
            const std::string mark = " (" + std::to_string(code) + ")";
            word = shortened(word, kLongestWord - mark.size()) + mark;
            for (int n = 1; !m_texts.insert(keyOf(word)).second; ++n)
                word = "value " + std::to_string(code) + " " + std::to_string(n);
        }
        add(code, std::nullopt, word);
    }

    void setStandard() {
        if (!m_address.standard) return;
        const int code = *m_address.standard, index = owner(code);
        if (m_made.scale.contains(code)) {
            m_made.standard = code;
        } else if (index >= 0) {
            for (const int other : codesOf(index)) {
                if (m_made.scale.contains(other)) m_made.standard = other;
            }
        } else {
            remark("its default " + std::to_string(code) + " is none of its positions; it was left out");
        }
    }

    const GuideAddress& m_address;
    const Usage& m_usage;
    std::vector<int> m_owner;  ///< for each code the part that names it, -1 for none
    std::optional<int> m_centre;
    std::set<std::string> m_texts;
    Scale::Spec m_spec;
    GuideScale m_made;
};

}  // namespace

GuideScale scaleOf(const GuideAddress& address, const Usage& usage, bool isCentered, Deed deed, bool asNumbers) {
    return GuideScaleMaker(address, usage, isCentered).make(deed, asNumbers);
}

}  // namespace detent::profiles
