"""Near words: the words of an index that sound like written ones.

Every code that words are read as is a row, filed under its skeleton (the classes of its consonants, see
names/sounds.py). The rows of a written word's own skeletons, and of those one consonant away, are weeded by
their sketches (names/sketches.py), and only the most promising are compared by edit distance.

Many words are looked up at once; each is weeded and compared alone, in arrays that a processor's cache holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.names import sounds
from pipeline.names.similar import Spoken, likenesses
from pipeline.names.sketches import sketches, unlike
from pipeline.names.tables import changes, distinct, spread

# Rows for each written word that are compared by edit distance.
_COMPARED = 50
# A written word that has a word this like it under its own skeleton needs no neighbouring skeleton.
_ALIKE_ENOUGH = 0.9
# A code that has nothing in common with any other.
_UNLIKE_ALL = b"?"
_CLASSES = np.arange(1, len(sounds.SKELETON_CLASSES) + 1, dtype=np.uint64)
_DIGIT = np.uint64(8)
# Classes that inflection and transliteration put for each other: k and g become c and z, as t and
# d do (Praga, v Praze); th is f (Theodor, Фёдор), and a nasal goes by its neighbour.
_KIN = ("KS", "TS", "PT", "MN")


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
        self._words_starts = np.asarray(files["sounds.words.starts"])
        self._sketches = np.asarray(files["sounds.sketches"])
        self._bare = np.asarray(files["sounds.bare"])
        self._codes = np.frombuffer(files["sounds.codes"], f"S{files['sounds.width'][0]}")
        self._rows = np.asarray(files["words.sounds"])
        self._rows_starts = np.asarray(files["words.sounds.starts"])

    def codes(self, word: int) -> list[str]:
        """Return the codes of a word's readings, likeliest first."""
        rows = self._rows[self._rows_starts[word] : self._rows_starts[word + 1]]
        return [code.decode() for code in self._codes.take(rows).tolist()]

    def near(self, written: Sequence[Spoken], spelt: Near | None = None) -> Near:
        """Return the words that sound like each written one, as far as they are alike enough to pair.

        Those of `spelt`, which are like it by their spelling, are joined to them.
        """
        keys = [list(map(sounds.skeleton_key, one.skeletons)) for one in written]
        of = np.repeat(np.arange(len(written)), list(map(len, keys)))
        own = np.array([key for one in keys for key in one], np.uint64)
        sketched = _sketched(written)
        filed = self._filed(own, of)
        found = [self._heard(written, sketched, filed)]
        best = np.zeros(len(written), np.float64)
        np.maximum.at(best, found[0].written, found[0].values)
        far = best[of] < _ALIKE_ENOUGH
        if far.any():
            around = np.setdiff1d(self._filed(*_around(own[far], of[far])), filed, assume_unique=True)
            found.append(self._heard(written, sketched, around))
        return joined([*found, spelt] if spelt else found)

    def compare(
        self, written: Iterable[Sequence[Spoken]], words: NDArray[Any], ends: Sequence[int], other: float
    ) -> Iterator[NDArray[np.float64]]:
        """Yield, name by name, how like each written word (rows) each of some words (columns) sounds, 0 to 1.

        `words` are those for the first name, then those for the second; `ends` tell where each name's end. A
        reading that is not a word's likeliest is worth `other` of what that is.
        """
        starts, stops = self._rows_starts[words], self._rows_starts[words + 1]
        codes = self._codes.take(self._rows[spread(starts, stops)]).tolist()
        after = _after(starts, stops)
        silent = starts == stops  # of some words nobody knows how they sound
        worth = np.full(len(codes) + 1, other)
        worth[after] = 1
        for several, start, end in zip(written, [0, *ends], ends, strict=False):
            first, last = after[start], after[end]
            # With a column more there is one where the last word begins, even if it is silent.
            values = likenesses(several, [*codes[first:last], _UNLIKE_ALL])
            values *= worth[first : last + 1]
            found = np.maximum.reduceat(values, after[start:end] - first, axis=1)
            found[:, silent[start:end]] = 0
            yield found

    def _filed(self, keys: NDArray[Any], of: NDArray[Any]) -> NDArray[Any]:
        """Return the places of those keys that the index has, sorted, `of` in the upper 32 bits."""
        places = self._keys.searchsorted(keys)
        here = self._keys.take(places, mode="clip") == keys if len(self._keys) else places < 0
        found, _ = distinct(of[here] << 32 | places[here])
        return found

    def _heard(self, written: Sequence[Spoken], sketched: Sequence[_Sketched], filed: NDArray[Any]) -> Near:
        """Return words that sound like written ones, of those `filed` under some keys; some come twice."""
        places = filed & 0xFFFFFFFF
        starts, stops = self._starts[places], self._starts[places + 1]
        rows = spread(starts, stops)
        ends = _after(starts, stops)[filed.searchsorted(np.arange(1, len(written) + 1) << 32)].tolist()
        best = [
            self._promising(rows[start:end], ours)
            for ours, start, end in zip(sketched, [0, *ends], ends, strict=False)
        ]
        counts, rows = list(map(len, best)), np.concatenate(best)
        codes = iter(self._codes.take(rows).tolist())
        alike = [
            one.likeness([*islice(codes, count)]) for one, count in zip(written, counts, strict=True) if count
        ]
        values = np.concatenate((np.empty(0), *alike))
        near = np.flatnonzero(values >= written[0].numbers.least_similar)
        of, rows, values = np.arange(len(written)).repeat(counts)[near], rows[near], values[near]
        starts, stops = self._words_starts[rows], self._words_starts[rows + 1]
        held = stops - starts
        return Near(of.repeat(held), self._words[spread(starts, stops)], values.repeat(held))

    def _promising(self, rows: NDArray[Any], ours: _Sketched) -> NDArray[Any]:
        """Return those of some rows whose sketches are most like those of a written word."""
        if len(rows) <= _COMPARED:
            return rows
        far = unlike(ours.codes, self._sketches.take(rows))
        if len(ours.bare):
            far = np.minimum(far, unlike(ours.bare, self._bare.take(rows)))
        steps = (far * 255).astype(np.uint8)  # bytes are partitioned in a quarter of the time
        near: NDArray[Any] = rows[steps <= np.partition(steps, _COMPARED - 1)[_COMPARED - 1]]
        return near


