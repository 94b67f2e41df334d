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
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import resources
from pipeline.names import sounds
from pipeline.names.fold import APOSTROPHES, strip_marks

# A spelling: what must stand before, the letters, and what must stand after.
_SPELLING = re.compile(r"((?:\^|\(\?<[^()]*\))*)(.*?)((?:\$|\(\?[^()]*\))*)", re.DOTALL)
# A context of one neighbour: an end of the word, or one of some letters, or none of them.
_NEIGHBOUR = re.compile(r"([$^])|\(\?(<?)([=!])\[(\^?)([^]\\-]+)\]\)")
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

    __slots__ = ("after", "before", "letters", "others", "pattern", "size", "usual")

    def __init__(self, pattern: str, sounds: str) -> None:
        before, letters, after = ("", pattern, "") if pattern.isalpha() else _parts(pattern)
        self.pattern = pattern
        self.letters = letters
        self.size = len(letters)
        self.before, self.after = _context(before), _context(after)
        self.usual, *self.others = sounds.split("|")


# What may read a letter: the rule of its own, if any, and those to be tried first, by the next letter and
# before any other.
_Start = tuple[_Rule | None, dict[str, list[_Rule]], list[_Rule]]
_NOTHING: _Start = None, {}, []


class Orthography:
    """The spelling rules of one language, ready to read words with.

    It is made from the table of a file and the orthography that the file extends. `surnames` are those that
    the file lists, each with its customary spellings in Latin letters.
    """

    def __init__(self, key: str, table: dict[str, Any], base: Orthography | None = None) -> None:
        self.key = key
        self.name: str = table["name"]
        self.script: str = table["script"]
        self.surnames: dict[str, list[str]] = table.get("surnames", {})
        own: dict[str, list[_Rule]] = {}
        for pattern, heard in table.get("spellings", {}).items():
            rule = _Rule(pattern, heard)
            own.setdefault(rule.letters, []).append(rule)
        self._rules: dict[str, list[_Rule]] = {**base._rules, **own} if base else own  # by their letters
        self._alphabet = frozenset("".join([one.pattern for rules in self._rules.values() for one in rules]))
        # What may read each letter: as in the base, but for those that a spelling of its own begins with.
        tried: dict[str, list[_Rule]] = {letters[:1]: [] for letters in own}
        for letters, rules in self._rules.items():
            if letters[:1] in tried:
                tried[letters[:1]] += rules
        self._starts: dict[str, _Start] = {**base._starts} if base else {}
        self._starts |= {letter: _start(letter, rules) for letter, rules in tried.items()}

    def read(self, word: str, most: int = MAX_READINGS) -> tuple[str, ...]:
        """Return the readings of a word, likeliest first: at least one, at most `most` or MAX_READINGS.

        A word that has no letter of this orthography reads as "".
        """
        most = min(most, MAX_READINGS)
        usual: list[str] = []
        doubtful: dict[_Rule, list[int]] = {}  # the rules that have other sounds, and their places
        for place, rule in enumerate(self._match(word)):
            usual.append(rule.usual)
            if rule.others:
                doubtful.setdefault(rule, []).append(place)
        found = {sounds.tidy("".join(usual)): None}
        # One rule at a time takes its other sounds, everywhere in the word: a writer is consistent.
        for rule, places in doubtful.items():
            if len(found) >= most:
                break
            for other in rule.others:
                heard = usual.copy()
                for place in places:
                    heard[place] = other
                found[sounds.tidy("".join(heard))] = None
        return tuple(found)[:most]

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
            rule, by_next, first = starts.get(word[at], _NOTHING)
            if by_next:
                first = by_next.get(word[at + 1 : at + 2], first)
            for other in first:
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


def _start(letter: str, rules: list[_Rule]) -> _Start:
    """Return what may read a letter, given the rules of all spellings that begin with it."""
    rules = sorted(rules, key=lambda rule: (-rule.size, rule.letters == rule.pattern, rule.pattern))
    own = rules.pop() if rules[-1].pattern == letter else None
    nexts = {rule.letters[1] for rule in rules if rule.size > 1}
    by_next = {char: [rule for rule in rules if rule.letters[1:2] in ("", char)] for char in nexts}
    return own, by_next, [rule for rule in rules if rule.size == 1]


@cache
def _context(pattern: str) -> _Fits:
    """Return what tells if a context fits at a place of a word, None if there is none.

    Most contexts ask for one neighbour, which a set tells ten times as soon as a compiled pattern.
    """
    if not pattern:
        return None
    if (one := _NEIGHBOUR.fullmatch(pattern)) is None:
        return re.compile(pattern).match
    end, behind, sign, negated, letters = one.groups(default="")
    back = 1 if end == "^" or behind else 0
    among = frozenset(letters) if letters and not negated else frozenset(("", *letters))
    wanted = (sign != "!") is not bool(negated)
    return lambda word, at: (word[at - back : at - back + 1] in among) is wanted


def _parts(pattern: str) -> tuple[str, str, str]:
    """Take a spelling apart: what must stand before, the letters that are read, what must stand after."""
    found = _SPELLING.fullmatch(pattern)
    assert found is not None, "any text matches"
    before, letters, after = found.groups()
    return before, letters, after


@cache
def keys() -> frozenset[str]:
    """Return the names of the orthographies there are: languages, and scripts where that is not known."""
    return frozenset(path.stem for path in (resources.gazetteers() / "orthography").glob("*.toml"))


@cache
def load(key: str) -> Orthography | None:
    """Return the orthography of gazetteers/orthography/<key>.toml, or None if there is none."""
    if key not in keys():
        return None
    table = resources.table(f"orthography/{key}.toml")
    return Orthography(key, table, load(table["extends"]) if "extends" in table else None)
