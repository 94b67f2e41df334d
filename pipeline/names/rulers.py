"""Rulers: the ordinals and titles in their names, which papers translate where they spell everything else."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import msgspec

from pipeline import resources
from pipeline.names.fold import fold

_TENS = ("", "x", "xx", "xxx")
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_FIGURES = re.compile(r"([0-9]{1,2})(\D+)")
_ENDS_IN_FIGURES = re.compile(r"(\D\D+)([0-9]{1,2}\D+)")
_NUMERAL = re.compile("x{0,3}(ix|iv|v?i{0,3})")
# The shortest name before a title or number written solid with it, and the shortest such title.
_SHORTEST = 2


class _Table(msgspec.Struct):
    after_figures: list[str]
    ordinals: dict[str, list[str]]
    titles: dict[str, list[str]]


def translated(word: str) -> tuple[str, ...]:
    """Return what a folded word of a ruler's name in another script is in English, folded; () if it is none.

    >>> translated("16세"), translated("השני"), translated("교황"), translated("루이")
    (('xvi',), ('ii',), ('pope',), ())
    """
    figures = _FIGURES.fullmatch(word)
    if figures and figures[2] in _table().after_figures:
        return (roman,) if (roman := _roman(int(figures[1]))) else ()
    return _words().get(word, ())


def cut(name: str) -> list[str] | None:
    """Cut a name written solid before a ruler's title or number at its end; None if it has none there.

    >>> cut("선덕여왕"), cut("伊丽莎白二世"), cut("ルイ16世"), cut("김공주")
    (['선덕', '여왕'], ['伊丽莎白', '二世'], ['ルイ', '16世'], None)
    """
    if (figures := _ENDS_IN_FIGURES.fullmatch(name)) and translated(fold(figures[2])):
        return [figures[1], figures[2]]
    for at in range(_SHORTEST, len(name) - _SHORTEST + 1):
        if fold(name[at:]) in _words():
            return [name[:at], name[at:]]
    return None


def is_number(word: str) -> bool:
    """Tell whether a folded word is a number of a ruler, in Roman numerals: xvi."""
    return _NUMERAL.fullmatch(word) is not None


def _roman(number: int) -> str:
    """Return a number in Roman numerals; "" for none and for those that no ruler has reached."""
    tens, units = divmod(number, 10)
    return _TENS[tens] + _UNITS[units] if tens < len(_TENS) else ""


@cache
def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for words in _table().ordinals.values():
        for number, word in enumerate(words, 1):
            found[fold(word)][_roman(number)] = None
    for title, words in _table().titles.items():
        for word in words:
            found[fold(word)][title] = None
    return {word: tuple(meanings) for word, meanings in found.items() if word}


@cache
def _table() -> _Table:
    """Return gazetteers/language/rulers.toml."""
    return msgspec.convert(resources.table("language/rulers.toml"), _Table)
