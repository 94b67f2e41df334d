"""Ordinary English words: what a capital alone does not make a name."""

from __future__ import annotations

from functools import cache

import marisa_trie

from pipeline import resources


@cache
def _table() -> marisa_trie.Trie:
    """Map gazetteers/tables/ordinary.marisa, which tools/make_ordinary.py makes."""
    table = marisa_trie.Trie()
    table.mmap(str(resources.gazetteers() / "tables" / "ordinary.marisa"))
    return table


def ordinary(word: str) -> bool:
    """Tell whether a word, whatever its capitals, is an ordinary English one, a month or a day.

    >>> ordinary("July"), ordinary("Julie")
    (True, False)
    """
    return word.lower() in _table()
