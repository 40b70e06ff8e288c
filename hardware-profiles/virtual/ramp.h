// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>

namespace detent::virt {

/// A setting on its way: linear over a number of frames, then exactly the target.
class Ramp {
public:
    /// 0 frames: at once.
    void aim(double target, int frames) noexcept {
        if (frames > 0 && target == m_target) return;
        m_target = target;
        m_left = frames;
        if (frames > 0)
            m_step = (target - m_now) / frames;
        else
            m_now = target;
    }
    double next() noexcept {
        if (m_left > 0) m_now = --m_left == 0 ? m_target : m_now + m_step;
        return m_now;
    }
    double target() const noexcept { return m_target; }
    bool moves() const noexcept { return m_left > 0; }

private:
    double m_now = 0, m_target = 0, m_step = 0;
    int m_left = 0;
};

}  // namespace detent::virt
