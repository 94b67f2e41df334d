"""Han characters: how a word written in them is read in Mandarin, in Cantonese and in Korean."""

from __future__ import annotations

import tomllib
from functools import cache

from pipeline import resources

MANDARIN, CANTONESE, KOREAN = range(3)
_SIMPLIFIED = 3
# No character before this one, the first of Unicode's CJK blocks, is in the table.
_FIRST = "\u2e80"


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Read gazetteers/tables/han.txt, which tools/make_han.py makes."""
    path = resources.gazetteers() / "tables" / "han.txt"
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {char: tuple(readings) for char, *readings in lines}


def reading(word: str, language: int) -> str | None:
    """Return a word in Hanyu Pinyin, in Jyutping (both without tones) or in Hangul, written solid.

    None if the table does not know all of its characters in that language.
    """
    table = _table()
    syllables = [table[char][language] for char in word if char in table]
    if len(syllables) < len(word) or "-" in syllables:
        return None
    return "".join(syllables)


def simplified(word: str) -> str:
    """Return a word with traditional characters made simplified ones; everything else stays."""
    if max(word, default="") < _FIRST:
        return word
    table = _table()
    return "".join(
        form if char in table and (form := table[char][_SIMPLIFIED]) != "-" else char for char in word
    )


def read_as_pinyin(lang: str) -> bool:
    """Tell whether the press of a language (BCP 47) reads Chinese characters as Mandarin."""
    return lang.split("-")[0] in _presses()["pinyin"]


def read_as_kanji(lang: str) -> bool:
    """Tell whether the press of a language (BCP 47) reads Chinese characters as Japanese."""
    return lang.split("-")[0] in _presses()["kanji"]


def turned_round(lang: str) -> bool:
    """Tell whether names of a language (BCP 47), family name first, are often turned round in English."""
    return lang.split("-")[0] in _presses()["turned_round"]


@cache
def _presses() -> dict[str, list[str]]:
    path = resources.gazetteers() / "language" / "han.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
