"""Words that are no names: those of offices and organisations.

What heads the names of organisations is data: gazetteers/language/institutions.toml.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from pipeline import resources
from pipeline.names.fold import APOSTROPHES, fold

_LONGEST_ENDING = 4
_ELISION = re.compile(rf"[{APOSTROPHES}]")


@cache
def _table() -> dict[str, Any]:
    return resources.table("language/institutions.toml")


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
