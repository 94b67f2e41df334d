"""Search: the names of an index that may be a written name, each with how its words align.

First the words of the index that sound like a written one (near_words), then the names that are made of
such words (near_names); then every word of the best of these is compared with every written one, so that
a name is found by one of its words and judged by all.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.gazetteer.index import Index, IndexedName
from pipeline.gazetteer.near_names import Found, Words
from pipeline.gazetteer.near_words import Near
from pipeline.language.scripts import script_of
from pipeline.names.align import SLIGHT, Alignment, Pair, align, initials, possible_pairs
from pipeline.names.nearby import joints
from pipeline.names.particles import sizes
from pipeline.names.score import Facts, facts, rarest
from pipeline.names.weights import Alignment as Numbers
from pipeline.names.written import Written

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Names whose every word is compared, and those of them that are aligned.
_COMPARED = 200
_ALIGNED = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the index and how the written name aligns with it."""

    name: IndexedName
    alignment: Alignment


class Search:
    """Written names against an index, many at a time: it is the quicker for it."""

    def __init__(self, index: Index, written: Sequence[Written], numbers: Numbers) -> None:
        self._index = index
        self._numbers = numbers
        self._written = written
        self._spoken = [spoken for one in written for spoken in one.spoken]
        self._words = self._table()

    def hits(self) -> list[list[Hit]]:
        """Return for each written name the promising names, aligned, best first by what they promise."""
        index, numbers = self._index, self._numbers
        if not self._spoken:
            return [[] for _ in self._written]
        spelt = self._spelt()
        near = index.near_words.near(self._spoken, spelt)
        names = index.near_names.promising(near, self._words, numbers, _COMPARED)
        held = index.near_names.words(names)
        alike = self._compare(held, spelt)
        names = index.near_names.ranked(names, held, alike, self._words, numbers, _ALIGNED)
        return self._aligned(names, held, alike)

    def _table(self) -> Words:
        """Return the rows of `_spoken`: whose each is, where it stands, and what its lack costs."""
        written, places, joined, lacks = [], [], [], []
        for number, one in enumerate(self._written):
            lack = [self._numbers.slight if size <= SLIGHT else 1.0 for size in one.sizes]
            written += [number] * len(one.spoken)
            places += [*range(len(one.texts)), *one.joints]
            joined += [False] * len(one.texts) + [True] * len(one.joints)
            lacks += lack + [lack[at] + lack[at + 1] for at in one.joints]
        return Words(
            np.array(written, np.intp),
            np.array(places, np.intp),
            np.array(joined, np.bool_),
            np.array(lacks, np.float32),
        )

    def _spelt(self) -> Near:
        """Return the words of the index that are customary spellings of written ones, or nicknames."""
        found = [
            (place, number, worth)
            for place, one in enumerate(self._spoken)
            for text, worth in one.spellings.items()
            if (number := self._index.word_number(text)) is not None
        ]
        written, words, worth = zip(*found, strict=True) if found else ((), (), ())
        return Near(np.array(written, np.intp), np.array(words, np.intp), np.array(worth, np.float64))

    def _compare(self, held: Found, spelt: Near) -> NDArray[np.float64]:
        """Return how like each word of the index (columns) is what is written (rows), 0 where too little.

        There is a row for each place in a written name, and, after these, one for each place and the next.
        """
        size = int(self._words.place.max()) + 1
        alike = np.zeros((2 * size - 1, len(held.numbers)))
        row_of = self._words.place + size * self._words.joined
        ends = held.written.searchsorted(np.arange(len(self._written)), "right").tolist()
        first = 0
        for one, start, end in zip(self._written, [0, *ends], ends, strict=False):
            rows = row_of[first : first + len(one.spoken)]
            first += len(one.spoken)
            if end > start:
                alike[rows, start:end] = self._index.near_words.compare(one.spoken, held.numbers[start:end])
        alike[alike < self._numbers.least_similar] = 0
        keys, wanted = (
            held.written << 32 | held.numbers,
            self._words.written[spelt.written] << 32 | spelt.words,
        )
        places = keys.searchsorted(wanted)
        here = keys.take(places, mode="clip") == wanted if len(keys) else places < 0
        np.maximum.at(alike, (row_of[spelt.written[here]], places[here]), spelt.values[here])
        return alike

    def _aligned(self, names: Found, held: Found, alike: NDArray[np.float64]) -> list[list[Hit]]:
        """Return the names as hits, aligned; `held` and `alike` are as `_compare` has them."""
        size = len(alike) + 1 >> 1
        found: list[list[Hit]] = [[] for _ in self._written]
        words, counts = self._index.near_names.all_words(names)
        columns = iter(alike[:, held.places(*words)].T.tolist())
        for number, name, count in zip(*map(np.ndarray.tolist, (*names, counts)), strict=True):
            one = self._written[number]
            rows = [*range(len(one.texts)), *(size + at for at in one.joints)]
            likeness = list(zip(*itertools.islice(columns, count), strict=True))
            found[number].append(self._hit(one, self._index.name(name), [likeness[row] for row in rows]))
        return found

    def _hit(self, one: Written, name: IndexedName, alike: Sequence[Sequence[float]]) -> Hit:
        """Align a name, given how like its words (columns) each written word (rows) is."""
        known = [self._index.word(word) for word in name.words]
        known_joints = [at for at, _ in joints(known)] if len(alike[0]) > len(known) else []
        pairs = possible_pairs(alike, len(one.texts), one.joints, len(known), known_joints)
        pairs += initials(one.texts, known, self._numbers)
        rarity = [self._index.rarity(word) for word in name.words]
        return Hit(name, align(pairs, one.sizes, rarity, self._known_sizes(name, known), self._numbers))

    def facts(self, one: Written, hit: Hit, among: int) -> Facts:
        """Return what a hit shows (see names/score.py) if it is one of so many names."""
        index = self._index
        known = [index.word(word) for word in hit.name.words]
        counted = self._known_sizes(hit.name, known)
        told = [
            self._told(one, pair, hit.name)
            for pair in hit.alignment.pairs
            if not pair.initial and any(counted[place] for place in pair.known)
        ]
        latin = one.script == "Latn" == script_of(hit.name.text)
        return facts(hit.alignment, told, one.texts, known, among, self._numbers, latin)

    def _told(self, one: Written, pair: Pair, name: IndexedName) -> tuple[float, float]:
        """Return how much a pair says and the most that its known word can say, in nats."""
        index, row, word = self._index, one.place(pair.written), name.words[pair.known[0]]
        if len(pair.known) > 1:
            both = "".join(index.word(name.words[place]) for place in pair.known)
            word = index.word_number(both) or 0
        if (told := one.heard.get((row, word))) is None:
            most = rarest(index.size, index.held(word), self._numbers)
            says = one.spoken[row].evidence(index.codes(word), most, index.word(word))
            told = one.heard[row, word] = says, most
        return told

    def _known_sizes(self, name: IndexedName, known: Sequence[str]) -> list[int]:
        return sizes(name.text, known, [self._index.word_size(word) for word in name.words])
