// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace detent::gear {

/// What may happen to bytes on a wire, seeded and the same on every machine.
class Weather {
public:
    enum class Way { Out, Back };
    enum class Blow { Lose, Drop, Flip, Double, Delay, Swap, Close, Reboot, Cancel, Forge };
    static constexpr int kBlows = 10;
    struct Flight {
        std::string bytes;
        std::int64_t delayUs = 0;
    };

    explicit Weather(std::uint32_t seed) : m_random(seed) {}

    /// Number from 0 to `end` - 1.
    std::int64_t below(std::int64_t end) { return static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(end)); }
    bool strikes(Blow blow) {
        const int chance = m_perMille[static_cast<std::size_t>(blow)];
        if (chance == 0 || below(1000) >= chance) return false;
        ++m_struck[static_cast<std::size_t>(blow)];
        return true;
    }

    void clear() {
        for (int& chance : m_perMille) chance = 0;
        m_held.reset();
    }
    void set(Blow blow, int perMille) { m_perMille[static_cast<std::size_t>(blow)] = perMille; }
    /// One to three kinds of trouble, from now and then to nearly always.
    void change() {
        clear();
        for (auto kinds = 1 + below(3); kinds > 0; --kinds) {
            const auto blow = static_cast<Blow>(below(kBlows));
            const bool once = blow == Blow::Close || blow == Blow::Reboot || blow == Blow::Cancel;
            set(blow, static_cast<int>(once ? 20 + below(100) : 20 + below(600)));
            if (blow == Blow::Forge) set(Blow::Lose, 300);  // only of a setting that was lost can a reply lie
        }
        m_mostFlips = 1 + below(3);
    }
    int struck(Blow blow) const { return m_struck[static_cast<std::size_t>(blow)]; }

    /// What becomes of one message: nothing, itself, or several, each as late as it says.
    std::vector<Flight> pass(Way way, std::string bytes) {
        if (strikes(Blow::Lose)) return {};
        if (strikes(Blow::Drop)) drop(bytes);
        if (!bytes.empty() && strikes(Blow::Flip)) flip(bytes);
        if (!bytes.empty() && strikes(Blow::Double)) repeat(bytes);
        if (bytes.empty()) return {};
        Flight flight{std::move(bytes), strikes(Blow::Delay) ? below(1'500'000) : 0};
        if (way == Way::Back && !m_held && strikes(Blow::Swap)) {
            m_held = std::move(flight);
            return {};
        }
        std::vector<Flight> all{std::move(flight)};
        if (way == Way::Back && m_held) all.push_back(*std::exchange(m_held, std::nullopt));
        return all;
    }

private:
    std::size_t placeIn(const std::string& bytes) {
        return static_cast<std::size_t>(below(static_cast<std::int64_t>(bytes.size())));
    }

    void drop(std::string& bytes) {
        const std::size_t at = placeIn(bytes);
        bytes.erase(at, static_cast<std::size_t>(1 + below(3)));
    }
    void flip(std::string& bytes) {
        for (auto flips = 1 + below(m_mostFlips); flips > 0; --flips)
            bytes[placeIn(bytes)] ^= static_cast<char>(1 << below(8));
    }
    void repeat(std::string& bytes) {
        if (below(2) == 0) {
            bytes += bytes;
        } else {
            const std::size_t at = placeIn(bytes);
            bytes.insert(at, bytes.substr(at, static_cast<std::size_t>(1 + below(3))));
        }
    }

    std::mt19937 m_random;
    int m_perMille[kBlows] = {}, m_struck[kBlows] = {};
    std::int64_t m_mostFlips = 1;
    std::optional<Flight> m_held;  // overtaken by the next reply
};

}  // namespace detent::gear
