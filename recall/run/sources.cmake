# SPDX-FileCopyrightText: 2026 The Detent developers
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(recall PRIVATE
    run/conductor.cpp
    run/knowledge.cpp
    run/panel_watch.cpp
    run/plan.cpp
    run/port.cpp
    run/rack_reader.cpp
    run/recall_outcomes.cpp
    run/recalling.cpp
    run/request.cpp
    run/run.cpp
    run/run_replies.cpp
    run/second_look.cpp
    run/switchboard.cpp
    run/switchboard_return.cpp
    run/switchboard_run.cpp
    run/switchboard_session.cpp
    run/unit_planner.cpp
    run/verify.cpp
    run/wire_time.cpp)

detent_apart(run/run_replies.cpp)
