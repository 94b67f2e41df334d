"""Near words: the words of an index that sound like a written one.

Every reading of every word is a row, filed under the skeleton of the reading (the classes of its
consonants, see names/sounds.py). The rows of a written word's own skeletons and of those one consonant away
are weeded by their sketches, 64 bits each, and only the most promising are compared by edit distance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.gazetteer.arrays import open_array, open_numbers, spread, strongest
from pipeline.names import sounds
from pipeline.names.similar import Spoken

# Rows compared by edit distance, and readings of a written word that choose them: the likeliest.
_COMPARED = 150
_SKETCHED = 15
_CLASSES = range(1, len(sounds.SKELETON_CLASSES) + 1)


class NearWords:
    """The readings of an index, opened for searching; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._keys = open_array(folder / "sounds.keys", "u8")
        self._starts = open_array(folder / "sounds.starts", "u4")
        self._words = open_array(folder / "sounds.words", "u4")
        self._sketches = open_array(folder / "sounds.sketches", "u8")
        self._codes = open_array(folder / "sounds.codes", f"S{open_numbers(folder / 'sounds.width')[0]}")
        self._rows = open_array(folder / "words.sounds", "u4")
        self._rows_starts = open_numbers(folder / "words.sounds.starts")

    def codes(self, word: int) -> list[str]:
        """Return the codes of a word's readings, likeliest first."""
        rows = self._rows[self._rows_starts[word] : self._rows_starts[word + 1]]
        return [code.decode() for code in self._codes[rows].tolist()]

    def near(self, written: Spoken) -> dict[int, float]:
        """Return the words that sound like a written one, as far as they are alike enough to pair."""
        return self._alike(written, self._promising(written))

    def compare(self, written: Spoken, words: Iterable[int]) -> dict[int, float]:
        """Return those of `words` that sound like a written one, as far as they are alike enough."""
        spans = [self._rows[self._rows_starts[word] : self._rows_starts[word + 1]] for word in words]
        return self._alike(written, np.concatenate(spans)) if spans else {}

    def filed(self, skeleton: str) -> tuple[list[str], list[int]]:
        """Return the codes filed under a skeleton and, at the same places, the words they belong to."""
        rows = self._filed([sounds.skeleton_key(skeleton)])
        return [code.decode() for code in self._codes[rows].tolist()], self._words[rows].tolist()

    def _alike(self, written: Spoken, rows: NDArray[Any]) -> dict[int, float]:
        """Compare a written word with the readings in some rows; return the words they belong to."""
        values = written.likeness(self._codes[rows].tolist())
        enough = np.flatnonzero(values >= written.numbers.least_similar)
        enough = enough[np.argsort(values[enough])]  # the best of a word comes last, and stays
        return dict(zip(self._words[rows[enough]].tolist(), values[enough].tolist(), strict=True))

    def _promising(self, written: Spoken) -> NDArray[Any]:
        """Return the rows whose sketches have most in common with those of a written word."""
        keys = map(sounds.skeleton_key, written.skeletons)
        rows = self._filed(set().union(*map(_around, keys)))
        if len(rows) <= _COMPARED:
            return rows
        sketches = self._sketches.take(rows)
        alike = _shared(written.codes, sketches)
        if written.bare:
            consonants = sketches & np.uint64(sounds.SKETCH_CONSONANTS)
            np.maximum(alike, _shared(written.bare, consonants, sounds.SKETCH_CONSONANTS), out=alike)
        chosen: NDArray[Any] = rows[strongest(alike, _COMPARED)]
        return chosen

    def _filed(self, keys: Collection[int]) -> NDArray[Any]:
        """Return the rows that are filed under some of these keys."""
        wanted = np.fromiter(keys, np.uint64, len(keys))
        places = np.searchsorted(self._keys, wanted)
        places = places[self._keys.take(places, mode="clip") == wanted] if len(self._keys) else places[:0]
        return spread(self._starts[places], self._starts[places + 1])


def _shared(codes: Iterable[str], sketches: NDArray[Any], mask: int = -1) -> NDArray[Any]:
    """Return which share of their bits each sketch and that of the nearest of `codes` have in common."""
    ours = np.array([sounds.sketch(code) & mask for code in islice(codes, _SKETCHED)], np.uint64)
    if not len(ours):
        return np.zeros(len(sketches), np.float32)
    shared = np.bitwise_count(ours[:, None] & sketches)
    bits = np.add.outer(np.bitwise_count(ours), np.bitwise_count(sketches))
    shares: NDArray[Any] = np.divide(shared, bits, dtype=np.float32).max(axis=0)
    return shares


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
