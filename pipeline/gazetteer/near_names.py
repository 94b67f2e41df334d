"""Near names: the names of an index that are made of words like the written ones.

Names are found through the most telling of those words, and ranked by the arithmetic of an alignment
(names/align.py) as far as whole arrays can be reckoned with: it is names/align.py that judges the best.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.gazetteer.arrays import open_array, spread, strongest
from pipeline.names.weights import Alignment as Numbers

# Names visited for each written word, and names of all these that are ranked.
_VISITED = 6000
_RANKED = 500
# Words of a name that are looked at in ranking, and names of one entity that may come among the best.
_COLUMNS = 8
_OF_ONE_ENTITY = 3


class NearNames:
    """The words of the names of an index, opened for searching; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._owner = open_array(folder / "names.entity", "u4")
        self._words = open_array(folder / "names.words", "u4")
        self._starts = open_array(folder / "names.words.starts", "u4")
        self._sizes = open_array(folder / "names.size", "u4")
        self._postings = open_array(folder / "postings.names", "u4")
        self._postings_starts = open_array(folder / "postings.starts", "u4")
        self._rarity = open_array(folder / "words.rarity", "f4")
        self._name_rarity = open_array(folder / "names.rarity", "f4")
        self._scratch = threading.local()

    def best(
        self,
        alike: Sequence[Mapping[int, float]],
        joints: Sequence[int],
        sizes: Sequence[int],
        numbers: Numbers,
        most: int,
    ) -> list[int]:
        """Return the numbers of up to `most` names, best first.

        `alike` maps known words to how like each written word they are, and, after those, how like each
        two words from `joints` written as one; `sizes` are the sounds of the written words.
        """
        near = [
            (np.fromiter(a, np.int64, len(a)), np.fromiter(a.values(), np.float32, len(a))) for a in alike
        ]
        names = self._visited(near)
        if not len(names):
            return []
        scores = self._scores(names, near, joints, sizes, numbers)
        ranked = names[np.argsort(-scores, kind="stable")]
        found: list[int] = []
        seen: dict[int, int] = {}
        for name, owner in zip(ranked.tolist(), self._owner[ranked].tolist(), strict=True):
            seen[owner] = seen.get(owner, 0) + 1
            if seen[owner] <= _OF_ONE_ENTITY:
                found.append(name)
                if len(found) == most:
                    break
        return found

    def _visited(self, near: Sequence[tuple[NDArray[Any], NDArray[Any]]]) -> NDArray[Any]:
        """Return the names that the most telling words lead to, those with the most in common, each once."""
        gains, here = self._arrays()
        visited: list[NDArray[Any]] = []
        for words, similarity in near:
            gain = similarity**3 * self._rarity[words]
            order = np.argsort(-gain)
            words, gain = words[order], gain[order]
            starts = self._postings_starts[words].astype(np.int64)
            held = self._postings_starts[words + 1] - starts
            before = np.cumsum(held) - held
            last = int(np.searchsorted(before, _VISITED))
            held = np.minimum(held[:last], _VISITED - before[:last])[::-1]
            starts = starts[:last][::-1]
            names = self._postings[spread(starts, starts + held)]
            here[names] = np.repeat(gain[:last][::-1], held)  # the greatest gain comes last, and stays
            gains[names] = gains[names] + here[names]
            visited.append(names)
        names = np.concatenate(visited)
        values = gains[names]
        gains[names] = 0
        return np.unique(names[strongest(values, _RANKED)[: 4 * _RANKED]])

    def _scores(
        self,
        names: NDArray[Any],
        near: Sequence[tuple[NDArray[Any], NDArray[Any]]],
        joints: Sequence[int],
        sizes: Sequence[int],
        numbers: Numbers,
    ) -> NDArray[Any]:
        """Return what an alignment with each name would score, nearly."""
        words = np.unique(np.concatenate([one for one, _ in near]))
        table = np.zeros((len(near), len(words) + 1), np.float32)
        for row, (own, similarity) in zip(table, near, strict=True):
            row[np.searchsorted(words, own)] = similarity
        starts, ends = self._starts[names].astype(np.int64), self._starts[names + 1]
        columns = starts[:, None] + np.arange(min(int((ends - starts).max()), _COLUMNS))
        held = self._words.take(columns, mode="clip")
        weight = (numbers.base_weight + self._rarity[held]) * (columns < ends[:, None])
        # A word that two of the name make when written as one counts for both.
        weight *= np.where(columns < (starts + self._sizes[names])[:, None], 1, 2)
        places = np.searchsorted(words, held)
        places[words.take(places, mode="clip") != held] = len(words)
        gain = table[:, places] * weight  # by written word, name and word of the name
        best = gain.argmax(axis=2)
        gained = np.take_along_axis(gain, best[:, :, None], 2)[:, :, 0]
        reached = np.where(gained > 0, np.take_along_axis(weight[None], best[:, :, None], 2)[:, :, 0], 0)
        _keep_apart(gained, reached, best, len(sizes))
        covered = reached[: len(sizes)].sum(axis=0)
        _join(gained, reached, covered, joints, len(sizes))
        gained, reached = gained[: len(sizes)], reached[: len(sizes)]
        total = numbers.base_weight * self._sizes[names] + self._name_rarity[names]
        slight = np.array([numbers.slight if size <= 2 else 1.0 for size in sizes], np.float32)
        possible = reached.sum(axis=0) + numbers.missing_known * np.maximum(total - covered, 0)
        possible += numbers.missing_written * (slight[:, None] * (reached == 0)).sum(axis=0)
        scores: NDArray[Any] = gained.sum(axis=0) / possible
        return scores

    def _arrays(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return two arrays of a number for each name, of this thread; the first is all 0."""
        try:
            found: tuple[NDArray[Any], NDArray[Any]] = self._scratch.arrays
        except AttributeError:
            size = len(self._owner)
            found = self._scratch.arrays = np.zeros(size, np.float32), np.zeros(size, np.float32)
        return found


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
