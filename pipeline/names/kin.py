"""Kin: English words that translators write for one another in names, by gazetteers/language/kin.toml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

import msgspec

from pipeline import resources
from pipeline.names.fold import fold
from pipeline.names.ordinary import ordinary
from pipeline.names.world import places


class _Table(msgspec.Struct):
    stem: int
    endings: list[list[str]]
    groups: list[list[str]]


@lru_cache(maxsize=16384)
def kin(word: str) -> frozenset[str]:
    """Return the words, folded, that may stand for a folded English word in a name; not the word itself.

    >>> "southern" in kin("south"), "airways" in kin("airlines"), "ecuadorian" in kin("ecuador")
    (True, True, True)
    """
    table = _table()
    found = set(_groups().get(word, ()))
    for endings in table.endings if ordinary(word) else ():
        for ending in endings:
            if word.endswith(ending) and len(stem := word.removesuffix(ending)) >= table.stem:
                found.update(other for other in (stem + end for end in endings) if ordinary(other))
    return frozenset(found - {word})


@cache
def _table() -> _Table:
    return msgspec.convert(resources.table("language/kin.toml"), _Table)


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    """Return for each word those of its groups; a country of one word and its demonyms are one."""
    found: dict[str, set[str]] = defaultdict(set)
    peoples = [[country.name, *country.peoples()] for country in places("countries")]
    for group in (*_table().groups, *peoples):
        words = {fold(word) for word in group if " " not in word}
        for word in words:
            found[word] |= words
    return {word: frozenset(words) for word, words in found.items()}
