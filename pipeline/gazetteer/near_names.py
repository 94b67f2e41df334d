"""Near names: the names of an index that are made of words like the written ones.

Names are found through the most telling of those words, and ranked by the arithmetic of an alignment
(names/align.py) as far as whole arrays can be reckoned with: it is names/align.py that judges the best.

Many written names are gone through at once: a few long arrays cost less than many short ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.gazetteer.arrays import strongest
from pipeline.gazetteer.index import SLIGHT
from pipeline.gazetteer.near_words import Near
from pipeline.names.pairs import missing_weight
from pipeline.names.tables import changes, ranks, spread
from pipeline.names.weights import Alignment as Numbers

if TYPE_CHECKING:
    from pipeline.gazetteer.index import Index

# Names visited for each written word.
_VISITED = 3000
# Words of a name that are looked at in ranking, and names of one entity that may come among the best.
_WORDS = 8
_OF_ONE_ENTITY = 12
# How far a name may come behind the best and still turn out to be better: by the words that led to it, and
# by all its words.
_FURTHEST, _FURTHEST_RANKED = 0.35, 0.25


class Words(NamedTuple):
    """The words of some written names, row by row: whose each is, where it stands, and what its lack costs.

    A row may also be two neighbouring words as one (`joined`), `place` that of the first. `lack` is the
    share of a word's weight that is lost if a known name has it not.
    """

    written: NDArray[np.intp]
    place: NDArray[np.intp]
    joined: NDArray[np.bool_]
    lack: NDArray[np.float32]


class Found(NamedTuple):
    """What is found for written names, row by row: for which of them, and the number of a name or a word."""

    written: NDArray[np.intp]
    numbers: NDArray[np.intp]

    def places(self, written: NDArray[Any], numbers: NDArray[Any]) -> NDArray[np.intp]:
        """Return the rows that hold these, if rows are sorted and have all of them."""
        keys = self.written << 32 | self.numbers
        found: NDArray[np.intp] = keys.searchsorted(written << 32 | numbers)
        return found


class NearNames:
    """The words of the names of an index, opened for searching; safe to share between threads."""

    def __init__(self, index: Index) -> None:
        self._owners = np.asarray(index.owners)
        self._words = np.asarray(index.name_words)
        self._starts = np.asarray(index.name_starts)
        self._sizes = np.asarray(index.name_sizes)
        self._flags = np.asarray(index.name_flags)
        self._missing = np.asarray(index.missing_weights)
        self._postings = np.asarray(index.all_postings)
        self._postings_starts = np.asarray(index.postings_starts)
        self._rarity = np.asarray(index.rarities)

    def words(self, found: Found) -> Found:
        """Return the words of names, sorted, for each written name once, those written as one included."""
        starts, ends = self._starts[found.numbers].astype(np.intp), self._starts[found.numbers + 1]
        pairs = np.sort(found.written.repeat(ends - starts) << 32 | self._words[spread(starts, ends)])
        pairs = pairs[changes(pairs)]
        return Found(pairs >> 32, pairs & 0xFFFFFFFF)

    def promising(self, near: Near, words: Words, numbers: Numbers, most: int) -> Found:
        """Return for each written name up to `most` names that the words near its own lead to, best first.

        `near` counts the rows of `words`. Names are weighed by the words that led to them alone, even if one
        word led there twice.
        """
        halves = np.where(words.joined, np.float32(2), np.float32(1))[near.written]
        weight = self._rarity[near.words] + np.float32(numbers.base_weight)
        gain = near.values * weight * halves
        # What a pair adds to the most that could be gained: its own, for what two missing words count.
        add = weight * (halves - np.float32(numbers.missing_known))
        add -= np.float32(numbers.missing_written) * words.lack[near.written]
        visits = self._visits(near, words)
        if not len(visits.names):
            return Found(visits.names, visits.names)
        fresh = np.flatnonzero(changes(visits.written) | changes(visits.names))
        written, names = visits.written[fresh], visits.names[fresh]
        gained = np.add.reduceat(gain[visits.pairs], fresh)
        known = self._missing[names]
        lack = np.bincount(words.written, words.lack * ~words.joined).astype(np.float32)
        possible = np.add.reduceat(add[visits.pairs], fresh) + np.float32(numbers.missing_known) * known
        possible += np.float32(numbers.missing_written) * lack[written]
        return self._best(written, names, np.clip(gained / np.maximum(possible, 0.1), 0, 1), most)

    def ranked(
        self, found: Found, held: Found, alike: NDArray[np.float64], words: Words, numbers: Numbers, most: int
    ) -> Found:
        """Return for each written name up to `most` of those found, best first.

        `held` are their words (see `words`), and `alike` tells how like each of these (columns) is what is
        written at each place (rows), and, in the rows after those, at each place and the next as one.
        """
        if not len(found.numbers):
            return found
        scores = self._scores(found, held, alike, words, numbers)
        return self._best(found.written, found.numbers, scores, most, _FURTHEST_RANKED)

    def _visits(self, near: Near, words: Words) -> _Visits:
        """Return which names hold words near written ones, by the most telling row of `near` for each."""
        tells = near.values**3 * self._rarity[near.words]
        rows = np.lexsort((-tells, near.written))
        first = self._postings_starts[near.words[rows]].astype(np.int64)
        held = self._postings_starts[near.words[rows] + 1] - first
        before = np.cumsum(held) - held
        of = near.written[rows]
        before -= np.maximum.accumulate(np.where(changes(of), before, 0))
        held = np.clip(_VISITED - before, 0, held)
        pairs = rows.repeat(held)
        names = self._postings[spread(first, first + held)]
        # Sorted by written name, name, and row: of those of one word the most telling comes first.
        bits, name_bits = len(pairs).bit_length(), len(self._owners).bit_length()
        order = np.sort(
            (words.written[near.written[pairs]] << name_bits | names) << bits | np.arange(len(pairs))
        )
        pairs = pairs[order & (1 << bits) - 1]
        order >>= bits
        best = changes(order) | changes(near.written[pairs])
        order = order[best]
        return _Visits(order >> name_bits, order & (1 << name_bits) - 1, pairs[best])

    def _best(
        self,
        written: NDArray[Any],
        names: NDArray[Any],
        scores: NDArray[Any],
        most: int,
        furthest: float = _FURTHEST,
    ) -> Found:
        """Return up to `most` names for each written one, best first, none further from the best.

        There are not too many of one entity among them. `written` is sorted.
        """
        starts = np.flatnonzero(changes(written))
        best = np.maximum.reduceat(scores, starts).repeat(np.diff(np.append(starts, len(scores))))
        near = scores >= best - furthest
        written, names, scores = written[near], names[near], scores[near]
        if len(names) > most:
            best = strongest(scores, written, int(written[-1]) + 1, 2 * most)
            written, names, scores = written[best], names[best], scores[best]
        order = np.lexsort((-scores, written))
        written, names = written[order], names[order]
        few = ranks(written << 32 | self._owners[names]) < _OF_ONE_ENTITY
        written, names = written[few], names[few]
        first = ranks(written) < most
        return Found(written[first], names[first])

    def _scores(
        self, found: Found, held: Found, alike: NDArray[np.float64], words: Words, numbers: Numbers
    ) -> NDArray[Any]:
        """Return what an alignment with each name would score, nearly."""
        # All arrays have the words of the names as rows and the names as columns: so they are long.
        starts, ends = self._starts[found.numbers].astype(np.int64), self._starts[found.numbers + 1]
        places = starts + np.arange(min(int((ends - starts).max()), _WORDS))[:, None]
        there, own = places < ends, places < starts + self._sizes[found.numbers]
        known = self._words.take(places, mode="clip")
        weight = (self._rarity.take(known) + np.float32(numbers.base_weight)) * there
        flags = self._flags.take(places, mode="clip")
        total = (missing_weight(self._rarity.take(known), flags & SLIGHT > 0, numbers) * own).sum(axis=0)
        weight *= 2 - own.astype(np.float32)  # a word that two make when written as one counts for both
        columns = held.places(found.written, known)
        columns[~there] = alike.shape[1]
        table = np.append(alike, np.zeros((len(alike), 1)), axis=1).astype(np.float32)
        likeness = table.take(columns, axis=1)  # by written word, word of the name, and name
        size = len(alike) + 1 >> 1
        likeness[size:] *= own  # as one on one side only
        best = likeness.argmax(axis=1)
        similar = likeness.max(axis=1)
        reached = weight[best, np.arange(len(places[0]))] * (similar > 0)
        gained = similar * reached
        _keep_apart(gained, reached, best, size)
        covered = reached[:size].sum(axis=0)
        _join(gained, reached, covered, size)
        gained, reached = gained[:size], reached[:size]
        possible = reached.sum(axis=0) + numbers.missing_known * np.maximum(total - covered, 0)
        lack = np.zeros((size, int(words.written[-1]) + 1), np.float32)
        one = ~words.joined
        lack[words.place[one], words.written[one]] = words.lack[one]
        possible += numbers.missing_written * (lack[:, found.written] * (reached == 0)).sum(axis=0)
        scores: NDArray[Any] = gained.sum(axis=0) / possible
        return scores


class _Visits(NamedTuple):
    """Names come upon, row by row: for which written name, which of the index, through which row of Near."""

    written: NDArray[np.intp]
    names: NDArray[np.intp]
    pairs: NDArray[np.intp]


def _keep_apart(gained: NDArray[Any], reached: NDArray[Any], best: NDArray[Any], size: int) -> None:
    """Where two of `size` written words are likest to the same word of a name, leave it to the liker one."""
    for one in range(size):
        for other in range(one):
            same = best[one] == best[other]
            less = gained[one] < gained[other]
            for row, loses in ((one, same & less), (other, same & ~less)):
                gained[row, loses] = reached[row, loses] = 0


def _join(gained: NDArray[Any], reached: NDArray[Any], covered: NDArray[Any], size: int) -> None:
    """Where two written words gain more as one, count it as one half for each of them."""
    for at, row in enumerate(range(size, len(gained))):
        better = 2 * gained[row] > gained[at] + gained[at + 1]
        covered[better] += reached[row, better] - reached[at, better] - reached[at + 1, better]
        for word in (at, at + 1):
            gained[word, better], reached[word, better] = gained[row, better], reached[row, better]
