// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Rows of midi.guide files, without maker and device, and what they are to become. Bytes are worked out from MIDI 1.0 by hand:
// control change Bn cc vv; NRPN Bn 63 msb, Bn 62 lsb, Bn 06 high data, Bn 26 low data.
namespace detent::test {

// clang-format off
struct GuideBytes {
    const char *name, *row, *value;
    const char* bytes;  ///< that set the value, on channel 1
};

inline constexpr GuideBytes kGuideBytes[] = {
    {"CC",
     ",Drive,,12,,0,127,,,,,,,0-based,,", "64", "B0 0C 40"},
    {"CC, centred on 64",
     ",Pan,,10,,0,127,,,,,,,centered,,", "-64", "B0 0A 00"},
    {"CC, centred on its default",
     ",Trim,,58,,52,82,64,,,,,,centered,,", "+18", "B0 3A 52"},
    {"CC pair whose low half is not 32 higher",
     ",Drive,,109,37,0,16256,,,,,,,0-based,,", "12345", "B0 6D 60 B0 25 39"},
    {"CC pair whose range needs no low half",
     ",Drive,,20,52,0,127,,,,,,,0-based,,", "127", "B0 14 7F"},
    {"NRPN of 7 bits",
     ",Circuit,,,,,,,1,108,0,7,,0-based,,", "5", "B0 63 01 B0 62 6C B0 06 05"},
    {"NRPN of 14 bits",
     ",Drive,,,,,,,1,109,0,16256,,0-based,,", "16256", "B0 63 01 B0 62 6D B0 06 7F B0 26 00"},
    {"the finer of two that disagree",
     ",Cutoff,,74,,0,127,,0,74,0,16383,,0-based,,", "129", "B0 63 00 B0 62 4A B0 06 01 B0 26 01"},
    {"the one whose values the usage names",
     ",Pan,,66,,0,127,64,1,3,0,16383,8192,0-based,,0~127: Pan amount", "127", "B0 42 7F"},
    {"a CC maximum over 127 without a low half",
     ",Mix,,15,,0,200,,,,,,,0-based,,", "127", "B0 0F 7F"},
    {"a range at the lower end",
     ",In,,17,,0,127,,,,,,,0-based,,0-63: Off; 64-127: On", "off", "B0 11 00"},
    {"a range at the upper end",
     ",In,,17,,0,127,,,,,,,0-based,,0-63: Off; 64-127: On", "on", "B0 11 7F"},
    {"a range in the middle",
     ",Bit,,20,,0,127,,,,,,,0-based,,0-42: Off; 43-84: On; 85-127: Invert", "On", "B0 14 40"},
    {"the first match wins",
     ",A,,20,,0,127,,,,,,,0-based,,0-64: Low; 64-127: High", "High", "B0 14 7F"},
    {"one value out of a range",
     ",A,,20,,0,127,,,,,,,0-based,,64: Mid; 0-127: Rest", "Mid", "B0 14 40"},
    {"numbers and a word",
     ",Decay,,13,,0,127,,,,,,,0-based,,0~126: Time; 127: Infinite", "Infinite", "B0 0D 7F"},
    {"a number beside a word",
     ",Decay,,13,,0,127,,,,,,,0-based,,0~126: Time; 127: Infinite", "99", "B0 0D 63"},
    {"two meanings alike",
     ",Type,,23,,0,127,,,,,,,0-based,,0-1: Boost; 2: OD; 3-127: boost", "boost (127)", "B0 17 7F"},
    {"wrapped octaves",
     ",Oct,,13,,0,127,0,,,,,,centered,,126: -2; 127: -1; 0: 0; 1: +1", "-1", "B0 0D 7F"},
    {"a fixed channel",
     ",Routing,,8,,0,127,,,,,,,0-based,Only responds on MIDI channel 4,0-63: Series; 64-127: Parallel", "Parallel", "B3 08 7F"},
    {"the address without a channel of its own",
     ",Width,,32,,0,127,,2,32,0,127,,0-based,Send CC on MIDI CH FX. Send NRPN on MIDI CH MAIN.,", "9", "B0 63 02 B0 62 20 B0 06 09"},
};

struct GuideDamage {
    const char *name, *row;
    int controls;      ///< it becomes
    const char* says;  ///< its diagnostic, among others
};

inline constexpr GuideDamage kGuideDamages[] = {
    {"no address",
     ",Direct 1,,,,0,127,,,,,,,0-based,,", 0, "nothing can set it"},
    {"only a low half",
     ",Direct 1,,,37,0,127,,,,,,,0-based,,", 0, "low half (37)"},
    {"half an NRPN",
     ",X,,,,,,,1,,0,127,,0-based,,", 0, "NRPN number is not whole"},
    {"a CC that does not exist",
     ",X,,128,,0,127,,,,,,,0-based,,", 0, "CC 128 does not exist"},
    {"a word for a CC",
     ",X,,twelve,,0,127,,,,,,,0-based,,", 0, "cc_msb \"twelve\" is no number"},
    {"no orientation",
     ",X,,12,,0,127,,,,,,,,,", 1, "orientation is blank"},
    {"another orientation",
     ",X,,12,,0,127,,,,,,,sideways,,", 1, "\"sideways\""},
    {"no range",
     ",X,,12,,,,,,,,,,0-based,,", 1, "range is blank"},
    {"a range that runs backwards",
     ",X,,12,,127,0,,,,,,,0-based,,", 1, "runs backwards"},
    {"a range too great",
     ",X,,12,,0,255,,,,,,,0-based,,", 1, "does not fit 7 bits"},
    {"a low half that is not needed",
     ",X,,12,44,0,127,,,,,,,0-based,,", 1, "CC 44 is not sent"},
    {"its own low half",
     ",X,,12,12,0,16383,,,,,,,0-based,,", 1, "cannot be the low half"},
    {"ranges that disagree",
     ",X,,12,,0,127,,1,2,0,16383,,0-based,,", 1, "ranges disagree"},
    {"a default out of range",
     ",X,,12,,0,10,11,,,,,,0-based,,", 1, "default 11"},
    {"no name",
     ",,,12,,0,127,,,,,,,0-based,,", 1, "no name"},
    {"an unreadable usage",
     ",X,,12,,0,127,,,,,,,0-based,,off to on", 1, "is not understood"},
    {"a usage beyond the range",
     ",X,,12,,0,3,,,,,,,0-based,,0: A; 1-9: B", 1, "reaches beyond"},
    {"overlapping usages",
     ",X,,12,,0,127,,,,,,,0-based,,0-64: A; 64-127: B", 1, "overlaps"},
    {"a usage never meant",
     ",X,,12,,0,127,,,,,,,0-based,,0-127: A; 5: B", 1, "never meant"},
    {"all values do the same",
     ",Type,,12,,0,11,,,,,,,0-based,,0-11: Select machine", 1, "range of numbers"},
    {"too few columns",
     ",X,,12,,0,127", 1, "columns in place of 18"},
    {"a comma in the usage",
     ",X,,12,,0,127,,,,,,,0-based,,0: A, B; 1: C", 1, "taken as text"},
    {"a comma in the description",
     ",X,loud, very,12,,0,127,,,,,,,0-based,,", 1, "comma in its description"},
    {"a stray quote",
     ",5\" X,,12,,0,127,,,,,,,0-based,,", 1, "quote"},
    {"a channel of its own",
     ",X,,12,,0,127,,,,,,,0-based,Send on MIDI channel FX.,", 1, "channel_fx"},
};
struct GuideUsage {
    const char *name, *usage;
    const char* parts;  ///< "0-63 Off|64~127 On"
    int remarks;
};

inline constexpr GuideUsage kGuideUsages[] = {
    {"all three forms", "0: Sine; 1-2: Saw; 3~127: Morph", "0-0 Sine|1-2 Saw|3~127 Morph", 0},
    {"empty parts", ";; 0: Off;; 1: On ; ", "0-0 Off|1-1 On", 0},
    {"no blanks", "14:2 + 2/3;15:x", "14-14 2 + 2/3|15-15 x", 0},
    {"a ratio is a meaning", "0: 2:1; 1: 4:1", "0-0 2:1|1-1 4:1", 0},
    {"newline at the end", "0: Off\n; 1: On\r\n", "0-0 Off|1-1 On", 0},
    {"typographer's dash", "0–63: Off", "0-63 Off", 0},
    {"stray colon", ": Off; 1: On", "1-1 On", 1},
    {"a forgotten semicolon", "7: 8th 8: 4th; 9: x", "7-7 8th 8: 4th|9-9 x", 1},
    {"backwards", "127-64: On", "64-127 On", 1},
    {"no meaning", "0-63", "0-63 ", 1},
    {"words for values", "all: On", "", 1},
    {"negative", "-64~63: Pan", "-64~63 Pan", 0},
    {"too great to count", "99999999999: x", "", 1},
};
// clang-format on

}  // namespace detent::test
