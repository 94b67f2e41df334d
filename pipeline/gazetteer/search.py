"""Search: the names of an index that may be a written name, each with how its words align.

First the words of the index that sound like a written one (near_words), then the names that are made of
such words (near_names); then every word of the best of these is compared with every written one, so that
a name is found by one of its words and judged by all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.gazetteer.index import Index, IndexedName
from pipeline.gazetteer.near_words import Near
from pipeline.language.scripts import script_of
from pipeline.names.align import Alignment, Pair, align, initials, possible_pairs
from pipeline.names.nearby import Form, as_one, joints
from pipeline.names.particles import sizes
from pipeline.names.score import Facts, facts, rarest
from pipeline.names.similar import Spoken, spoken
from pipeline.names.weights import Alignment as Numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Names whose every word is compared, and those of them that are aligned.
_COMPARED = 120
_ALIGNED = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the index and how the written name aligns with it."""

    name: IndexedName
    alignment: Alignment


class Search:
    """One written name, its words given in the forms each may be of, against an index."""

    def __init__(self, index: Index, text: str, options: Sequence[Sequence[Form]], numbers: Numbers) -> None:
        self._index = index
        self._script = script_of(text)
        self._numbers = numbers
        self._written = [found[0].word for found in options]
        self._texts = [word.text for word in self._written]
        self._sizes = sizes(text, self._texts, [word.size for word in self._written])
        self._spoken = [spoken(found, numbers) for found in options]
        self._joints = [at for at, _ in joints(self._texts)]
        self._spoken += [
            spoken([Form(as_one(self._written[at], self._written[at + 1]), False)], numbers)
            for at in self._joints
        ]

    def hits(self) -> list[Hit]:
        """Return the promising names, aligned, best first by what they promise."""
        near_names, spelt = self._index.near_names, self._spelt()
        near = self._index.near_words.near(self._spoken, spelt)
        written = self._sizes, self._joints, self._numbers
        names = near_names.promising(near, *written, _COMPARED)
        words = near_names.words(names)
        alike = self._compare(words, spelt)
        names = near_names.ranked(names, words, alike, *written, _ALIGNED)
        columns = {word: alike[:, place].tolist() for place, word in enumerate(words.tolist())}
        return [self._hit(self._index.name(name), columns) for name in names.tolist()]

    def _spelt(self) -> Near:
        """Return the words of the index that are customary spellings of written ones, or nicknames."""
        found = [
            (place, number, worth)
            for place, one in enumerate(self._spoken)
            for text, worth in one.spellings.items()
            if (number := self._index.word_number(text)) is not None
        ]
        written, words, worth = zip(*found) if found else ((), (), ())
        return Near(np.array(written, np.intp), np.array(words, np.intp), np.array(worth, np.float32))

    def _compare(self, words: NDArray[Any], spelt: Near) -> NDArray[np.float32]:
        """Return how like each written word (rows) words of the index (columns) are, 0 where too little."""
        alike = self._index.near_words.compare(self._spoken, words)
        alike[alike < self._numbers.least_similar] = 0
        places = np.searchsorted(words, spelt.words)
        here = words.take(places, mode="clip") == spelt.words if len(words) else places < 0
        np.maximum.at(alike, (spelt.written[here], places[here]), spelt.values[here])
        return alike

    def _hit(self, name: IndexedName, columns: Mapping[int, Sequence[float]]) -> Hit:
        """Align a name; `columns` tell how like each written word its words are."""
        known = [self._index.word(word) for word in name.words]
        alike = list(zip(*(columns[word] for word in self._index.all_words(name.number)), strict=True))
        known_joints = [at for at, _ in joints(known)] if self._index.solid(name.number) else []
        pairs = possible_pairs(alike, len(self._written), self._joints, len(known), known_joints)
        pairs += initials(self._texts, known, self._numbers)
        rarity = [self._index.rarity(word) for word in name.words]
        return Hit(name, align(pairs, self._sizes, rarity, self._known_sizes(name, known), self._numbers))

    def facts(self, hit: Hit) -> Facts:
        """Return what a hit shows (see names/score.py)."""
        index = self._index
        known = [index.word(word) for word in hit.name.words]
        counted = self._known_sizes(hit.name, known)
        told = [
            self._told(pair, hit.name)
            for pair in hit.alignment.pairs
            if not pair.initial and any(counted[place] for place in pair.known)
        ]
        latin = self._script == script_of(hit.name.text) == "Latn"
        return facts(hit.alignment, told, self._texts, known, index.size, self._numbers, latin)

    def _told(self, pair: Pair, name: IndexedName) -> tuple[float, float]:
        """Return how much a pair says and the most that its known word can say, in nats."""
        index = self._index
        first = pair.written[0]
        joint = len(self._written) + self._joints.index(first) if len(pair.written) > 1 else first
        word = index.word_number("".join(index.word(name.words[place]) for place in pair.known))
        assert word is not None  # it would not be paired
        most = rarest(index.size, index.held(word), self._numbers)
        return self._spoken[joint].evidence(index.codes(word), most, index.word(word)), most

    def _known_sizes(self, name: IndexedName, known: Sequence[str]) -> list[int]:
        return sizes(name.text, known, [self._index.word_size(word) for word in name.words])
