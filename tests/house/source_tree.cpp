// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/house/source_tree.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>

namespace detent::house {
namespace fs = std::filesystem;
namespace {

bool endsWithAny(const std::string& path, std::initializer_list<const char*> ends) {
    return std::any_of(ends.begin(), ends.end(), [&](const char* end) { return path.ends_with(end); });
}

bool isCode(const std::string& path) { return endsWithAny(path, {".h", ".cpp"}); }

bool isText(const std::string& path) {
    return isCode(path) || endsWithAny(path, {"CMakeLists.txt", ".cmake", ".sql", ".sh", ".py", ".md", ".json", "dev", "run"});
}

SourceFile readSource(const fs::path& file, const std::string& path) {
    SourceFile source{path, {}, {}};
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        source.lines.push_back(line);
        if (!line.starts_with("#include ")) continue;
        const auto open = line.find_first_of("<\"");
        const auto close = line.find_first_of(">\"", open + 1);
        if (close != std::string::npos) source.includes.push_back({source.lines.size(), line.substr(open + 1, close - open - 1)});
    }
    return source;
}

}  // namespace

SourceTree::SourceTree(const std::string& root) {
    for (fs::recursive_directory_iterator at(root), end; at != end; ++at) {
        const std::string name = at->path().filename().string();
        if (at->is_directory() && (name == "build" || (name.starts_with(".") && name != ".ci"))) {
            at.disable_recursion_pending();
            continue;
        }
        const std::string path = fs::relative(at->path(), root).generic_string();
        if (at->is_regular_file() && isText(path)) m_files.push_back(readSource(at->path(), path));
    }
    std::sort(m_files.begin(), m_files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
}

std::vector<SourceFile> SourceTree::code() const {
    std::vector<SourceFile> some;
    std::copy_if(m_files.begin(), m_files.end(), std::back_inserter(some), [](const SourceFile& f) { return isCode(f.path); });
    return some;
}

std::vector<SourceFile> SourceTree::withLicence() const {
    std::vector<SourceFile> some;
    std::copy_if(m_files.begin(), m_files.end(), std::back_inserter(some), [](const SourceFile& f) { return !endsWithAny(f.path, {".md", ".json"}); });
    return some;
}

std::string at(const SourceFile& file, std::size_t line) { return file.path + ":" + std::to_string(line) + ": "; }

const char* listed(const std::vector<std::string>& faults) {
    static std::string text;
    text.clear();
    for (const std::string& fault : faults) text += "\n" + fault;
    return text.c_str();
}

std::string qtModuleOf(const std::string& header) {
    for (const char* module : {"QtCore", "QtGui", "QtWidgets", "QtSql", "QtTest", "QtNetwork"}) {
        if (!fs::exists(fs::path(DETENT_QT_HEADERS) / module / header)) continue;
        std::string kind = module;
        std::transform(kind.begin(), kind.end(), kind.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return kind;
    }
    return {};
}

}  // namespace detent::house