def _after(starts: NDArray[Any], stops: NDArray[Any]) -> NDArray[np.intp]:
    """Return how many numbers there are in the stretches before each, and then in all of them."""
    return np.append(0, np.cumsum(stops - starts, dtype=np.intp))


class _Sketched(NamedTuple):
    """The sketches of a written word: of its codes, and of those that lack vowels."""

    codes: NDArray[np.uint64]
    bare: NDArray[np.uint64]


def _sketched(written: Sequence[Spoken]) -> list[_Sketched]:
    """Return the sketches of written words."""
    codes = [[*one.codes] for one in written]
    bare = [[*map(sounds.without_vowels, one.bare)] for one in written]
    return list(map(_Sketched, _each(codes), _each(bare)))


def _each(codes: Sequence[Sequence[str]]) -> Iterator[NDArray[np.uint64]]:
    """Yield the sketches of the codes of each word."""
    drawn = sketches([code for one in codes for code in one])
    ends = list(accumulate(map(len, codes)))
    return (drawn[start:end] for start, end in zip([0, *ends], ends, strict=False))


def joined(tables: Sequence[Near]) -> Near:
    """Return tables as one, with each pair of words but once, as like as it is at best."""
    written, words, values = map(np.concatenate, zip(*tables, strict=True))
    pairs = written << 32 | words
    order = np.argsort(pairs)
    pairs = pairs[order]
    first = np.flatnonzero(changes(pairs))
    best = np.maximum.reduceat(values[order], first) if len(first) else values
    pairs = pairs[first]
    return Near(pairs >> 32, pairs & 0xFFFFFFFF, best)


def _around(keys: NDArray[Any], of: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the keys one consonant class away from some that are long enough, and whose each is.

    A class is dropped, put in, or changed to one that is kin to it.
    """
    digits = np.array([(key.bit_length() + 2) // 3 for key in keys.tolist()])[:, None]
    place = np.arange(digits.max(initial=0) + 1)
    unit = _DIGIT ** place.astype(np.uint64)
    high, low = np.divmod(keys[:, None], unit)
    fewer = high // _DIGIT
    which, at = np.nonzero((place < digits) & (digits >= 3))
    dropped = fewer[which, at] * unit[at] + low[which, at]
    likely = _are_kin()[(high % _DIGIT)[which, at].astype(np.intp)]
    changed = _put_in(fewer[which, at], unit[at], low[which, at])[likely.ravel()]
    here, gap = np.nonzero((place <= digits) & (digits >= 2) & (digits < sounds.KEY_LENGTH))
    added = _put_in(high[here, gap], unit[gap], low[here, gap])
    whose = of[np.concatenate((which, which.repeat(likely.sum(axis=1)), here.repeat(len(_CLASSES))))]
    return np.concatenate((dropped, changed, added)), whose


@cache
def _are_kin() -> NDArray[np.bool_]:
    """Return for each digit of a key (rows) which classes (columns) are kin to its own."""
    kin = np.zeros((len(_CLASSES) + 1, len(_CLASSES)), np.bool_)
    for pair in _KIN:
        one, other = map(sounds.SKELETON_CLASSES.index, pair)
        kin[one + 1, other] = kin[other + 1, one] = True
    return kin


def _put_in(high: NDArray[Any], unit: NDArray[Any], low: NDArray[Any]) -> NDArray[Any]:
    """Return the keys with each class put between the digits before and those after a place."""
    found: NDArray[Any] = ((high * _DIGIT)[:, None] + _CLASSES) * unit[:, None] + low[:, None]
    return found.ravel()
