"""Nicknames: the familiar forms of given names, and what they are short for."""

from __future__ import annotations

from functools import cache

from pipeline import resources
from pipeline.names import orthography, sounds


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Map each name and nickname of gazetteers/nicknames.toml to its partners, by spelling and by code.

    By code (see sounds.encode), because a name in another script reads Robert, whatever letters it has.
    """
    names: dict[str, list[str]] = resources.table("nicknames.toml")["names"]
    found: dict[str, dict[str, None]] = {}
    for name, short in names.items():
        for nickname in short:
            for one, other in ((name, nickname), (nickname, name)):
                found.setdefault(one, {})[other] = None
                for code in _codes(one):
                    found.setdefault(code, {})[other] = None
    return {key: tuple(partners) for key, partners in found.items()}


def partners(*keys: str) -> tuple[str, ...]:
    """Return the folded names that stand for one of these spellings or codes: Richard, Dick, Rick."""
    table = _table()
    if table.keys().isdisjoint(keys):  # as most are
        return ()
    return tuple(dict.fromkeys(partner for key in keys for partner in table.get(key, ())))


def _codes(name: str) -> list[str]:
    rules = orthography.load("en")
    assert rules is not None, "gazetteers/orthography/en.toml is missing from this installation"
    return [sounds.encode(one) for one in rules.read(name)]
