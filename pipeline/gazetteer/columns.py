"""Columns: what an index knows of its names, words and entities, as arrays that many rows are taken of at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.gazetteer.entity import TYPES
from pipeline.names.tables import spread

if TYPE_CHECKING:
    from pipeline.gazetteer.index import Index


class NameWords(NamedTuple):
    """The words of some names, row by row, and after a name's own its neighbouring words as one.

    `of` is the place of the name among these, `numbers` the words; `first` is the row of the name's first
    word, `place` the place of the word in the name, of two as one (`both`) that of the first. `slight` is as in
    index.Index; `rarity` and `sizes` are the word's.
    """

    of: NDArray[np.intp]
    numbers: NDArray[np.intp]
    first: NDArray[np.intp]
    place: NDArray[np.intp]
    both: NDArray[np.bool_]
    slight: NDArray[np.uint8]
    rarity: NDArray[np.float32]
    sizes: NDArray[np.uint8]


class Columns:
    """The flat files of an index (see index.Index) as arrays; nothing is copied."""

    def __init__(self, index: Index) -> None:
        self.owners = np.asarray(index.owners)
        self.types = np.asarray(index.types)
        self.weights = np.asarray(index.weights)
        self.missing_weights = np.asarray(index.missing_weights)
        self.rarities = np.asarray(index.rarities)
        self.postings_starts = np.asarray(index.postings_starts)
        self._name_words = np.asarray(index.name_words)
        self._name_starts = np.asarray(index.name_starts)
        self._name_sizes = np.asarray(index.name_sizes)
        self._name_places = np.asarray(index.name_places)
        self._slight_words = np.asarray(index.slight_words)
        self._word_sizes = np.asarray(index.word_sizes)

    @cached_property
    def names_by_type(self) -> NDArray[np.intp]:
        """How many names the entities of each of TYPES have."""
        return np.bincount(self.types[self.owners], minlength=len(TYPES))

    def held(self, words: NDArray[np.intp]) -> NDArray[np.int64]:
        """Return how many names hold each of some words."""
        return self.postings_starts[words + 1].astype(np.int64) - self.postings_starts[words]

    def words(self, names: NDArray[np.intp]) -> NameWords:
        """Return the words of names, name after name."""
        first, ends = self._name_starts[names].astype(np.intp), self._name_starts[names + 1]
        rows, count = spread(first, ends), ends - first
        of = np.arange(len(count)).repeat(count)
        numbers = self._name_words[rows].astype(np.intp)
        return NameWords(
            of=of,
            numbers=numbers,
            first=(np.cumsum(count) - count)[of],
            place=self._name_places[rows].astype(np.intp),
            both=rows >= (first + self._name_sizes[names])[of],
            slight=self._slight_words[rows],
            rarity=self.rarities[numbers],
            sizes=self._word_sizes[numbers],
        )
