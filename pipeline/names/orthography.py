"""Orthographies: how the writers of one language spell sounds, read from gazetteers/orthography/*.toml.

A file holds one table of spellings and the sounds they stand for:

    name = "Polish"
    script = "Latn"
    extends = "latin"
    source = "..."

    [spellings]
    szcz = "ʃʧ"
    "ci(?=[aeouąęó])" = "ʧ"
    c = "ʦ"

A spelling may say what must stand around it, as a regular expression's lookaround; ^ and $ are the ends of
the word. The longest spelling wins, and among equals the one with a context. Sounds divided by | are
alternatives, the likeliest first. `extends` names the file whose spellings hold where this one has none
for the same letters.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import resources
from pipeline.names import sounds
from pipeline.names.fold import APOSTROPHES, strip_marks

# A spelling: what must stand before, the letters, and what must stand after.
_SPELLING = re.compile(r"((?:\^|\(\?<[^()]*\))*)(.*?)((?:\$|\(\?[^()]*\))*)", re.DOTALL)
_APOSTROPHES = dict.fromkeys(map(ord, APOSTROPHES), "'")
MAX_READINGS = 6

_Fits = Callable[[str, int], object] | None


@dataclass(frozen=True)
class Step:
    """One step of a reading: the letters read and the sounds they gave."""

    spelling: str
    sounds: str


class _Rule:
    """A spelling ready to be looked for: its letters, what tells if its context fits, and its sounds."""

    __slots__ = ("after", "before", "letters", "others", "size", "usual")

    def __init__(self, pattern: str, sounds: str) -> None:
        before, self.letters, after = _parts(pattern)
        self.size = len(self.letters)
        self.before, self.after = _context(before), _context(after)
        self.usual, *self.others = sounds.split("|")


# What may read a letter: the rule of its own, if any, and those to be tried first, by the next letter; those
# under "" hold before any other.
_Start = tuple[_Rule | None, dict[str, list[_Rule]]]


class Orthography:
    """The spelling rules of one language, ready to read words with.

    `surnames` are those that a file lists, each with its customary spellings in Latin letters.
    """

    def __init__(
        self, key: str, name: str, script: str, spellings: dict[str, str], surnames: dict[str, list[str]]
    ) -> None:
        self.key = key
        self.name = name
        self.script = script
        self.surnames = surnames
        self._spellings = spellings
        self._patterns: dict[str, list[str]] = {}  # the spellings by their first letter
        for pattern in spellings:
            self._patterns.setdefault(_letters(pattern)[:1], []).append(pattern)
        self._starts: dict[str, _Start] = {}  # of the letters that have come up
        self._alphabet = frozenset("".join(spellings))

    def read(self, word: str) -> tuple[str, ...]:
        """Return the readings of a word, likeliest first: at least one, at most MAX_READINGS.

        A word that has no letter of this orthography reads as "".
        """
        rules = self._match(word)
        usual = [rule.usual for rule in rules]
        found = {sounds.tidy("".join(usual)): None}
        # One rule at a time takes its other sounds, everywhere in the word: a writer is consistent.
        for rule in dict.fromkeys([rule for rule in rules if rule.others]):
            for other in rule.others:
                heard = usual.copy()
                for place, one in enumerate(rules):
                    if one is rule:
                        heard[place] = other
                found[sounds.tidy("".join(heard))] = None
            if len(found) >= MAX_READINGS:
                break
        return tuple(found)[:MAX_READINGS]

    def knows(self, word: str) -> bool:
        """Tell whether this orthography has every letter of a word."""
        return self._alphabet.issuperset(word)

    def steps(self, word: str) -> list[Step]:
        """Return how the likeliest reading of a word came about, letter group by letter group."""
        return [Step(rule.letters, rule.usual) for rule in self._match(word)]

    def _match(self, word: str) -> list[_Rule]:
        """Return the rules that read a word, one after the other; letters that none knows are left out."""
        word = unicodedata.normalize("NFKC", word).lower()
        if self.script == "Hang":  # syllables to letters, which the rules are written in
            word = unicodedata.normalize("NFD", word)
        if not self._alphabet.issuperset(word):
            word = word.translate(_APOSTROPHES)
            word = "".join(char if char in self._alphabet else strip_marks(char) for char in word)
        found: list[_Rule] = []
        at, end, starts = 0, len(word), self._starts
        while at < end:
            letter = word[at]
            rule, first = starts.get(letter) or self._start(letter)
            if first:
                for other in first.get(word[at + 1 : at + 2]) or first[""]:
                    if (
                        (other.size < 3 or word.startswith(other.letters, at))
                        and (other.before is None or other.before(word, at))
                        and (other.after is None or other.after(word, at + other.size))
                    ):
                        rule = other
                        break
            if rule is None:
                at += 1
            else:
                found.append(rule)
                at += rule.size
        return found

    def _start(self, letter: str) -> _Start:
        """Return what may read a letter, and keep it if anything does."""
        patterns = self._patterns.get(letter, ())
        own = _Rule(letter, self._spellings[letter]) if letter in patterns else None
        longer = sorted((pattern for pattern in patterns if pattern != letter), key=_precedence)
        rules = [_Rule(pattern, self._spellings[pattern]) for pattern in longer]
        first: dict[str, list[_Rule]] = {"": []} if rules else {}
        for char in (*first, *(rule.letters[1:2] for rule in rules)):
            first[char] = [rule for rule in rules if rule.letters[1:2] in ("", char)]
        start = own, first
        # Two threads must not keep two: `read` takes a rule for the same one only if it is the same object.
        return self._starts.setdefault(letter, start) if patterns else start


@cache
def _context(pattern: str) -> _Fits:
    """Return what tells if a context fits at a place in a word; few are ever asked for."""
    return re.compile(pattern).match if pattern else None


@cache
def _parts(pattern: str) -> tuple[str, str, str]:
    """Take a spelling apart: what must stand before, the letters that are read, what must stand after."""
    found = _SPELLING.fullmatch(pattern)
    assert found is not None, "any text matches"
    before, letters, after = found.groups()
    return before, letters, after


def _letters(pattern: str) -> str:
    return _parts(pattern)[1]


def _precedence(pattern: str) -> tuple[int, bool, str]:
    letters = _letters(pattern)
    return (-len(letters), letters == pattern, pattern)


@cache
def _spellings(key: str, folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    with (folder / f"{key}.toml").open("rb") as file:
        table = tomllib.load(file)
    own: dict[str, str] = table.get("spellings", {})
    if base := table.get("extends"):
        taken = {_letters(pattern) for pattern in own}
        inherited = _spellings(base, folder)[1]
        own = {**{p: s for p, s in inherited.items() if _letters(p) not in taken}, **own}
    return table, own


@cache
def keys() -> frozenset[str]:
    """Return the names of the orthographies there are: languages, and scripts where that is not known."""
    return frozenset(path.stem for path in (resources.gazetteers() / "orthography").glob("*.toml"))


@cache
def load(key: str) -> Orthography | None:
    """Return the orthography of gazetteers/orthography/<key>.toml, or None if there is none."""
    if key not in keys():
        return None
    table, spellings = _spellings(key, resources.gazetteers() / "orthography")
    return Orthography(key, table["name"], table["script"], spellings, table.get("surnames", {}))
