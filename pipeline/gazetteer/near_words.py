"""Near words: the words of an index that sound like a written one.

Every reading of every word is a row, filed under the skeleton of the reading (the classes of its
consonants, see names/sounds.py). The rows of a written word's own skeletons, and of those one consonant away,
are weeded by their sketches, 64 bits each, and only the most promising are compared by edit distance.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache, reduce
from operator import or_
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.gazetteer.arrays import open_numbers, spread, strongest
from pipeline.names import sounds
from pipeline.names.similar import Spoken

# Rows whose sketches are compared reading by reading, and those of them compared by edit distance.
_SKETCHED = 500
_COMPARED = 120
# A written word that has a word this like it under its own skeleton needs no neighbouring skeleton.
_ALIKE_ENOUGH = 0.9
_CLASSES = range(1, len(sounds.SKELETON_CLASSES) + 1)

_Shared = Callable[[Sequence[int], NDArray[Any]], NDArray[Any]]


class NearWords:
    """The readings of an index, opened for searching; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        width = open_numbers(folder / "sounds.width")[0]
        self._keys = np.asarray(open_numbers(folder / "sounds.keys", "Q"))
        self._starts = np.asarray(open_numbers(folder / "sounds.starts"))
        self._words = np.asarray(open_numbers(folder / "sounds.words"))
        self._sketches = np.asarray(open_numbers(folder / "sounds.sketches", "Q"))
        self._codes = np.frombuffer(open_numbers(folder / "sounds.codes", "B"), f"S{width}")
        self._rows = np.asarray(open_numbers(folder / "words.sounds"))
        self._rows_starts = np.asarray(open_numbers(folder / "words.sounds.starts"))

    def codes(self, word: int) -> list[str]:
        """Return the codes of a word's readings, likeliest first."""
        rows = self._rows[self._rows_starts[word] : self._rows_starts[word + 1]]
        return [code.decode() for code in self._codes[rows].tolist()]

    def filed(self, skeleton: str) -> tuple[list[str], list[int]]:
        """Return the codes filed under a skeleton and, at the same places, the words they belong to."""
        rows = self._filed([sounds.skeleton_key(skeleton)])
        return [code.decode() for code in self._codes[rows].tolist()], self._words[rows].tolist()

    def near(self, written: Spoken) -> dict[int, float]:
        """Return the words that sound like a written one, as far as they are alike enough to pair."""
        own = {sounds.skeleton_key(skeleton) for skeleton in written.skeletons}
        found = self._heard(written, own)
        if max(found.values(), default=0.0) < _ALIKE_ENOUGH:
            for word, value in self._heard(written, set().union(*map(_around, own)) - own).items():
                found[word] = max(value, found.get(word, 0.0))
        return found

    def compare(self, written: Sequence[Spoken], words: NDArray[Any]) -> list[dict[int, float]]:
        """Return for each written word those of `words` that sound like it, if alike enough to pair."""
        rows = self._rows[spread(self._rows_starts[words], self._rows_starts[words + 1])]
        codes = self._codes[rows].tolist()
        return [self._alike(one, rows, codes) for one in written]

    def _heard(self, written: Spoken, keys: Collection[int]) -> dict[int, float]:
        """Return the words filed under these keys that sound like a written one."""
        rows = self._filed(keys)
        for most, shared in ((_SKETCHED, _shared_with_all), (_COMPARED, _shared_with_nearest)):
            if len(rows) > most:
                rows = rows[strongest(self._shared(written, rows, shared), most)]
        return self._alike(written, rows, self._codes[rows].tolist())

    def _shared(self, written: Spoken, rows: NDArray[Any], shared: _Shared) -> NDArray[Any]:
        """Return what the sketches of some rows share with those of a written word."""
        sketches = self._sketches.take(rows)
        found = np.zeros(len(rows), np.float32)
        if written.codes:
            found = shared(list(map(sounds.sketch, written.codes)), sketches)
        if written.bare:
            mask = sounds.SKETCH_CONSONANTS
            bare = [sounds.sketch(code) & mask for code in written.bare]
            found = np.maximum(found, shared(bare, sketches & np.uint64(mask)))
        return found

    def _alike(self, written: Spoken, rows: NDArray[Any], codes: Sequence[bytes]) -> dict[int, float]:
        """Compare a written word with the codes of some rows; return the words they belong to."""
        values = written.likeness(codes)
        enough = np.flatnonzero(values >= written.numbers.least_similar)
        enough = enough[np.argsort(values[enough])]  # the best of a word comes last, and stays
        return dict(zip(self._words[rows[enough]].tolist(), values[enough].tolist(), strict=True))

    def _filed(self, keys: Collection[int]) -> NDArray[Any]:
        """Return the rows that are filed under some of these keys."""
        wanted = np.fromiter(keys, np.uint64, len(keys))
        places = np.searchsorted(self._keys, wanted)
        places = places[self._keys.take(places, mode="clip") == wanted] if len(self._keys) else places[:0]
        return spread(self._starts[places], self._starts[places + 1])


def _shared_with_all(ours: Sequence[int], sketches: NDArray[Any]) -> NDArray[Any]:
    """Return how many of its bits (0 to 1) each sketch has in common with all of ours together.

    The readings of a word are much alike, so that their union serves for each of them.
    """
    usual = np.float32(sum(one.bit_count() for one in ours) / len(ours))
    shared = np.bitwise_count(sketches & np.uint64(reduce(or_, ours)))
    found: NDArray[Any] = 2 * shared / (np.bitwise_count(sketches) + usual)
    return found


def _shared_with_nearest(ours: Sequence[int], sketches: NDArray[Any]) -> NDArray[Any]:
    """Return how many of its bits (0 to 1) each sketch has in common with the one of ours like it most."""
    each = np.array(ours, np.uint64)[:, None]
    bits = np.bitwise_count(each) + np.bitwise_count(sketches)
    found: NDArray[Any] = 2 * np.divide(np.bitwise_count(each & sketches), bits, dtype=np.float32).max(axis=0)
    return found


@lru_cache(maxsize=2048)
def _around(key: int) -> frozenset[int]:
    """Return the key of a skeleton and those one consonant class away, if it is long enough to bear it."""
    found = {key}
    length = (key.bit_length() + 2) // 3
    for place in range(length + 1):
        unit = 8**place
        high, low = divmod(key, unit)
        if 2 <= length < sounds.KEY_LENGTH:
            found.update((high * 8 + one) * unit + low for one in _CLASSES)
        if length >= 3 and place < length:
            found.add(high // 8 * unit + low)
            found.update((high // 8 * 8 + one) * unit + low for one in _CLASSES)
    return frozenset(found)
