// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/demo_song.h"
#include "dsp/base/place_file.h"

#include <cstdio>

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: detent-song FOLDER\n");
        return 2;
    }
    const auto song = detent::studio::makeDemoSong(detent::pathFromText(argv[1]));
    if (!song) {
        std::fprintf(stderr, "detent-song: %s\n", song.problem().text().c_str());
        return 3;
    }
    std::printf("%s\n", detent::pathText(song->mix).c_str());
    for (const auto& [name, file] : song->stems) std::printf("%s\n", detent::pathText(file).c_str());
    return 0;
}
