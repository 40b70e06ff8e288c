// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace detent::audio {

/// A gain that moves in a straight line. [audio-thread]
class Ramp {
public:
    explicit Ramp(float value = 0.0F) noexcept : m_value(value), m_target(value) {}

    void jump(float value) noexcept {
        m_value = m_target = value;
        m_left = 0;
    }
    void moveTo(float target, int frames) noexcept {
        if (target == m_target) return;
        m_target = target;
        m_left = frames > 0 ? frames : 1;
        m_step = (target - m_value) / static_cast<float>(m_left);
    }
    float next() noexcept {
        if (m_left > 0) {
            --m_left;
            m_value = m_left == 0 ? m_target : m_value + m_step;
        }
        return m_value;
    }

    float value() const noexcept { return m_value; }
    float target() const noexcept { return m_target; }
    int left() const noexcept { return m_left; }
    bool moving() const noexcept { return m_left > 0; }

private:
    float m_value, m_target, m_step = 0.0F;
    int m_left = 0;
};

}  // namespace detent::audio
