"""Surnames of names written solid: where 신원식 and 习近平 come apart, and how families spell themselves."""

from __future__ import annotations

import tomllib
from functools import cache

from pipeline import resources
from pipeline.names import customary, han

# Longer names than this, written solid, are foreign ones spelt out.
_LONGEST_NAME = 4


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    """Map each surname to its customary romanizations (none where the reading rules do)."""
    found: dict[str, tuple[str, ...]] = {}
    for key in ("ko", "pinyin"):
        path = resources.gazetteers() / "orthography" / f"{key}.toml"
        if path.is_file():
            with path.open("rb") as file:
                table = tomllib.load(file).get("surnames", {})
            found.update({surname: tuple(spellings) for surname, spellings in table.items()})
    return found


def cut(name: str) -> list[str]:
    """Cut a Korean or Chinese name into surname and given name; anything else comes back whole.

    Han characters are a Korean surname if they are read like one, unless they are known to spell a foreign
    name.

    >>> cut("신원식"), cut("朴敏植"), cut("푸틴")
    (['신', '원식'], ['朴', '敏植'], ['푸틴'])
    """
    if 2 <= len(name) <= _LONGEST_NAME:
        for length in (2, 1):
            first, rest = name[:length], name[length:]
            if rest and (first in _tables() or _korean(first, name)):
                return [first, rest]
    return [name]


def _korean(first: str, name: str) -> bool:
    return han.reading(first, han.KOREAN) in _tables() and not customary.spellings(name)


def romanizations(surname: str) -> tuple[str, ...]:
    """Return how families of this name customarily spell it: Lee, Yi and Rhee for 이."""
    return _tables().get(surname, ())
