"""Search: the names of an index that may be a written name, each with how its words align.

First the words of the index that sound like a written one (near_words), then the names that are made of
such words (near_names); then every word of the best of these is compared with every written one, so that
a name is found by one of its words and judged by all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.gazetteer.columns import NameWords
from pipeline.gazetteer.index import PARTICLE, Index
from pipeline.gazetteer.near_names import Found, Words
from pipeline.gazetteer.near_words import Near
from pipeline.language.scripts import script_of
from pipeline.names.align import SLIGHT, Alignments, Pairs, align, initials
from pipeline.names.evidence import evidence
from pipeline.names.particles import initial
from pipeline.names.score import facts, rarest
from pipeline.names.tables import ranks
from pipeline.names.weights import Alignment as Numbers
from pipeline.names.written import Written

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Names whose every word is compared, and those of them that are aligned.
_COMPARED = 200
_ALIGNED = 24
# Sounds or letters of a word that may be an initial.
_LONGEST_INITIAL = 3


class Aligned(NamedTuple):
    """Names of the index found for written ones, and how each aligns with it."""

    names: Found
    alignments: Alignments

    def take(self, rows: NDArray[np.intp]) -> Aligned:
        """Return some of them, in this order."""
        return Aligned(Found(*(column[rows] for column in self.names)), self.alignments.take(rows))


class Search:
    """Written names against an index, many at a time: it is the quicker for it."""

    def __init__(self, index: Index, written: Sequence[Written], numbers: Numbers) -> None:
        self._index = index
        self._numbers = numbers
        self._written = written
        self._spoken = [spoken for one in written for spoken in one.spoken]
        self._words = self._table()
        # Sorted by word of `_spoken` and word of the index.
        self._spelt_table = self._spelt()
        self._spelt_keys = self._spelt_table.written << 32 | self._spelt_table.words

    def aligned(self) -> Aligned:
        """Return for each written name the promising names, aligned, best first by what they promise."""
        index, numbers = self._index, self._numbers
        spelt = self._spelt_table
        near = index.near_words.near(self._spoken, spelt)
        names = index.near_names.promising(near, self._words, numbers, _COMPARED)
        held = index.near_names.words(names)
        alike = self._compare(held, spelt)
        names = index.near_names.ranked(names, held, alike, self._words, numbers, _ALIGNED)
        return self._aligned(names, held, alike)

    def nearest(self, most: int, furthest: float) -> Aligned:
        """Return for each written name the best name of each entity, best first, up to so many entities.

        None scores so much less than the best of all (0 to 1) that it cannot be the one meant.
        """
        found = self.aligned()
        written, score = found.names.written, found.alignments.score
        owners = self._index.columns.owners[found.names.numbers]
        order = np.lexsort((-score, written))
        order = order[score[order] > 0]
        _, first = np.unique(written[order] << 32 | owners[order], return_index=True)
        order = order[np.sort(first)]
        rank = ranks(written[order])
        best = np.zeros(len(self._written))
        np.maximum.at(best, written, score)
        near = (rank < most) & (score[order] >= best[written[order]] - furthest)
        return found.take(order[near])

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
        written, words, worth = zip(*sorted(found), strict=True) if found else ((), (), ())
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

    def _aligned(self, names: Found, held: Found, alike: NDArray[np.float64]) -> Aligned:
        """Return the names aligned; `held` and `alike` are as `_compare` has them."""
        words = self._index.columns.words(names.numbers)
        possible = self._possible(names, words, alike[:, held.places(names.written[words.of], words.numbers)])
        missing = self._index.columns.missing_weights[names.numbers].astype(np.float64)
        left_over = np.bincount(self._words.written, self._words.lack * ~self._words.joined)
        return Aligned(names, align(possible, missing, left_over[names.written], self._numbers))

    def _possible(self, names: Found, words: NameWords, alike: NDArray[np.float64]) -> Pairs:
        """Return all pairs that might be of the words of names, given how like what is written they are."""
        size = len(alike) + 1 >> 1
        row, word = np.nonzero(alike)
        initials = self._initials(names, words)
        similarity = np.append(alike[row, word], np.full(len(initials), self._numbers.initial))
        initial = np.arange(len(similarity)) >= len(row)
        row, word = np.append(row, initials[:, 0]), np.append(word, initials[:, 1])
        rows = np.flatnonzero((row < size) | ~words.both[word])  # not two words for two
        row, word, similarity, initial = row[rows], word[rows], similarity[rows], initial[rows]
        weight = words.rarity.astype(np.float64) + self._numbers.base_weight
        cost = weight * np.where(words.slight, self._numbers.slight, 1.0)
        # Where two known words count as one, these are the first and the second of them.
        first = words.first[word] + words.place[word]
        second, both = first + words.both[word], words.both[word]
        particle = (words.slight[first] == PARTICLE) & (words.slight[second] == PARTICLE)
        lack = np.zeros((len(alike), len(self._written)))
        lack[self._words.place + size * self._words.joined, self._words.written] = self._words.lack
        of = words.of[word]
        return Pairs(
            of=of,
            written=row - size * (row >= size),
            both_written=row >= size,
            known=words.place[word],
            both_known=both,
            word=words.numbers[word],
            similarity=similarity,
            initial=initial,
            weight=(weight[first] + weight[second] * (both | (row >= size)))
            * np.where(particle, self._numbers.slight, 1.0),
            known_weight=cost[first] + cost[second] * both,
            written_weight=lack[row, names.written[of]],
            particle=particle,
        )

    def _initials(self, names: Found, words: NameWords) -> NDArray[np.intp]:
        """Return which written words (by place) and words of names (by row) may be initials of each other."""
        index, found = self._index, []
        own = np.flatnonzero(~words.both)
        short = np.unique(words.numbers[own[words.sizes[own] <= _LONGEST_INITIAL]])
        letters = [word for word in short.tolist() if initial(index.word(word))]
        cut = np.array([any(map(initial, one.texts)) for one in self._written], np.bool_)
        asked = np.unique(words.of[own[np.isin(words.numbers[own], letters)]])
        for name in np.union1d(asked, np.flatnonzero(cut[names.written])).tolist():
            rows = own[words.of[own] == name]
            known = [index.word(word) for word in words.numbers[rows].tolist()]
            texts = self._written[names.written[name]].texts
            found += [(i, int(rows[j])) for i, j in initials(texts, known)]
        return np.array(found, np.intp).reshape(-1, 2)

    def facts(self, found: Aligned, among: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return what names aligned show (see names/score.py), if each is one of so many names."""
        pairs = found.alignments.pairs
        told, most = self._told(found)
        misspelt = np.full(len(pairs.of), np.nan)
        latin = np.array([one.script == "Latn" for one in self._written], np.bool_)[found.names.written]
        for name in np.flatnonzero(latin).tolist():
            latin[name] = script_of(self._index.text(found.names.numbers[name])) == "Latn"
        rows = np.flatnonzero(latin[pairs.of] & ~pairs.initial)
        if len(rows):
            known = [self._index.word(word) for word in pairs.word[rows].tolist()]
            owners = found.names.written[pairs.of[rows]].tolist()
            written = [
                "".join(self._written[owner].texts[place : place + 1 + both])
                for owner, place, both in zip(
                    owners, pairs.written[rows].tolist(), pairs.both_written[rows].tolist(), strict=True
                )
            ]
            misspelt[rows] = process.cpdist(
                written, known, scorer=Levenshtein.normalized_distance, dtype=np.float64
            )
        return facts(found.alignments, told, most, misspelt, among, self._numbers)

    def _told(self, found: Aligned) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return what each pair says and the most that it can, in nats, NaN where it is no evidence."""
        index, pairs = self._index, found.alignments.pairs
        told, most = np.full((2, len(pairs.of)), np.nan)
        rows = np.flatnonzero(~(pairs.initial | pairs.particle))
        if not len(rows):
            return told, most
        key = (found.names.written[pairs.of] << 32 | pairs.written << 1 | pairs.both_written)[rows]
        keys = self._words.written << 32 | self._words.place << 1 | self._words.joined
        order = np.argsort(keys)
        asked = order[keys[order].searchsorted(key)] << 32 | pairs.word[rows]
        asked, back = np.unique(asked, return_inverse=True)
        spoken, words = asked >> 32, asked & 0xFFFFFFFF
        known = self._spelt_keys
        places = known.searchsorted(asked)
        here = known.take(places, mode="clip") == asked if len(known) else np.zeros(len(asked), np.bool_)
        spelt = np.zeros(len(asked))
        spelt[here] = self._spelt_table.values[places[here]]
        held = index.columns.held(words)
        rare = rarest(index.size, held, self._numbers)
        says = evidence(
            [self._spoken[place] for place in spoken.tolist()],
            [index.codes(word) for word in words.tolist()],
            spelt,
            rare,
        )
        told[rows], most[rows] = says[back], rare[back]
        return told, most
