"""Given names of Koreans and Chinese: how their bearers customarily write the syllables in Latin letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, product

from pipeline import resources
from pipeline.language.scripts import script_of
from pipeline.names import han

# A given name has at most so many syllables, in Mandarin so many.
_MOST_SYLLABLES, _MOST_IN_MANDARIN = 3, 2
# The ways of writing that the table tells apart, and spellings that mix them.
_WAYS, _MOST_MIXED = 3, 16


@lru_cache(maxsize=16384)
def romanizations(word: str) -> tuple[str, ...]:
    """Return how bearers of a given name in hangul or Han characters may write it, the likeliest way first.

    Of each people's spellings those come first that keep to one way of writing. A name in hangul may also be
    a Chinese one, as Koreans read its characters. A word that has a syllable of no given name has none.

    >>> romanizations("혁철")[:3]
    ('hyukchul', 'hyeokcheol', 'hyokchol')
    >>> "kashing" in romanizations("嘉诚"), "jianfeng" in romanizations("건봉"), romanizations("푸틴")
    (True, True, ())
    """
    if script_of(word) == "Hang":
        return tuple(dict.fromkeys((*_composed(word), *_in_mandarin(word))))
    korean = han.reading(word, han.KOREAN) or ""
    return tuple(dict.fromkeys((*_composed(korean), *_composed(han.simplified(word)))))


def _composed(word: str) -> Iterator[str]:
    """Yield the spellings of the syllables of a word put together, those of one way of writing first."""
    table = _syllables()
    if 0 < len(word) <= _MOST_SYLLABLES and all(syllable in table for syllable in word):
        syllables = [table[syllable] for syllable in word]
        for way in range(_WAYS):
            yield "".join(spellings[min(way, len(spellings) - 1)] for spellings in syllables)
        yield from islice(map("".join, product(*map(dict.fromkeys, syllables))), _MOST_MIXED)


def _in_mandarin(word: str) -> Iterator[str]:
    """Yield in Hanyu Pinyin the words whose characters Koreans read as a word in hangul."""
    if len(word) <= _MOST_IN_MANDARIN:
        yield from map("".join, product(*map(han.mandarin, word)))


@cache
def _syllables() -> dict[str, list[str]]:
    """Read the syllables of gazetteers/language/given-names.toml, each with its spellings."""
    tables = resources.table("language/given-names.toml")
    return {char: spelt.split() for script in ("hangul", "han") for char, spelt in tables[script].items()}
