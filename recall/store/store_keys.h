// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/store/transaction.h"

namespace detent::recall {

/// A kind of record that people name.
struct Named {
    const char* noun;           ///< "session"
    const char* table;
    const char* title;          ///< the column people see
    const char* folded;         ///< the same for searching; null where there is none
    const char* preferred;      ///< condition on those meant first; null: all alike
    const Named* parent;        ///< "PARENT/TITLE" names one too; null: it does not
    const char* ofParent;       ///< condition with one parameter, the parent's id
    const char* seeAlso;        ///< the remedy where nothing is found
};

extern const Named sessionNames, songNames, unitNames, insertNames, snapshotNames, printNames;

struct Match {
    std::string id, title;
};
/// What a key may mean: by whole id, else by title, else by title without case, else by the beginning of an id (4 characters
/// and more), else by PARENT/TITLE.
std::vector<Match> matches(Transaction& work, const Named& kind, const std::string& key);

/// The one record a key means; fails the work with a Usage problem where there is none or several.
std::string idOf(Transaction& work, const Named& kind, const std::string& key);

/// A failure that lists what a key could mean.
Problem notUnique(const std::string& noun, const std::string& key, const std::vector<Match>& found);

}  // namespace detent::recall
