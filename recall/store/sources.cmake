# SPDX-FileCopyrightText: 2026 The Detent developers
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(recall PRIVATE
    store/database.cpp
    store/dialect.cpp
    store/library_place.cpp
    store/migrations.cpp
    store/store.cpp
    store/store_care.cpp
    store/store_environment.cpp
    store/store_inserts.cpp
    store/store_keys.cpp
    store/store_known.cpp
    store/store_notes.cpp
    store/store_prints.cpp
    store/store_recalls.cpp
    store/store_restore.cpp
    store/store_sessions.cpp
    store/store_settings.cpp
    store/store_snapshots.cpp
    store/store_songs.cpp
    store/store_state.cpp
    store/store_thread.cpp
    store/store_units.cpp
    store/text_fold.cpp
    store/transaction.cpp)
target_compile_definitions(recall PRIVATE DETENT_VERSION="${PROJECT_VERSION}")

# Every numbered migration is built in.
file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/schema/*.sql)
qt_add_resources(recall store_schema PREFIX /detent/schema BASE ${CMAKE_CURRENT_LIST_DIR}/schema FILES ${migrations})

detent_apart(store/store_prints.cpp store/store_recalls.cpp store/store_sessions.cpp store/store_snapshots.cpp)
