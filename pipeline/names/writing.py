"""Writing: what the script of a name tells about it, by gazetteers/language/scripts.toml."""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from pipeline import resources


class Writing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file says of one script; of one that it does not list, that there is nothing special to it."""

    orthography: str = "latin"
    vowels: bool = True
    capitals: bool = False
    solid: bool = False
    respelt: frozenset[str] = frozenset()
    han: bool = False


@lru_cache(maxsize=256)
def writing(script: str) -> Writing:
    """Return how names are written in a script (ISO 15924)."""
    return _scripts().get(script, Writing())


@cache
def _scripts() -> dict[str, Writing]:
    return msgspec.convert(resources.table("language/scripts.toml"), dict[str, Writing])
