"""Words that are no names: those of offices and organisations, and of headlines in capitals.

What heads the names of organisations is data: gazetteers/language/institutions.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from pipeline import resources
from pipeline.mentions.words import Token
from pipeline.names.fold import APOSTROPHES, fold
from pipeline.names.ordinary import ordinary

_LONGEST_ENDING = 4
_ELISION = re.compile(rf"[{APOSTROPHES}]")
# A line of this many words is a headline in capitals if this share of its longer ordinary words has them, and
# at least so many: a list of names is no headline.
_LINE, _LONG_WORD, _SHARE, _ORDINARY = 4, 4, 0.75, 2


@cache
def _table() -> dict[str, Any]:
    path = resources.gazetteers() / "language" / "institutions.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def office(word: str) -> bool:
    """Tell whether a word is of an office or a ministry, in any language: Ministro, Prezydent."""
    return fold(word).startswith(tuple(_table()["offices"]))


@lru_cache(maxsize=16384)
def institution(word: str, lang: str) -> bool:
    """Tell whether a word heads the names of organisations: University, Банк, Ministerstwo."""
    return any(
        folded.startswith(stem) and len(folded) - len(stem) <= _LONGEST_ENDING
        for folded in map(fold, _ELISION.split(word))  # L'Université
        for stem in _table()["institutions"].get(lang.split("-")[0], ())
    )


def headline_words(text: str, tokens: Sequence[Token], langs: Sequence[str]) -> set[int]:
    """Return the places of the ordinary words that owe their capital to a headline set in capitals."""
    found: set[int] = set()
    first = 0
    for last in range(1, len(tokens) + 1):
        if last < len(tokens) and "\n" not in text[tokens[last - 1].end : tokens[last].start]:
            continue
        line = [at for at in range(first, last) if ordinary(tokens[at].text, langs[at])]
        capitals = [at for at in line if tokens[at].capital]
        if last - first >= _LINE and len(capitals) >= _ORDINARY and _set_in_capitals(tokens, line):
            found.update(capitals)
        first = last
    return found


def _set_in_capitals(tokens: Sequence[Token], line: Sequence[int]) -> bool:
    long = [tokens[at].capital for at in line if len(tokens[at].text) >= _LONG_WORD]
    return bool(long) and sum(long) >= _SHARE * len(long)
