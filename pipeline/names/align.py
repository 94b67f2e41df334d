"""Alignment: which word of a written name is which word of a known one, and how well that fits.

Many names are aligned at once, in tables: a few long arrays cost less than many short ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.names.pairs import Pair, Pairs
from pipeline.names.tables import changes, spread
from pipeline.names.weights import Alignment as Numbers

# Words of a name that are told apart: as many as a number has bits, but one for the sign, and one for the
# second of two.
_TOLD_APART = 62


class Alignments(NamedTuple):
    """Alignments, a row each: their scores, 0 to 1, and what weighs in them.

    `missing` is the weight of the words that the text leaves out, `left_over` of those that the known name
    has not. `pairs` are sorted by alignment, and those of each in the order they were chosen.
    """

    pairs: Pairs
    score: NDArray[np.float64]
    missing: NDArray[np.float64]
    left_over: NDArray[np.float64]

    def take(self, rows: NDArray[np.intp]) -> Alignments:
        """Return some alignments, numbered anew in this order."""
        starts, ends = (self.pairs.of.searchsorted(rows, side) for side in ("left", "right"))
        pairs = self.pairs.take(spread(starts, ends))
        pairs = pairs._replace(of=np.arange(len(rows)).repeat(ends - starts))
        return Alignments(pairs, self.score[rows], self.missing[rows], self.left_over[rows])

    def each(self) -> Iterator[tuple[Pair, ...]]:
        """Yield the pairs of each alignment."""
        table = self.pairs
        columns = (table.written, table.both_written, table.known, table.both_known)
        pairs = [
            Pair((i, i + 1) if both else (i,), (j, j + 1) if two else (j,), similarity, initial)
            for i, both, j, two, similarity, initial in zip(
                *map(np.ndarray.tolist, (*columns, table.similarity, table.initial)), strict=True
            )
        ]
        ends = table.of.searchsorted(np.arange(len(self.score)), "right").tolist()
        for start, end in zip([0, *ends], ends, strict=False):
            yield tuple(pairs[start:end])


def align(
    possible: Pairs, missing: NDArray[np.float64], left_over: NDArray[np.float64], numbers: Numbers
) -> Alignments:
    """Choose pairs so that no word is used twice, best first, and score what they cover.

    `possible` are all pairs that might be, sorted by alignment or not; `missing` is what all words of each
    known name weigh together if they are left out, `left_over` what all of the written one do. Words come in
    any order: papers disagree on whether the family name goes first.
    """
    pairs = possible.take(_chosen(possible, len(missing)))

    def sums(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(pairs.of, values, len(missing)).astype(np.float64)

    missing = np.maximum(missing - sums(pairs.known_weight), 0)
    left_over = np.maximum(left_over - sums(pairs.written_weight), 0)
    most = sums(pairs.weight) + numbers.missing_known * missing + numbers.missing_written * left_over
    score = sums(pairs.weight * pairs.similarity) / np.maximum(most, np.finfo(float).tiny)
    return Alignments(pairs, score, missing, left_over)


def _chosen(pairs: Pairs, size: int) -> NDArray[np.intp]:
    """Return the rows of the pairs that each of `size` alignments takes, sorted by alignment.

    In each round every alignment takes the likest of the pairs that are still possible, and the longest of
    the equally like.
    """
    length = pairs.both_written.astype(np.int8) + pairs.both_known
    left = np.lexsort((-length, -pairs.similarity, pairs.of))
    written, known = _bits(pairs.written, pairs.both_written), _bits(pairs.known, pairs.both_known)
    used_written, used_known = np.zeros(size, np.int64), np.zeros(size, np.int64)
    rounds = []
    while len(left):
        first = left[changes(pairs.of[left])]
        rounds.append(first)
        used_written[pairs.of[first]] |= written[first]
        used_known[pairs.of[first]] |= known[first]
        used = written[left] & used_written[pairs.of[left]] | known[left] & used_known[pairs.of[left]]
        left = left[used == 0]
    chosen = np.concatenate(rounds) if rounds else left
    return chosen[np.argsort(pairs.of[chosen], kind="stable")]


def _bits(place: NDArray[np.intp], both: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return a bit for each place that is used; the words of endless names are one word at last."""
    bits: NDArray[np.int64] = np.left_shift(1 + 2 * both.astype(np.int64), np.minimum(place, _TOLD_APART - 1))
    return bits
