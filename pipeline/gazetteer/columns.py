"""Columns: what an index knows of its names, words and entities, as arrays, for many of them at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.gazetteer.entity import TYPES
from pipeline.gazetteer.index import INITIAL, PARTICLE, SLIGHT
from pipeline.names.pairs import KnownWords
from pipeline.names.tables import spread

if TYPE_CHECKING:
    from pipeline.gazetteer.index import Index


class Columns:
    """The flat files of an index (see index.Index) as arrays; nothing is copied."""

    def __init__(self, index: Index) -> None:
        self.owners = np.asarray(index.owners)
        self.types = np.asarray(index.types)
        self.weights = np.asarray(index.weights)
        self.missing_weights = np.asarray(index.missing_weights)
        self.rarities = np.asarray(index.rarities)
        self.postings = np.asarray(index.all_postings)
        self.postings_starts = np.asarray(index.postings_starts)
        self.name_words = np.asarray(index.name_words)
        self.name_starts = np.asarray(index.name_starts)
        self.name_sizes = np.asarray(index.name_sizes)
        self._name_places = np.asarray(index.name_places)
        self._name_flags = np.asarray(index.name_flags)

    @cached_property
    def names_by_type(self) -> NDArray[np.intp]:
        """How many names the entities of each of TYPES have."""
        return np.bincount(self.types[self.owners], minlength=len(TYPES))

    def held(self, words: NDArray[np.intp]) -> NDArray[np.int64]:
        """Return how many names hold each of some words."""
        held: NDArray[np.int64] = (
            self.postings_starts[words + 1].astype(np.int64) - self.postings_starts[words]
        )
        return held

    def lasts(self, names: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the place of the last word of each name."""
        last = self.name_starts[names].astype(np.intp) + self.name_sizes[names] - 1
        places: NDArray[np.intp] = self._name_places[last].astype(np.intp)
        return places

    def words(self, names: NDArray[np.intp]) -> KnownWords:
        """Return the words of names, name after name."""
        first, ends = self.name_starts[names].astype(np.intp), self.name_starts[names + 1]
        rows, count = spread(first, ends), ends - first
        of = np.arange(len(count)).repeat(count)
        flags = self._name_flags[rows]
        numbers = self.name_words[rows].astype(np.intp)
        return KnownWords(
            of=of,
            numbers=numbers,
            first=(np.cumsum(count) - count)[of],
            place=self._name_places[rows].astype(np.intp),
            both=rows >= (first + self.name_sizes[names])[of],
            rarity=self.rarities[numbers].astype(np.float64),
            slight=flags & SLIGHT > 0,
            particle=flags & PARTICLE > 0,
            initial=flags & INITIAL > 0,
        )
