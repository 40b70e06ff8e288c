# SPDX-FileCopyrightText: 2026 The Detent developers
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(recall PRIVATE
    store/database.cpp
    store/dialect.cpp
    store/library_place.cpp
    store/migrations.cpp
    store/store_keys.cpp
    store/text_fold.cpp
    store/transaction.cpp)
