// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace detent {

/// What kind of thing went wrong; the command line turns it into an exit status.
enum class Fault {
    NotSo,      ///< the thing asked about is not so: a mismatch, a failed check (exit 1)
    Usage,      ///< the request itself is wrong (exit 2)
    File,       ///< a file could not be read or written (exit 3)
    Device,     ///< an audio device failed or is missing (exit 3)
    Link,       ///< a serial, MIDI or network link failed or is owned by another process (exit 3)
    Cancelled,  ///< the user stopped it (exit 4)
};

/// A failure as a person should read it: what happened (to which unit or file) and what to do next.
struct Problem {
    Fault fault = Fault::File;
    std::string what;    ///< one clause, no full stop, names the unit or file
    std::string remedy;  ///< one clause, imperative; may be empty where nothing can be done

    /// "what; remedy" on one line.
    std::string text() const { return remedy.empty() ? what : what + "; " + remedy; }
};

/// A value or the Problem that prevented it. For I/O edges; programmer errors are asserts.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Problem problem) : m_state(std::in_place_index<1>, std::move(problem)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & { assert(ok()); return *std::get_if<0>(&m_state); }
    const T& value() const& { assert(ok()); return *std::get_if<0>(&m_state); }
    T&& value() && { assert(ok()); return std::move(*std::get_if<0>(&m_state)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Problem& problem() const { assert(!ok()); return *std::get_if<1>(&m_state); }

private:
    std::variant<T, Problem> m_state;
};

/// Success without a value, or a Problem.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Problem problem) : m_problem(std::move(problem)) {}

    bool ok() const { return !m_problem; }
    explicit operator bool() const { return ok(); }
    const Problem& problem() const { assert(!ok()); return *m_problem; }

private:
    std::optional<Problem> m_problem;
};

}  // namespace detent
