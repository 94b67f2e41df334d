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
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipeline import resources
from pipeline.names import sounds
from pipeline.names.fold import APOSTROPHES, strip_marks

_CONTEXT = re.compile(r"\(\?[^()]*\)|[\^$]")
_APOSTROPHES = dict.fromkeys(map(ord, APOSTROPHES), "'")
MAX_READINGS = 6


@dataclass(frozen=True)
class Step:
    """One step of a reading: the letters read and the sounds they gave."""

    spelling: str
    sounds: str


class Orthography:
    """The spelling rules of one language, ready to read words with."""

    def __init__(self, key: str, name: str, script: str, spellings: dict[str, str]) -> None:
        self.key = key
        self.name = name
        self.script = script
        rules = sorted(spellings.items(), key=_precedence)
        self._sounds = [tuple(value.split("|")) for _, value in rules]
        # By the first letter, in order: the letters that a rule reads, its number, and its context if any.
        self._rules: dict[str, list[tuple[str, int, str | None]]] = {}
        for number, (pattern, _) in enumerate(rules):
            if literal := _literal(pattern):
                context = None if pattern == literal else pattern
                self._rules.setdefault(literal[0], []).append((literal, number, context))
        self._alphabet = frozenset(char for pattern in spellings for char in pattern)
        self._cached = lru_cache(maxsize=65536)(self._read)

    def read(self, word: str) -> tuple[str, ...]:
        """Return the readings of a word, likeliest first: at least one, at most MAX_READINGS.

        A word that has no letter of this orthography reads as "".
        """
        return self._cached(word)

    def steps(self, word: str) -> list[Step]:
        """Return how the likeliest reading of a word came about, letter group by letter group."""
        return [Step(spelling, self._sounds[rule][0]) for spelling, rule in self._match(word)]

    def _read(self, word: str) -> tuple[str, ...]:
        rules = [rule for _, rule in self._match(word)]
        likeliest = [self._sounds[rule][0] for rule in rules]
        readings = {sounds.tidy("".join(likeliest)): None}
        # One rule at a time takes its other sounds, everywhere in the word: a writer is consistent.
        for rule in dict.fromkeys(rules):
            for other in self._sounds[rule][1:]:
                heard = [other if one == rule else usual for one, usual in zip(rules, likeliest, strict=True)]
                readings[sounds.tidy("".join(heard))] = None
        return tuple(readings)[:MAX_READINGS]

    def _match(self, word: str) -> list[tuple[str, int]]:
        """Cut a word into the spellings this orthography knows; letters it does not know are left out."""
        word = unicodedata.normalize("NFKC", word).lower()
        if self.script == "Hang":  # syllables to letters, which the rules are written in
            word = unicodedata.normalize("NFD", word)
        if not self._alphabet.issuperset(word):
            word = word.translate(_APOSTROPHES)
            word = "".join(char if char in self._alphabet else strip_marks(char) for char in word)
        found: list[tuple[str, int]] = []
        at = 0
        while at < len(word):
            for spelling, rule, context in self._rules.get(word[at], ()):
                if word.startswith(spelling, at) and (context is None or _compiled(context).match(word, at)):
                    found.append((spelling, rule))
                    at += len(spelling)
                    break
            else:
                at += 1
        return found


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a spelling with its context: few of an orthography's are ever asked for."""
    return re.compile(pattern)


def _literal(pattern: str) -> str:
    return _CONTEXT.sub("", pattern)


def _precedence(rule: tuple[str, str]) -> tuple[int, int, str]:
    literal = _literal(rule[0])
    return (-len(literal), literal == rule[0], rule[0])


@cache
def _spellings(key: str, folder: Path) -> tuple[dict[str, object], dict[str, str]]:
    with (folder / f"{key}.toml").open("rb") as file:
        table = tomllib.load(file)
    own: dict[str, str] = table.get("spellings", {})
    if base := table.get("extends"):
        taken = {_literal(pattern) for pattern in own}
        inherited = _spellings(base, folder)[1]
        own = {**{p: s for p, s in inherited.items() if _literal(p) not in taken}, **own}
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
    return Orthography(key, str(table["name"]), str(table["script"]), spellings)
