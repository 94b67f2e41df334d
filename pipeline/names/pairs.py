"""Pairs: the words of written names that may stand for words of known ones, of many names at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from pipeline.names.particles import initial
from pipeline.names.weights import Alignment as Numbers


class KnownWords(NamedTuple):
    """The words of known names, and after a name's own words its neighbouring ones as one, a row each.

    `of` is the place of the name among these; `numbers` tells which word it is, by any numbering. `first` is
    the row of the name's first word, `place` the place of the word in the name, of two as one (`both`) that
    of the first. `rarity` is 0 to 1; what is `slight` is often left out, a `particle` says nothing, and an
    `initial` may stand for a longer word.
    """

    of: NDArray[np.intp]
    numbers: NDArray[np.intp]
    first: NDArray[np.intp]
    place: NDArray[np.intp]
    both: NDArray[np.bool_]
    rarity: NDArray[np.float64]
    slight: NDArray[np.bool_]
    particle: NDArray[np.bool_]
    initial: NDArray[np.bool_]


class Pair(msgspec.Struct, frozen=True, gc=False):
    """Words `written` (positions in the text's name) stand for words `known`; `similarity` is 0 to 1.

    `initial` tells that one is but the initial of the other.
    """

    written: tuple[int, ...]
    known: tuple[int, ...]
    similarity: float
    initial: bool = False


class Pairs(NamedTuple):
    """A table of words of written names that stand, or may stand, for words of known ones.

    `of` is the number of the alignment. `written` and `known` are the places of the words, and where two
    neighbours count as one (`both_written`, `both_known`) of the first; `word` is the number of the known
    word. `similarity` is 0 to 1; `initial` tells that one is but the initial of the other. `weight` is what a
    pair counts, `known_weight` and `written_weight` what its words would cost if they stood for nothing;
    `particle` tells that the known word is one (see names/particles.py).
    """

    of: NDArray[np.intp]
    written: NDArray[np.intp]
    both_written: NDArray[np.bool_]
    known: NDArray[np.intp]
    both_known: NDArray[np.bool_]
    word: NDArray[np.intp]
    similarity: NDArray[np.float64]
    initial: NDArray[np.bool_]
    weight: NDArray[np.float64]
    known_weight: NDArray[np.float64]
    written_weight: NDArray[np.float64]
    particle: NDArray[np.bool_]

    def take(self, rows: NDArray[Any]) -> Pairs:
        """Return some rows, by their numbers or a mask."""
        return Pairs(*(column[rows] for column in self))


def possible_pairs(
    alike: NDArray[np.float64],
    words: KnownWords,
    lack: NDArray[np.float64],
    initials: NDArray[np.intp],
    numbers: Numbers,
) -> Pairs:
    """Return the pairs that the similarities and the initials allow.

    `alike` tells how like each known word (columns) is what is written at each place (rows), and, in as many
    rows but one after those, at each place and the next as one: 0 where too little to pair. `lack` has the
    same rows, and a column for each name: what it costs if a known name has it not. `initials` are rows of
    these two and of known words where one may be the initial of the other.
    """
    size = len(alike) + 1 >> 1
    row, word = np.nonzero(alike)
    similarity = np.append(alike[row, word], np.full(len(initials), numbers.initial))
    initial = np.arange(len(similarity)) >= len(row)
    row, word = np.append(row, initials[:, 0]), np.append(word, initials[:, 1])
    kept = np.flatnonzero((row < size) | ~words.both[word])  # never two words for two
    row, word, similarity, initial = row[kept], word[kept], similarity[kept], initial[kept]
    weight, cost = words.rarity + numbers.base_weight, missing_weight(words.rarity, words.slight, numbers)
    # Where two known words count as one, these are the first and the second of them.
    both_written, both_known = row >= size, words.both[word]
    first = words.first[word] + words.place[word]
    second = first + both_known
    particle = words.particle[first] & words.particle[second]
    counts = weight[first] + weight[second] * (both_known | both_written)
    return Pairs(
        of=words.of[word],
        written=row - size * both_written,
        both_written=both_written,
        known=words.place[word],
        both_known=both_known,
        word=words.numbers[word],
        similarity=similarity,
        initial=initial,
        weight=counts * np.where(particle, numbers.slight, 1.0),
        known_weight=cost[first] + cost[second] * both_known,
        written_weight=lack[row, words.of[word]],
        particle=particle,
    )


def missing_weight(rarity: NDArray[Any], slight: NDArray[np.bool_], numbers: Numbers) -> NDArray[Any]:
    """Return what each word of a name weighs that a text leaves out, before `missing_known`."""
    share = np.where(slight, numbers.slight, 1.0).astype(rarity.dtype)
    weight: NDArray[Any] = (rarity + rarity.dtype.type(numbers.base_weight)) * share
    return weight


def initials(written: Sequence[str], known: Sequence[str]) -> list[tuple[int, int]]:
    """List the places of a letter and a word that it may be the initial of, in the same script or another.

    Written words come first, whichever of the two is the letter. See particles.initial for what is one.
    """
    return [*_fitting(written, known), *((i, j) for j, i in _fitting(known, written))]


def _fitting(shorts: Sequence[str], longs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of words that are initials, each with that of a word they may stand for."""
    for i, short in enumerate(shorts):
        if letter := initial(short):
            for j, long in enumerate(longs):
                if len(short) < len(long) and (long.startswith(short) or _begins(long, letter)):
                    yield i, j


def _begins(word: str, letter: str) -> bool:
    if word.isascii() and letter.isascii():
        return word.startswith(letter)
    from unidecode import unidecode  # 10 ms to import, and few names have a foreign initial

    return bool(unidecode(word)[:1].lower() == unidecode(letter)[:1].lower())
