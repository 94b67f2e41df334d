"""Near names: the names of an index that are made of words like the written ones.

Names are found through the most telling of those words, and ranked by the arithmetic of an alignment
(names/align.py) as far as whole arrays can be reckoned with: it is names/align.py that judges the best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.gazetteer.arrays import spread, strongest
from pipeline.names.weights import Alignment as Numbers

if TYPE_CHECKING:
    from pipeline.gazetteer.index import Index

# Names visited for each written word, and names of all these that are ranked.
_VISITED = 3000
_RANKED = 300
# Words of a name that are looked at in ranking, and names of one entity that may come among the best.
_WORDS = 8
_OF_ONE_ENTITY = 3
# How far a name may come behind the best and still turn out to be better.
_FURTHEST = 0.35


class NearNames:
    """The words of the names of an index, opened for searching; safe to share between threads."""

    def __init__(self, index: Index) -> None:
        self._owners = np.asarray(index.owners)
        self._words = np.asarray(index.name_words)
        self._starts = np.asarray(index.name_starts)
        self._sizes = np.asarray(index.name_sizes)
        self._postings = np.asarray(index.all_postings)
        self._postings_starts = np.asarray(index.postings_starts)
        self._rarity = np.asarray(index.rarities)

    def ranked(
        self,
        names: NDArray[Any],
        alike: Sequence[Mapping[int, float]],
        joints: Sequence[int],
        sizes: Sequence[int],
        numbers: Numbers,
        most: int,
    ) -> NDArray[Any]:
        """Return up to `most` of these names (by number), best first, not too many of one entity.

        `alike` maps known words to how like each written word they are, and, after those, how like each
        two words from `joints` written as one; `sizes` are the sounds of the written words.
        """
        if not len(names):
            return names
        scores = self._scores(names, alike, joints, sizes, numbers)
        order = np.argsort(-scores, kind="stable")
        order = order[: np.searchsorted(-scores[order], _FURTHEST - scores[order[0]], side="right")]
        names = names[order]
        seen: dict[int, int] = {}
        places: list[int] = []
        for place, owner in enumerate(self._owners[names].tolist()):
            seen[owner] = seen.get(owner, 0) + 1
            if seen[owner] <= _OF_ONE_ENTITY:
                places.append(place)
                if len(places) == most:
                    break
        return names[places]

    def words(self, names: NDArray[Any]) -> NDArray[Any]:
        """Return the words of some names, each once, those that two words make as one included."""
        return np.unique(self._words[spread(self._starts[names], self._starts[names + 1])])

    def visited(self, alike: Sequence[Mapping[int, float]]) -> NDArray[Any]:
        """Return the names that the most telling words lead to, those with most of these, each once."""
        visited: list[NDArray[Any]] = []
        gained: list[NDArray[Any]] = []
        for words, similarity in map(_arrays, alike):
            gain = similarity**3 * self._rarity[words]
            order = np.argsort(-gain)
            words, gain = words[order], gain[order]
            starts = self._postings_starts[words].astype(np.int64)
            held = self._postings_starts[words + 1] - starts
            before = np.cumsum(held) - held
            last = int(np.searchsorted(before, _VISITED))
            held = np.minimum(held[:last], _VISITED - before[:last])[::-1]
            starts = starts[:last][::-1]
            visited.append(self._postings[spread(starts, starts + held)])
            gained.append(np.repeat(gain[:last][::-1], held))
        once, places = np.unique(np.concatenate(visited), return_inverse=True)
        values, done = np.zeros(len(once), np.float32), 0
        for gain in gained:
            best = np.zeros(len(once), np.float32)
            best[places[done : done + len(gain)]] = gain  # the greatest gain comes last, and stays
            values += best
            done += len(gain)
        promising: NDArray[Any] = once[strongest(values, _RANKED)[: 2 * _RANKED]]
        return promising

    def _scores(
        self,
        names: NDArray[Any],
        alike: Sequence[Mapping[int, float]],
        joints: Sequence[int],
        sizes: Sequence[int],
        numbers: Numbers,
    ) -> NDArray[Any]:
        """Return what an alignment with each name would score, nearly."""
        words = np.array(sorted(set().union(*alike)), np.int64)
        table = np.zeros((len(alike), len(words) + 1), np.float32)
        for row, one in zip(table, alike, strict=True):
            known, similarity = _arrays(one)
            row[np.searchsorted(words, known)] = similarity
        # All arrays have the words of the names as rows and the names as columns: so they are long.
        starts, ends = self._starts[names].astype(np.int64), self._starts[names + 1]
        places = starts + np.arange(min(int((ends - starts).max()), _WORDS))[:, None]
        there, own = places < ends, places < starts + self._sizes[names]
        held = self._words.take(places, mode="clip")
        weight = (self._rarity.take(held) + np.float32(numbers.base_weight)) * there
        total = (weight * own).sum(axis=0)
        weight *= 2 - own.astype(np.float32)  # a word that two make when written as one counts for both
        columns = np.searchsorted(words, held)
        columns[(words.take(columns, mode="clip") != held) | ~there] = len(words)
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
        slight = np.array([numbers.slight if size <= 2 else 1.0 for size in sizes], np.float32)
        possible = reached.sum(axis=0) + numbers.missing_known * np.maximum(total - covered, 0)
        possible += numbers.missing_written * (slight @ (reached == 0))
        scores: NDArray[Any] = gained.sum(axis=0) / possible
        return scores


def _arrays(alike: Mapping[int, float]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the words of a mapping and how alike they are."""
    size = len(alike)
    return np.fromiter(alike, np.int64, size), np.fromiter(alike.values(), np.float32, size)


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
