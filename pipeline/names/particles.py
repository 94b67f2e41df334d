"""Particles and initials: the words of a name that papers put in, leave out or cut short as they please."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

from pipeline import resources
from pipeline.names.fold import fold

# A word of so few letters or sounds is often left out.
SLIGHT = 2
# A name of fewer words has no father's name.
_WITH_FATHER = 3
COMMA = re.compile("[,،，]")


def sizes(name: str, words: Sequence[str], lengths: Sequence[int]) -> list[int]:
    """Return how much the words of a name count: their lengths, 0 for those that papers put in or leave out.

    These are titles and particles, fathers' names, and what follows a comma (Quentin Davies, Baron Davies of
    Stamford) unless the comma only puts the family name first. `words` are folded, `lengths` those of each.
    """
    fathers = _fathers(words)
    if not fathers and "," not in name and _particles().isdisjoint(words):
        return list(lengths)
    head, comma, _ = name.partition(",")
    own = len(head.replace("-", " ").split()) if comma else 0
    return [
        0 if word in _particles() or place in fathers or 1 < own <= place else length
        for place, (word, length) in enumerate(zip(words, lengths, strict=True))
    ]


def _fathers(words: Sequence[str]) -> set[int]:
    """Return the places of the folded words that are fathers' names: Ягуб Микаил оглы, Игорь Николаевич."""
    if len(words) < _WITH_FATHER:
        return set()
    after, endings = _table()["after_father"], tuple(_table()["patronymics"])
    before = (place - 1 for place, word in enumerate(words) if place and word in after)
    return {*before, *(place for place, word in enumerate(words) if word.endswith(endings))}


def given_name_first(name: str) -> str:
    """Return a name in its usual order where a comma after its first word puts the family name first.

    >>> given_name_first("Шойгу, Сергей"), given_name_first("Quentin Davies, Baron Davies of Stamford")
    ('Сергей Шойгу', 'Quentin Davies, Baron Davies of Stamford')

    The legal form of a company is nobody's given name: "Apple, Inc." stays as it is.
    """
    family, _, given = (part.strip(" ,") for part in name.partition(","))
    if not given or not family or " " in family or given.casefold().rstrip(".") in _table()["legal_forms"]:
        return name
    return f"{given} {family}"


def without_title(name: str) -> str:
    """Return a name without the title that follows it after a comma.

    >>> without_title("Edmund Mortimer, 3rd Earl of March"), without_title("Davis, Jim")
    ('Edmund Mortimer', 'Davis, Jim')
    """
    head, _, tail = name.partition(",")
    first = fold(next(iter(tail.split()), ""))
    return head if head.strip() and first in _table()["titles"] else name


def initial(word: str) -> str | None:
    """Return the letter that a folded word is the initial of a name by, None if it is none: j, and j for дж.

    A letter of a script without capitals is none: a lone character of Han or hangul is a whole name.
    """
    if len(word) == 1:
        return word if word.lower() != word.upper() else None
    letters: dict[str, str] = _table()["initials"]
    return letters.get(word)


@cache
def _particles() -> frozenset[str]:
    return frozenset(_table()["words"])


@cache
def _table() -> dict[str, Any]:
    with (resources.gazetteers() / "particles.toml").open("rb") as file:
        return tomllib.load(file)
