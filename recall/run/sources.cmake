# SPDX-FileCopyrightText: 2026 The Detent developers
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(recall PRIVATE run/plan.cpp run/request.cpp run/run.cpp run/unit_planner.cpp run/verify.cpp)
