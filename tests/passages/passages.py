"""Passages of a few sentences with every name marked, and how well the names in them are found.

A passage is a table in one of the *.toml files here: `lang` (BCP 47), `rules` (what it is there to show),
`text`, and where they matter `normalized` (the text with each name in its canonical spelling) and `best`
(the best spelling of an unlisted person, by number). In the text, names are marked

    [surface|TYPE|Canonical Name]    somebody or something of the shipped gazetteer
    [surface|PER|+1]                 an unlisted person: all mentions with this number are one
    [surface|PER|?]                  a name that the passage leaves open: it must not be linked
    [surface|MISC|~Country]          a demonym: it must be marked as one, and not be linked

and what is not marked must not be linked either.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.article import Mention
from pipeline.mentions.resolve import Finder

HERE = Path(__file__).parent
_MARKED = re.compile(r"\[([^|\[\]]+)\|(PER|LOC|ORG|MISC)\|([^|\[\]]+)\]")

Place = tuple[int, int]


def files() -> list[Path]:
    """Return the files of passages."""
    return sorted(HERE.glob("*.toml"))


@dataclass(frozen=True)
class Gold:
    """A name at `start`..`end` and what it stands for: a canonical name, "+1", "?" or "~Country"."""

    start: int
    end: int
    type: str
    name: str

    @property
    def listed(self) -> bool:
        """True if the name is one of the gazetteer's."""
        return self.name[0] not in "+?~"


@dataclass(frozen=True)
class Passage:
    """A text with the names in it."""

    file: str
    lang: str
    rules: tuple[str, ...]
    text: str
    names: tuple[Gold, ...]
    normalized: str | None = None
    best: dict[str, str] = field(default_factory=dict)


def read(marked: str) -> tuple[str, tuple[Gold, ...]]:
    """Return a text without its marks, and the names that were marked."""
    pieces: list[str] = []
    names: list[Gold] = []
    at = length = 0
    for mark in _MARKED.finditer(marked):
        surface, kind, name = mark.groups()
        pieces += [marked[at : mark.start()], surface]
        length += mark.start() - at
        names.append(Gold(length, length + len(surface), kind, name))
        length += len(surface)
        at = mark.end()
    return "".join([*pieces, marked[at:]]), tuple(names)


@cache
def passages() -> tuple[Passage, ...]:
    """Return all passages."""
    found = []
    for path in files():
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["passage"]:
            text, names = read(table.pop("text"))
            rules = tuple(table.pop("rules"))
            found.append(Passage(path.stem, text=text, names=names, rules=rules, **table))
    return tuple(found)


@dataclass
class Tally:
    """What was to be found and what was: names in the passages, those found right, links, right links."""

    names: int = 0
    found: int = 0
    links: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        """The share of the names that were found, with the verdict they ask for."""
        return self.found / self.names if self.names else 1.0

    @property
    def precision(self) -> float:
        """The share of the links that are right."""
        return self.right / self.links if self.links else 1.0

    def add(self, other: Tally) -> None:
        """Add what another tally counts."""
        self.names += other.names
        self.found += other.found
        self.links += other.links
        self.right += other.right


def faults(passage: Passage, mentions: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the mentions found in a passage: ("missed" or "wrong", what it is about)."""
    by_place = {(m.start, m.end): m for m in mentions}
    people: dict[str, str | None] = {}
    for gold in passage.names:
        if not _as_it_should(gold, by_place.get((gold.start, gold.end)), people):
            yield "missed", f"{passage.text[gold.start : gold.end]} ({gold.name})"
    wanted = {(gold.start, gold.end): gold.name for gold in passage.names}
    for place, mention in by_place.items():
        if mention.status == "linked" and wanted.get(place) != mention.name:
            yield "wrong", f"{mention.text} ({mention.name})"


def _as_it_should(gold: Gold, found: Mention | None, people: dict[str, str | None]) -> bool:
    """Tell whether a name was found with its verdict; `people` are the unlisted ones met so far."""
    if found is None:
        return False
    if gold.listed:
        return found.status == "linked" and found.name == gold.name
    if gold.name[0] == "~":
        return found.status == "demonym" and found.name == gold.name[1:] and found.rendering is None
    if gold.name == "?":
        return found.status == "ambiguous"
    others = {entity for number, entity in people.items() if number != gold.name}
    one_and_only = people.setdefault(gold.name, found.entity) == found.entity and found.entity not in others
    return found.status == "unknown" and one_and_only


def tally(passage: Passage, finder: Finder) -> Tally:
    """Return how the finder does on one passage."""
    mentions = finder.find(passage.text, passage.lang)
    found = list(faults(passage, mentions))
    missed = sum(kind == "missed" for kind, _ in found)
    links = sum(mention.status == "linked" for mention in mentions)
    total = len(passage.names)
    return Tally(total, total - missed, links, links - (len(found) - missed))


def tallies(finder: Finder) -> dict[str, Tally]:
    """Return how the finder does on all passages, on those of each language and on those of each rule."""
    found: dict[str, Tally] = {}
    for passage in passages():
        one = tally(passage, finder)
        groups = ["all", f"lang.{passage.lang}", *(f"rule.{rule}" for rule in passage.rules)]
        for group in groups:
            found.setdefault(group, Tally()).add(one)
    return found
