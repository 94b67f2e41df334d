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
from typing import Any, NamedTuple

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


class _Rule(NamedTuple):
    """A rule by its number, the letters it reads, how many they are, and what tells if its context fits."""

    number: int
    letters: str
    size: int
    before: _Fits
    after: _Fits


class _Start(NamedTuple):
    """What may read a letter: the rule of its own, if any, and those to be tried first, by the next letter.

    Those under "" hold before any other letter.
    """

    own: int | None
    first: dict[str, list[_Rule]]


class Orthography:
    """The spelling rules of one language, ready to read words with.

    `surnames` are those that the file lists, each with its customary spellings in Latin letters.
    """

    def __init__(
        self, key: str, name: str, script: str, spellings: dict[str, str], surnames: dict[str, list[str]]
    ) -> None:
        self.key = key
        self.name = name
        self.script = script
        self.surnames = surnames
        self._patterns = sorted(spellings, key=_precedence)
        heard = [spellings[pattern].split("|") for pattern in self._patterns]
        self._usual = [first for first, *_ in heard]
        self._others = {rule: others for rule, (_, *others) in enumerate(heard) if others}
        self._numbers: dict[str, list[int]] = {}  # of the rules, by the first letter they read
        for rule, pattern in enumerate(self._patterns):
            if letters := _letters(pattern):
                self._numbers.setdefault(letters[0], []).append(rule)
        self._starts: dict[str, _Start] = {}  # of the letters that have come up
        self._alphabet = frozenset(char for pattern in spellings for char in pattern)

    def read(self, word: str) -> tuple[str, ...]:
        """Return the readings of a word, likeliest first: at least one, at most MAX_READINGS.

        A word that has no letter of this orthography reads as "".
        """
        rules, others = self._match(word), self._others
        usual = [self._usual[rule] for rule in rules]
        found = {sounds.tidy("".join(usual)): None}
        # One rule at a time takes its other sounds, everywhere in the word: a writer is consistent.
        for rule in dict.fromkeys([rule for rule in rules if rule in others]):
            for other in others[rule]:
                heard = usual.copy()
                for place, one in enumerate(rules):
                    if one == rule:
                        heard[place] = other
                found[sounds.tidy("".join(heard))] = None
            if len(found) >= MAX_READINGS:
                break
        return tuple(found)[:MAX_READINGS]

    def steps(self, word: str) -> list[Step]:
        """Return how the likeliest reading of a word came about, letter group by letter group."""
        return [Step(_letters(self._patterns[rule]), self._usual[rule]) for rule in self._match(word)]

    def _match(self, word: str) -> list[int]:
        """Return the rules that read a word, by number; letters that none knows are left out."""
        word = unicodedata.normalize("NFKC", word).lower()
        if self.script == "Hang":  # syllables to letters, which the rules are written in
            word = unicodedata.normalize("NFD", word)
        if not self._alphabet.issuperset(word):
            word = word.translate(_APOSTROPHES)
            word = "".join(char if char in self._alphabet else strip_marks(char) for char in word)
        found: list[int] = []
        at, end, starts = 0, len(word), self._starts
        while at < end:
            letter = word[at]
            rule, first = starts.get(letter) or self._start(letter)
            length = 1
            if first:
                for number, letters, size, before, after in first.get(word[at + 1 : at + 2]) or first[""]:
                    if (
                        (size < 3 or word.startswith(letters, at))
                        and (before is None or before(word, at))
                        and (after is None or after(word, at + size))
                    ):
                        rule, length = number, size
                        break
            if rule is not None:
                found.append(rule)
            at += length
        return found

    def _start(self, letter: str) -> _Start:
        """Return what may read a letter, and keep it if anything does."""
        own, rules = None, []
        for number in self._numbers.get(letter, ()):
            before, letters, after = _parts(self._patterns[number])
            if letters == self._patterns[number] == letter:
                own = number
            else:
                rules.append(_Rule(number, letters, len(letters), _context(before), _context(after)))
        first: dict[str, list[_Rule]] = {"": []} if rules else {}
        for char in (*first, *(rule.letters[1:2] for rule in rules)):
            first[char] = [rule for rule in rules if rule.letters[1:2] in ("", char)]
        start = _Start(own, first)
        if letter in self._numbers:
            self._starts[letter] = start
        return start


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
