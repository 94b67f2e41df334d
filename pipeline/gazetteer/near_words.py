"""Near words: the words of an index that sound like written ones.

Every reading of every word is a row, filed under the skeleton of the reading (the classes of its
consonants, see names/sounds.py). The rows of a written word's own skeletons, and of those one consonant away,
are weeded by their sketches, 64 bits each, and only the most promising are compared by edit distance.

All words of a written name are gone through at once: a few long arrays cost less than many short ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from itertools import zip_longest
from operator import or_
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.gazetteer.arrays import strongest
from pipeline.names import sounds
from pipeline.names.similar import Spoken, likenesses
from pipeline.names.tables import spread

# Rows for each written word whose sketches are compared reading by reading, and those of them compared by
# edit distance.
_SKETCHED = 500
_COMPARED = 100
# A written word that has a word this like it under its own skeleton needs no neighbouring skeleton.
_ALIKE_ENOUGH = 0.9
_CLASSES = np.arange(1, len(sounds.SKELETON_CLASSES) + 1, dtype=np.uint64)
_DIGIT = np.uint64(8)

_Shared = Callable[[Sequence[Sequence[int]], NDArray[Any], NDArray[Any]], NDArray[Any]]


class Near(NamedTuple):
    """A table: a written word (its place in the name), a word of the index (its number), how alike (0 to 1).

    It is sorted by written word, and for each of these by word.
    """

    written: NDArray[Any]
    words: NDArray[Any]
    values: NDArray[Any]


class NearWords:
    """The readings of an index, opened for searching; safe to share between threads."""

    def __init__(self, files: Mapping[str, memoryview[Any]]) -> None:
        """Take the mapped files of the index, by name."""
        self._keys = np.asarray(files["sounds.keys"])
        self._starts = np.asarray(files["sounds.starts"])
        self._words = np.asarray(files["sounds.words"])
        self._sketches = np.asarray(files["sounds.sketches"])
        self._codes = np.frombuffer(files["sounds.codes"], f"S{files['sounds.width'][0]}")
        self._rows = np.asarray(files["words.sounds"])
        self._rows_starts = np.asarray(files["words.sounds.starts"])

    def codes(self, word: int) -> list[str]:
        """Return the codes of a word's readings, likeliest first."""
        rows = self._rows[self._rows_starts[word] : self._rows_starts[word + 1]]
        return [code.decode() for code in self._codes[rows].tolist()]

    def near(self, written: Sequence[Spoken], spelt: Near | None = None) -> Near:
        """Return the words that sound like each written one, as far as they are alike enough to pair.

        Those of `spelt`, which are like it by their spelling, are joined to them.
        """
        keys = [sorted(map(sounds.skeleton_key, one.skeletons)) for one in written]
        of = np.repeat(np.arange(len(written)), list(map(len, keys)))
        own = np.array([key for one in keys for key in one], np.uint64)
        found = [self._heard(written, own, of)]
        best = np.zeros(len(written), np.float64)
        np.maximum.at(best, found[0].written, found[0].values)
        far = best[of] < _ALIKE_ENOUGH
        if far.any():
            found.append(self._heard(written, *_around(own[far], of[far])))
        return joined([*found, spelt] if spelt else found)

    def compare(self, written: Sequence[Spoken], words: NDArray[Any]) -> NDArray[np.float64]:
        """Return how like each written word (rows) each of some words (columns) sounds, 0 to 1."""
        starts, ends = self._rows_starts[words], self._rows_starts[words + 1]
        values = likenesses(written, self._codes[self._rows[spread(starts, ends)]].tolist())
        found = np.zeros((len(written), len(words)), np.float64)
        read = ends > starts  # of some words nobody knows how they sound
        if read.any():
            counts = (ends - starts)[read].astype(np.int64)
            found[:, read] = np.maximum.reduceat(values, np.cumsum(counts) - counts, axis=1)
        return found

    def _heard(self, written: Sequence[Spoken], keys: NDArray[Any], of: NDArray[Any]) -> Near:
        """Return words that sound like written ones, some twice; `of`, sorted, tells whose each key is."""
        rows, counts = self._filed(keys)
        of = np.repeat(of, counts)
        for most, shared in ((_SKETCHED, _shared_with_all), (_COMPARED, _shared_with_nearest)):
            if len(rows) > most:
                best = strongest(_shared(written, of, self._sketches[rows], shared), of, len(written), most)
                rows, of = rows[best], of[best]
        codes, ends = self._codes[rows].tolist(), of.searchsorted(np.arange(len(written)), "right").tolist()
        values = np.concatenate(
            [
                one.likeness(codes[start:end])
                for one, start, end in zip(written, [0, *ends], ends, strict=False)
            ]
        )
        near = np.flatnonzero(values >= written[0].numbers.least_similar)
        return Near(of[near], self._words[rows[near]], values[near])

    def _filed(self, keys: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the rows filed under some keys, key after key, and how many each key has."""
        if not len(self._keys):
            return np.empty(0, np.int64), np.zeros(len(keys), np.int64)
        places = self._keys.searchsorted(keys)
        places[self._keys.take(places, mode="clip") != keys] = len(self._keys)
        starts = self._starts.take(places)
        ends = self._starts.take(places + 1, mode="clip")
        return spread(starts, ends), ends.astype(np.int64) - starts


def joined(tables: Sequence[Near]) -> Near:
    """Return tables as one, with each pair of words but once, as like as it is at best."""
    written, words, values = map(np.concatenate, zip(*tables, strict=True))
    pairs = written << 32 | words
    order = np.lexsort((values, pairs))
    pairs = pairs[order]
    order = order[np.append(pairs[1:] != pairs[:-1], True)[: len(pairs)]]
    return Near(written[order], words[order].astype(np.intp), values[order])


def _shared(
    written: Sequence[Spoken], of: NDArray[Any], sketches: NDArray[Any], shared: _Shared
) -> NDArray[Any]:
    """Return what sketches share (0 to 1) with those of the written words they are weighed for.

    Of readings that lack vowels only the consonants count.
    """
    found = shared([[sounds.sketch(code) for code in one.codes] for one in written], of, sketches)
    if any(one.bare for one in written):
        mask = sounds.SKETCH_CONSONANTS
        bare = [[sounds.sketch(code) & mask for code in one.bare] for one in written]
        found = np.maximum(found, shared(bare, of, sketches & np.uint64(mask)))
    return found


def _shared_with_all(ours: Sequence[Sequence[int]], of: NDArray[Any], sketches: NDArray[Any]) -> NDArray[Any]:
    """Return how many of its bits each sketch has in common with all of a word's together.

    The readings of a word are much alike, so that their union serves for each of them.
    """
    union = np.array([reduce(or_, each, 0) for each in ours], np.uint64)
    usual = np.array([sum(map(int.bit_count, each)) / (len(each) or 1) for each in ours], np.float32)
    shared = 2 * np.bitwise_count(sketches & union[of]) / (np.bitwise_count(sketches) + usual[of])
    found: NDArray[Any] = np.minimum(shared, 1)
    return found


def _shared_with_nearest(
    ours: Sequence[Sequence[int]], of: NDArray[Any], sketches: NDArray[Any]
) -> NDArray[Any]:
    """Return how many of its bits each sketch has in common with the one of a word's like it most."""
    bits = np.bitwise_count(sketches)
    found = np.zeros(len(sketches), np.float32)
    for each in zip_longest(*ours, fillvalue=0):
        own = np.array(each, np.uint64)[of]
        np.maximum(found, 2 * np.bitwise_count(sketches & own) / (bits + np.bitwise_count(own)), out=found)
    return found


def _around(keys: NDArray[Any], of: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the keys one consonant class away from some that are long enough; and whose each is, sorted."""
    digits = np.array([(key.bit_length() + 2) // 3 for key in keys.tolist()])[:, None]
    place = np.arange(digits.max(initial=0) + 1)
    unit = _DIGIT ** place.astype(np.uint64)
    high, low = np.divmod(keys[:, None], unit)
    fewer = high // _DIGIT
    which, at = np.nonzero((place < digits) & (digits >= 3))
    dropped = fewer[which, at] * unit[at] + low[which, at]
    changed = _put_in(fewer[which, at], unit[at], low[which, at])
    here, gap = np.nonzero((place <= digits) & (digits >= 2) & (digits < sounds.KEY_LENGTH))
    added = _put_in(high[here, gap], unit[gap], low[here, gap])
    whose = of[np.concatenate((which, which.repeat(len(_CLASSES)), here.repeat(len(_CLASSES))))]
    order = np.argsort(whose, kind="stable")
    return np.concatenate((dropped, changed, added))[order], whose[order]


def _put_in(high: NDArray[Any], unit: NDArray[Any], low: NDArray[Any]) -> NDArray[Any]:
    """Return the keys with each class put between the digits before and those after a place."""
    found: NDArray[Any] = ((high * _DIGIT)[:, None] + _CLASSES) * unit[:, None] + low[:, None]
    return found.ravel()
