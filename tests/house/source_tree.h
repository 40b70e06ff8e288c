// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace detent::house {

struct Include {
    std::size_t line = 0;
    std::string header;
};

struct SourceFile {
    std::string path;  ///< from the root, with /
    std::vector<std::string> lines;
    std::vector<Include> includes;
};

/// The project's own text files, build folders and dot folders left out.
class SourceTree {
public:
    explicit SourceTree(const std::string& root);
    const std::vector<SourceFile>& all() const { return m_files; }
    std::vector<SourceFile> code() const;         ///< .h and .cpp
    std::vector<SourceFile> withLicence() const;  ///< code, CMake, SQL, shell and Python

private:
    std::vector<SourceFile> m_files;
};

/// "path:line: ", as compilers write it.
std::string at(const SourceFile& file, std::size_t line);
/// One a line, for QVERIFY2; valid until the next call.
const char* listed(const std::vector<std::string>& faults);
/// "qtcore", "qtgui", ...: the module that a Qt class header belongs to, by where Qt installed it.
std::string qtModuleOf(const std::string& header);

}  // namespace detent::house
