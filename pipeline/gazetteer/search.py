"""Search: the names of an index that may be a written name, each with how its words align.

First the words of the index that sound like a written one (near_words), then the names that are made of
such words (near_names); then every word of the best of these is compared with every written one, so that
a name is found by one of its words and judged by all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.gazetteer.index import Index
from pipeline.gazetteer.near_names import Found, Held, Words
from pipeline.gazetteer.near_words import Near
from pipeline.names.align import Alignments, align
from pipeline.names.evidence import evidence
from pipeline.names.pairs import KnownWords, initials, possible_pairs
from pipeline.names.particles import initial
from pipeline.names.score import Lasts, Told, facts, misspelt, rarest
from pipeline.names.tables import changes, distinct, first_of
from pipeline.names.weights import Alignment as Numbers
from pipeline.names.written import Written

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Names whose every word is compared, and those of them that are aligned.
_COMPARED = 100
_ALIGNED = 16


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
        self._customary = np.array([known for one in written for known in one.customary], np.bool_)
        self._words = self._table()
        # The row of `_compare` that each word of `_spoken` has, and which word each row is for each name.
        self._size = int(self._words.place.max(initial=0)) + 1
        self._rows = self._words.place + self._size * self._words.joined
        self._at = np.zeros((2 * self._size - 1, len(written)), np.intp)
        self._at[self._rows, self._words.written] = np.arange(len(self._spoken))
        self._spelt = self._spellings()

    def aligned(self) -> Aligned:
        """Return for each written name the promising names, aligned, best first by what they promise."""
        index, numbers = self._index, self._numbers
        if not self._spoken:  # nothing of it can be read
            none = Found(np.empty(0, np.intp), np.empty(0, np.intp))
            return self._aligned(none, index.near_names.words(none), np.zeros((1, 0)))
        near = index.near_words.near(self._spoken, self._spelt)
        names = index.near_names.promising(near, self._words, numbers, _COMPARED)
        held = index.near_names.words(names)
        alike = self._compare(held)
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
        order = order[first_of(1, written[order], owners[order])]
        order = order[first_of(most, written[order])]
        best = np.zeros(len(self._written))
        np.maximum.at(best, written, score)
        return found.take(order[score[order] >= best[written[order]] - furthest])

    def _table(self) -> Words:
        """Return the rows of `_spoken`: whose each is, where it stands, and what its lack costs."""
        written, places, joined, lacks = [], [], [], []
        for number, one in enumerate(self._written):
            written += [number] * len(one.spoken)
            places += [*range(len(one.texts)), *one.joints]
            joined += [False] * len(one.texts) + [True] * len(one.joints)
            lacks += one.lacks
        return Words(
            np.array(written, np.intp),
            np.array(places, np.intp),
            np.array(joined, np.bool_),
            np.array(lacks, np.float32),
        )

    def _spellings(self) -> Near:
        """Return the words of the index that are customary spellings of written ones or nicknames, sorted."""
        found = [
            (place, number, worth)
            for place, one in enumerate(self._spoken)
            for text, worth in one.spellings.items()
            if (number := self._index.word_number(text)) is not None
        ]
        written, words, worth = zip(*sorted(found), strict=True) if found else ((), (), ())
        return Near(np.array(written, np.intp), np.array(words, np.intp), np.array(worth, np.float64))

    def _compare(self, held: Held) -> NDArray[np.float64]:
        """Return how like each word of the index (columns) is what is written (rows), 0 where too little.

        There is a row for each place in a written name, and, after these, one for each place and the next.
        """
        alike = np.zeros((len(self._at), len(held.numbers)))
        ends = held.written.searchsorted(np.arange(len(self._written)), "right").tolist()
        first = start = 0
        compared = self._index.near_words.compare(
            [one.spoken for one in self._written], held.numbers, ends, self._numbers.other_reading
        )
        for one, end, values in zip(self._written, ends, compared, strict=True):
            rows = self._rows[first : first + len(one.spoken)]
            alike[rows, start:end] = values
            first, start = first + len(one.spoken), end
        alike[alike < self._numbers.least_similar] = 0
        spelt, keys = self._spelt, held.written << 32 | held.numbers
        wanted = self._words.written[spelt.written] << 32 | spelt.words
        places = keys.searchsorted(wanted)
        here = np.append(keys, -1)[places] == wanted
        np.maximum.at(alike, (self._rows[spelt.written[here]], places[here]), spelt.values[here])
        return alike

    def _aligned(self, names: Found, held: Held, alike: NDArray[np.float64]) -> Aligned:
        """Return the names aligned; `held` and `alike` are as `_compare` has them."""
        columns, spoken = self._index.columns, self._words
        words = columns.words(names.numbers)
        alike = alike[:, held.places(names.written[words.of], words.numbers)]
        lack = np.append(spoken.lack, 0.0)[self._at[:, names.written]]
        possible = possible_pairs(alike, words, lack, self._initials(names, words), self._numbers)
        missing = columns.missing_weights[names.numbers].astype(np.float64)
        left_over = np.bincount(spoken.written, spoken.lack * ~spoken.joined).astype(np.float64)
        return Aligned(names, align(possible, missing, left_over[names.written], self._numbers))

    def _initials(self, names: Found, words: KnownWords) -> NDArray[np.intp]:
        """Return which written words (by place) and words of names (by row) may be initials of each other."""
        cut = np.array([any(map(initial, one.texts)) for one in self._written], np.bool_)[names.written]
        cut[words.of[words.initial]] = True
        starts, lengths = np.flatnonzero(changes(words.of)), np.bincount(words.of[~words.both])
        found = []
        for name in np.flatnonzero(cut).tolist():
            first = int(starts[name])
            numbers = words.numbers[first : first + int(lengths[name])].tolist()
            texts = self._written[names.written[name]].texts
            found += [(i, first + j) for i, j in initials(texts, list(map(self._index.word, numbers)))]
        return np.array(found, np.intp).reshape(-1, 2)

    def facts(self, found: Aligned, among: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return what names aligned show (see names/score.py), if each is one of so many names."""
        last = np.array([len(one.texts) - 1 for one in self._written], np.intp)
        lasts = Lasts(last[found.names.written], self._index.columns.lasts(found.names.numbers))
        return facts(found.alignments, self._told(found), lasts, among, self._numbers)

    def _misspelt(self, found: Aligned) -> NDArray[np.float64]:
        """Return what share of the letters of each pair differ, NaN where that cannot be told."""
        pairs, written = found.alignments.pairs, found.names.written
        latin = np.array([one.as_spelt for one in self._written], np.bool_)[written]
        rows = np.flatnonzero(latin[pairs.of] & ~pairs.initial)
        known = list(map(self._index.word, pairs.word[rows].tolist()))
        places = zip(
            *(column[rows].tolist() for column in (written[pairs.of], pairs.written, pairs.both_written)),
            strict=True,
        )
        ours = ["".join(self._written[one].texts[at : at + 1 + both]) for one, at, both in places]
        shares = np.full(len(pairs.of), np.nan)
        shares[rows] = misspelt(ours, known)
        return shares

    def _told(self, found: Aligned) -> Told:
        """Return what each pair tells."""
        index, pairs = self._index, found.alignments.pairs
        told, most = np.full((2, len(pairs.of)), np.nan)
        otherwise = np.zeros(len(pairs.of), np.bool_)
        rows = np.flatnonzero(~(pairs.initial | pairs.particle))
        place = pairs.written + self._size * pairs.both_written
        asked = self._at[place, found.names.written[pairs.of]] << 32 | pairs.word
        asked, back = distinct(asked[rows])
        spoken, words = asked >> 32, asked & 0xFFFFFFFF
        known = self._spelt.written << 32 | self._spelt.words
        places = known.searchsorted(asked)
        here = np.append(known, -1)[places] == asked
        spelt = np.zeros(len(asked))
        spelt[here] = self._spelt.values[places[here]]
        rarity = rarest(index.size, index.columns.held(words), self._numbers)
        known_codes = list(map(index.codes, words.tolist()))
        says = evidence([self._spoken[one] for one in spoken.tolist()], known_codes, spelt, rarity)
        told[rows], most[rows] = says[back], rarity[back]
        otherwise[rows] = (self._customary[spoken] & (spelt == 0))[back]
        return Told(told, most, self._misspelt(found), otherwise)
