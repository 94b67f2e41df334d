"""Han characters: how a word written in them is read in Mandarin, in Cantonese and in Korean."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from functools import cache, lru_cache
from typing import Any

from pipeline import resources

# What the table holds of a character: its reading by three orthographies, and its simplified form.
LANGUAGES = MANDARIN, CANTONESE, KOREAN = "pinyin", "jyutping", "ko"
_SIMPLIFIED = len(LANGUAGES)
# The orthography of foreign names, which reads characters in their simplified forms.
FOREIGN = "xinhua"
# No character before this one, the first of Unicode's CJK blocks, is in the table.
_FIRST = "\u2e80"
# The lead bytes of the common characters, the first level of GB 2312; most readings kept of these.
_COMMON = range(0xB0, 0xD8)
_MOST_READINGS = 4


@cache
def _table() -> list[bytes]:
    """Return the lines of gazetteers/tables/han.txt, made by tools/make_han.py, in order of characters."""
    return (resources.gazetteers() / "tables" / "han.txt").read_bytes().splitlines()


@lru_cache(maxsize=8192)
def _columns(char: str) -> list[str]:
    """Return what the table holds of a character, nothing if it is not there."""
    first = f"{char} ".encode(errors="surrogatepass")
    at = bisect_left(_table(), first)
    line = _table()[at] if at < len(_table()) else b""
    return line.decode().split()[1:] if line.startswith(first) else []


def reading(word: str, language: str) -> str | None:
    """Return a word, solid, in one of LANGUAGES: Hanyu Pinyin, Jyutping (both without tones) or Hangul.

    None if the table does not know all of its characters in that language.
    """
    column = LANGUAGES.index(language)
    syllables = [found[column] if (found := _columns(char)) else "-" for char in word]
    return None if "-" in syllables else "".join(syllables)


def simplified(word: str) -> str:
    """Return a word with traditional characters made simplified ones; everything else stays."""
    if max(word, default="") < _FIRST:
        return word
    forms = [found[_SIMPLIFIED] if (found := _columns(char)) else "-" for char in word]
    return "".join(char if form == "-" else form for char, form in zip(word, forms, strict=True))


def mandarin(syllable: str) -> tuple[str, ...]:
    """Return how common characters of this Korean reading are read in Mandarin, the most usual way first.

    >>> mandarin("봉")
    ('feng', 'peng', 'bang', 'beng')
    """
    return _mandarin().get(syllable, ())


@cache
def _mandarin() -> dict[str, tuple[str, ...]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    of_mandarin, of_korean = LANGUAGES.index(MANDARIN), LANGUAGES.index(KOREAN)
    pairs = bytes(byte for lead in _COMMON for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    for char in sorted(pairs.decode("gb2312", "ignore")):
        columns = _columns(char)
        if columns and "-" not in (pinyin := columns[of_mandarin], korean := columns[of_korean]):
            counts[korean][pinyin] += 1
    return {
        korean: tuple(pinyin for pinyin, _ in counted.most_common(_MOST_READINGS))
        for korean, counted in counts.items()
    }


def read_as_pinyin(lang: str) -> bool:
    """Tell whether the press of a language (BCP 47) reads Chinese characters as Mandarin."""
    return lang.split("-")[0] in _presses()["pinyin"]


def read_as_kanji(lang: str) -> bool:
    """Tell whether the press of a language (BCP 47) reads Chinese characters as Japanese."""
    return lang.split("-")[0] in _presses()["kanji"]


def turned_round(lang: str) -> bool:
    """Tell whether names of a language (BCP 47), family name first, are often turned round in English."""
    return lang.split("-")[0] in _presses()["turned_round"]


def orthographies_of_surnames() -> list[str]:
    """Return the orthographies that list surnames."""
    keys: list[str] = _presses()["surnames"]
    return keys


def order(lang: str) -> list[str]:
    """Return the orthographies to read Han characters by, the likeliest in the press of a language first."""
    orders: dict[str, list[str]] = _presses()["orders"]
    return orders.get(lang.split("-")[0], orders["und"])


def kept(key: str) -> int:
    """Return how many readings by an orthography are kept of a word in Han characters."""
    most: int = _presses()["kept"][key]
    return most


def longest(kind: str) -> int:
    """Return how many characters a "name", a Japanese "surname" or "given" name, or a "guess" has at most."""
    size: int = _presses()["longest"][kind]
    return size


@cache
def _presses() -> dict[str, Any]:
    return resources.table("language/han.toml")
