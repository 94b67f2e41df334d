"""Which script a text is written in, as an ISO 15924 code."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import lru_cache

NONE = "Zyyy"
_KANA = frozenset({"Hira", "Kana"})

# First code point of each stretch and its script. Source: blocks and scripts of the Unicode Character
# Database (Blocks.txt, Scripts.txt, version 15), joined where neighbours agree; a stretch ends where the
# next begins. Only letters and marks are ever looked up, so the digits and stops within are no matter.
_TABLE = """
41 Latn  B5 Zyyy  B6 Latn  2B9 Zyyy  2E0 Latn  2E5 Zyyy  370 Grek  3E2 Copt  3F0 Grek  400 Cyrl  530 Armn
590 Hebr  600 Arab  700 Syrc  750 Arab  780 Thaa  7C0 Nkoo  800 Samr  840 Mand  860 Syrc  870 Arab
900 Deva  980 Beng  A00 Guru  A80 Gujr  B00 Orya  B80 Taml  C00 Telu  C80 Knda  D00 Mlym  D80 Sinh
E00 Thai  E80 Laoo  F00 Tibt  1000 Mymr  10A0 Geor  1100 Hang  1200 Ethi  13A0 Cher  1400 Cans  1680 Ogam
16A0 Runr  1700 Tglg  1720 Hano  1740 Buhd  1760 Tagb  1780 Khmr  1800 Mong  18B0 Cans  1900 Limb
1950 Tale  1980 Talu  19E0 Khmr  1A00 Bugi  1A20 Lana  1AB0 Zyyy  1B00 Bali  1B80 Sund  1BC0 Batk
1C00 Lepc  1C50 Olck  1C80 Cyrl  1C90 Geor  1CC0 Sund  1CD0 Zyyy  1D00 Latn  1D26 Grek  1D2B Cyrl
1D2C Latn  1D5D Grek  1D62 Latn  1D66 Grek  1D6B Latn  1D78 Cyrl  1D79 Latn  1DBF Grek  1DC0 Zyyy
1E00 Latn  1F00 Grek  2000 Zyyy  2071 Latn  2072 Zyyy  207F Latn  2080 Zyyy  2090 Latn  209D Zyyy
2126 Grek  2127 Zyyy  212A Latn  212C Zyyy  2132 Latn  2133 Zyyy  214E Latn  214F Zyyy  2183 Latn
2185 Zyyy  2C00 Glag
2C60 Latn  2C80 Copt  2D00 Geor  2D30 Tfng  2D80 Ethi  2DE0 Cyrl  2E00 Zyyy  2E80 Hani  2FE0 Zyyy
3005 Hani  3006 Zyyy  3007 Hani  3008 Zyyy  3021 Hani  302A Zyyy  302E Hang  3030 Zyyy  3038 Hani
303C Zyyy  3041 Hira  3099 Zyyy  309D Hira  30A0 Kana  3105 Bopo  3131 Hang  3190 Zyyy  31A0 Bopo
31C0 Zyyy  31F0 Kana  3200 Zyyy  3400 Hani  4DC0 Zyyy  4E00 Hani  A000 Yiii  A4D0 Lisu  A500 Vaii
A640 Cyrl  A6A0 Bamu  A700 Zyyy  A720 Latn  A800 Sylo  A830 Zyyy  A840 Phag  A880 Saur  A8E0 Deva
A900 Kali  A930 Rjng  A960 Hang  A980 Java  A9E0 Mymr  AA00 Cham  AA60 Mymr  AA80 Tavt  AAE0 Mtei
AB00 Ethi  AB30 Latn  AB65 Grek  AB66 Latn  AB6A Zyyy  AB70 Cher  ABC0 Mtei  AC00 Hang  D800 Zyyy
F900 Hani  FB00 Latn  FB13 Armn  FB1D Hebr  FB50 Arab  FE00 Zyyy  FE2E Cyrl  FE30 Zyyy  FE70 Arab
FEFF Zyyy  FF21 Latn  FF5B Zyyy  FF66 Kana  FFA0 Hang  FFE0 Zyyy  1B000 Kana  1B001 Hira  1B120 Kana
1B150 Hira  1B164 Kana  1B170 Zyyy  1E900 Adlm  1E960 Zyyy  20000 Hani  323B0 Zyyy
"""
_STRETCHES = _TABLE.split()
_STARTS = [int(code, 16) for code in _STRETCHES[::2]]
_SCRIPTS = _STRETCHES[1::2]


@lru_cache(maxsize=8192)
def script_of_char(char: str) -> str:
    """Return the script of one character, "Zyyy" for anything but a letter or a mark of one script.

    Kana come back as "Hira" and "Kana", Chinese characters as "Hani". Scripts of the supplementary
    planes are told only where they are in use today (Han, kana, Adlam); raises TypeError for a string
    that is not one character.
    """
    if not (char.isalpha() or unicodedata.category(char)[0] == "M"):
        return NONE
    place = bisect_right(_STARTS, ord(char)) - 1
    return _SCRIPTS[place] if place >= 0 else NONE


@lru_cache(maxsize=8192)
def _script_of_letter(char: str) -> str:
    return script_of_char(char) if char.isalpha() else NONE


def letters_by_script(text: str) -> dict[str, int]:
    """Return how many letters `text` has in each script, in the order the scripts come up."""
    counts: dict[str, int] = {}
    for char, number in Counter(text).items():
        if char.isalpha():
            script = script_of_char(char)
            if script != NONE:
                counts[script] = counts.get(script, 0) + number
    return counts


def script_of(text: str) -> str:
    """Return the script that most letters of `text` are in, the first to come up if two have as many.

    Kana and Chinese characters count together: "Jpan" if there is any kana among them, "Hani" if not.
    "Zyyy" if the text has no letters.
    """
    if text.isascii():  # as most words are
        return "Latn" if any(map(str.isalpha, text)) else NONE
    scripts = set(map(_script_of_letter, text)) - {NONE}
    if len(scripts) == 1:  # as most are, and there is nothing to count
        [script] = scripts
        return "Jpan" if script in _KANA else script
    counts = letters_by_script(text)
    kana = counts.pop("Hira", 0) + counts.pop("Kana", 0)
    if kana:
        counts["Jpan"] = kana + counts.pop("Hani", 0)
    return max(counts, key=lambda script: counts[script], default=NONE)
