"""Near names: the names of an index that are made of words like the written ones.

Names are found through the most telling of those words, and ranked by the arithmetic of an alignment
(names/align.py) as far as whole arrays can be reckoned with: it is names/align.py that judges the best.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.gazetteer.arrays import spread, strongest
from pipeline.gazetteer.near_words import Near
from pipeline.names.weights import Alignment as Numbers

if TYPE_CHECKING:
    from pipeline.gazetteer.index import Index

# Names visited for each written word.
_VISITED = 3000
# Words of a name that are looked at in ranking, and names of one entity that may come among the best.
_WORDS = 8
_OF_ONE_ENTITY = 3
# How far a name may come behind the best and still turn out to be better.
_FURTHEST = 0.35
# Slots to reckon with visited names in, a power of two: few enough for a processor's own memory. Names
# that share one, a few in a hundred, count as better than they are until they are ranked.
_SLOTS = 2**17


class NearNames:
    """The words of the names of an index, opened for searching; safe to share between threads."""

    def __init__(self, index: Index) -> None:
        self._owners = np.asarray(index.owners)
        self._words = np.asarray(index.name_words)
        self._starts = np.asarray(index.name_starts)
        self._sizes = np.asarray(index.name_sizes)
        self._tells = np.asarray(index.name_rarities)
        self._postings = np.asarray(index.all_postings)
        self._postings_starts = np.asarray(index.postings_starts)
        self._rarity = np.asarray(index.rarities)
        self._thread = threading.local()

    def words(self, names: NDArray[Any]) -> NDArray[Any]:
        """Return the words of some names, each once, those that two words make as one included."""
        found = np.sort(self._words[spread(self._starts[names], self._starts[names + 1])])
        return found[np.append(True, found[1:] != found[:-1])[: len(found)]]

    def promising(
        self, near: Near, sizes: Sequence[int], joints: Sequence[int], numbers: Numbers, most: int
    ) -> NDArray[Any]:
        """Return up to `most` names, best first, that the words near the written ones lead to.

        `sizes` are the sounds of the written words; after these, `near` counts two from each of `joints` as
        one. Names are weighed by the words that led to them alone, even if one word led there twice.
        """
        if not len(near.words):
            return near.words
        lack = np.float32(numbers.missing_written) * _slight(sizes, numbers)
        lack = np.append(lack, [lack[at] + lack[at + 1] for at in joints]).astype(np.float32)
        halves = np.array([1] * len(sizes) + [2] * len(joints), np.float32)[near.written]
        weight = self._rarity[near.words] + np.float32(numbers.base_weight)
        gain = near.values * weight * halves
        # What a pair adds to the most that could be gained: its own, for what two missing words count.
        add = weight * (halves - np.float32(numbers.missing_known)) - lack[near.written]
        pair, gained, possible = self._slots()
        visited = []
        for names, pairs in self._visited(near):
            slots = names & np.uint32(_SLOTS - 1)
            pair[slots] = pairs  # the most telling pair of a name comes last, and stays
            pairs = pair[slots]
            new = gained[slots] + gain[pairs], possible[slots] + add[pairs]
            gained[slots], possible[slots] = new
            visited.append(names)
        names = np.concatenate(visited)
        slots = names & np.uint32(_SLOTS - 1)
        known = self._tells[names] + np.float32(numbers.base_weight) * self._sizes[names]
        most_gained = possible[slots] + np.float32(numbers.missing_known) * known + lack[: len(sizes)].sum()
        scores = np.clip(gained[slots] / np.maximum(most_gained, 0.1), 0, 1)
        gained[slots] = possible[slots] = 0
        best = strongest(scores, 3 * most)  # a name is there once for each word that led to it
        return self._best(names[best], scores[best], most)

    def ranked(
        self,
        names: NDArray[Any],
        words: NDArray[Any],
        alike: NDArray[np.float32],
        sizes: Sequence[int],
        joints: Sequence[int],
        numbers: Numbers,
        most: int,
    ) -> NDArray[Any]:
        """Return up to `most` of these names (by number), best first, not too many of one entity.

        `words` are the words of the names, in order, and `alike` tells how like each written word (rows) each
        of them (columns) is, with rows for two words from `joints` as one after the others.
        """
        if not len(names):
            return names
        scores = self._scores(names, words, alike, sizes, joints, numbers)
        near = scores >= scores.max() - _FURTHEST
        return self._best(names[near], scores[near], most)

    def _best(self, names: NDArray[Any], scores: NDArray[Any], most: int) -> NDArray[Any]:
        """Return up to `most` names, best first, each once and not too many of one entity."""
        names = names[np.argsort(-scores, kind="stable")]
        seen: dict[int, int] = {}
        found: dict[int, None] = {}
        for name, owner in zip(names.tolist(), self._owners[names].tolist(), strict=True):
            if name not in found and (times := seen.get(owner, 0)) < _OF_ONE_ENTITY:
                seen[owner] = times + 1
                found[name] = None
                if len(found) == most:
                    break
        return np.fromiter(found, np.int64, len(found))

    def _visited(self, near: Near) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
        """Yield for each written word names that hold words near it, and the row of `near` that led to each.

        The most telling rows come last, and are not left out.
        """
        tells = near.values**3 * self._rarity[near.words]
        starts = np.flatnonzero(np.append(True, near.written[1:] != near.written[:-1]))
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(tells)], strict=True):
            rows = start + np.argsort(-tells[start:end])
            first = self._postings_starts[near.words[rows]].astype(np.int64)
            held = self._postings_starts[near.words[rows] + 1] - first
            held = np.clip(_VISITED - np.cumsum(held) + held, 0, held)[::-1]
            first = first[::-1]
            yield self._postings[spread(first, first + held)], rows[::-1].repeat(held)

    def _slots(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Return a thread's slots for visited names: the pair that led there, sums of gains, sums possible."""
        found: tuple[NDArray[Any], NDArray[Any], NDArray[Any]] | None = getattr(self._thread, "slots", None)
        if found is None:
            found = np.empty(_SLOTS, np.intp), np.zeros(_SLOTS, np.float32), np.zeros(_SLOTS, np.float32)
            self._thread.slots = found
        return found

    def _scores(
        self,
        names: NDArray[Any],
        words: NDArray[Any],
        alike: NDArray[np.float32],
        sizes: Sequence[int],
        joints: Sequence[int],
        numbers: Numbers,
    ) -> NDArray[Any]:
        """Return what an alignment with each name would score, nearly."""
        # All arrays have the words of the names as rows and the names as columns: so they are long.
        starts, ends = self._starts[names].astype(np.int64), self._starts[names + 1]
        places = starts + np.arange(min(int((ends - starts).max()), _WORDS))[:, None]
        there, own = places < ends, places < starts + self._sizes[names]
        held = self._words.take(places, mode="clip")
        weight = (self._rarity.take(held) + np.float32(numbers.base_weight)) * there
        total = (weight * own).sum(axis=0)
        weight *= 2 - own.astype(np.float32)  # a word that two make when written as one counts for both
        columns = np.searchsorted(words, held)
        columns[~there] = len(words)
        table = np.append(alike, np.zeros((len(alike), 1), np.float32), axis=1)
        likeness = table.take(columns, axis=1)  # by written word, word of the name, and name
        likeness[len(sizes) :] *= own  # as one on one side only
        best = likeness.argmax(axis=1)
        similar = likeness.max(axis=1)
        reached = weight[best, np.arange(len(names))] * (similar > 0)
        gained = similar * reached
        _keep_apart(gained, reached, best, len(sizes))
        covered = reached[: len(sizes)].sum(axis=0)
        _join(gained, reached, covered, joints, len(sizes))
        gained, reached = gained[: len(sizes)], reached[: len(sizes)]
        possible = reached.sum(axis=0) + numbers.missing_known * np.maximum(total - covered, 0)
        possible += numbers.missing_written * (_slight(sizes, numbers) @ (reached == 0))
        scores: NDArray[Any] = gained.sum(axis=0) / possible
        return scores


def _slight(sizes: Sequence[int], numbers: Numbers) -> NDArray[np.float32]:
    """Return how much each written word of so many sounds counts when a name has it not."""
    return np.array([numbers.slight if size <= 2 else 1.0 for size in sizes], np.float32)


def _keep_apart(gained: NDArray[Any], reached: NDArray[Any], best: NDArray[Any], size: int) -> None:
    """Where two of `size` written words are likest to the same word of a name, leave it to the liker one."""
    for one in range(size):
        for other in range(one):
            same = best[one] == best[other]
            less = gained[one] < gained[other]
            for row, loses in ((one, same & less), (other, same & ~less)):
                gained[row, loses] = reached[row, loses] = 0


def _join(
    gained: NDArray[Any], reached: NDArray[Any], covered: NDArray[Any], joints: Sequence[int], size: int
) -> None:
    """Where two written words gain more as one, count it as one half for each of them."""
    for at, row in zip(joints, range(size, len(gained)), strict=True):
        better = 2 * gained[row] > gained[at] + gained[at + 1]
        covered[better] += reached[row, better] - reached[at, better] - reached[at + 1, better]
        for word in (at, at + 1):
            gained[word, better], reached[word, better] = gained[row, better], reached[row, better]
