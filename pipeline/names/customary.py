"""Customary spellings: how a name part in another script is usually written in Latin letters."""

from __future__ import annotations

from functools import cache

import marisa_trie

from pipeline import resources
from pipeline.names import han


@cache
def _table() -> marisa_trie.BytesTrie:
    """Map gazetteers/tables/spellings.marisa, which tools/make_spellings.py makes."""
    table = marisa_trie.BytesTrie()
    table.mmap(str(resources.gazetteers() / "tables" / "spellings.marisa"))
    return table


def spellings(word: str) -> tuple[str, ...]:
    """Return the customary Latin spellings of a folded word, the likeliest first: john, jean for جان.

    Names that the reading rules spell are not in the table.
    """
    if word.isascii():
        return ()
    found = _table().get(word) or _table().get(han.simplified(word)) or [b""]
    return tuple(found[0].decode().split())
