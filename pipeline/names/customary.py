"""Customary spellings: how a name part in another script is usually written in Latin letters."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import marisa_trie

from pipeline import resources
from pipeline.names import han, rulers

# Another file than the shipped table, where `use` names one.
_chosen: list[Path] = []


def use(path: Path) -> None:
    """Read the table of another file from now on, as benchmarks do, which hold a part of the names out.

    Words looked up before keep their spellings: call it first.
    """
    _chosen[:] = [path]
    _table.cache_clear()


@cache
def _table() -> marisa_trie.BytesTrie:
    """Map gazetteers/tables/spellings.marisa, which tools/make_spellings.py makes."""
    [path] = _chosen or [resources.gazetteers() / "tables" / "spellings.marisa"]
    table = marisa_trie.BytesTrie()
    table.mmap(str(path))
    return table


def spellings(word: str) -> tuple[str, ...]:
    """Return the customary Latin spellings of a folded word, the likeliest first: john, jean for جان.

    Names that the reading rules spell are not in the table. Of a ruler's title or number (see rulers.py) it
    is what English writes: xvi for 16세.
    """
    if word.isascii():
        return ()
    if known := rulers.translated(word):
        return known
    found = _table().get(word)
    if found is None and (simple := han.simplified(word)) != word:
        found = _table().get(simple)
    return tuple(found[0].decode().split()) if found else ()
