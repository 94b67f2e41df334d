"""Search: the names of an index that may be a written name, each with how its words align.

First the words of the index that sound like a written one, then the names they stand in, the most telling
first; then every word of those names is compared with every written one, so that a name is found by one
of its words and judged by all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.gazetteer.index import Index, IndexedName
from pipeline.names.align import Alignment, align, initials, possible_pairs
from pipeline.names.nearby import Form, as_one, joints, neighbours
from pipeline.names.readings import read_word
from pipeline.names.similar import Spoken, spoken
from pipeline.names.weights import Alignment as Numbers

# Names looked at closely, words that lead to them, and names visited to find them, for each written word.
_ALIGNED = 100
_LEADING = 1000
_VISITED = 6000
# A written word that has a word this like it under its own skeleton needs no neighbouring skeleton.
_ALIKE_ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the index and how the written name aligns with it."""

    name: IndexedName
    alignment: Alignment


class Search:
    """One written name, its words given in the forms each may be of, against an index."""

    def __init__(self, index: Index, options: Sequence[Sequence[Form]], numbers: Numbers) -> None:
        self._index = index
        self._numbers = numbers
        self._written = [found[0].word for found in options]
        self._texts = [word.text for word in self._written]
        self._sizes = [len(w.readings[0]) if w.readings else len(w.text) for w in self._written]
        self._spoken = [spoken(found, numbers) for found in options]
        self._joints = [at for at, _ in joints(self._texts)]
        self._spoken += [
            spoken([Form(as_one(self._written[at], self._written[at + 1]), False)], numbers)
            for at in self._joints
        ]
        self._alike: list[dict[int, float]] = [{} for _ in self._spoken]

    def hits(self) -> list[Hit]:
        """Return the promising names, aligned, in no order."""
        index = self._index
        names = [index.name(number) for number in self._promising()]
        solid = [self._solid(name) for name in names]
        words = {word for name in names for word in name.words}
        words.update(word for joined in solid for word in joined.values())
        self._compare(sorted(words))
        return [Hit(name, self._align(name, joined)) for name, joined in zip(names, solid, strict=True)]

    def _solid(self, name: IndexedName) -> dict[int, int]:
        """Return the numbers of the words that neighbouring words of a name make when written as one."""
        known = [self._index.word(word) for word in name.words]
        numbers = {at: self._index.word_number(one) for at, one in joints(known)}
        return {at: number for at, number in numbers.items() if number is not None}

    def _promising(self) -> list[int]:
        gains: dict[int, float] = {}
        for written in self._spoken:
            here: dict[int, float] = {}
            left = _VISITED
            for gain, word in self._leading(written):
                for name in self._index.postings(word)[:left]:
                    here.setdefault(name, gain)
                left -= self._index.held(word)
                if left <= 0:
                    break
            for name, gain in here.items():
                gains[name] = gains.get(name, 0.0) + gain
        return sorted(gains, key=lambda name: gains[name], reverse=True)[:_ALIGNED]

    def _leading(self, written: Spoken) -> list[tuple[float, int]]:
        """Return the words that sound like a written one, each with what it promises, best first."""
        index = self._index
        found: dict[int, float] = {}
        for text, worth in written.spellings.items():
            number = index.word_number(text)
            if number is not None:
                found[number] = worth
        asked: set[str] = set()
        for skeleton in written.skeletons:
            asked.add(skeleton)
            written.hear(*index.filed(skeleton), found)
        if max(found.values(), default=0.0) < _ALIKE_ENOUGH:
            for skeleton in written.skeletons:
                for other in neighbours(skeleton):
                    if other not in asked:
                        asked.add(other)
                        written.hear(*index.filed(other), found)
        telling = sorted(
            ((value**3 * index.rarity(word), word) for word, value in found.items()), reverse=True
        )
        return telling[:_LEADING]

    def _compare(self, words: Sequence[int]) -> None:
        index = self._index
        codes: list[str] = []
        owners: list[int] = []
        for word in words:
            own = index.codes(word)
            codes += own
            owners += [word] * len(own)
        for written, alike in zip(self._spoken, self._alike, strict=True):
            written.hear(codes, owners, alike)
            for text, worth in written.spellings.items():
                number = index.word_number(text)
                if number is not None:
                    alike[number] = max(worth, alike.get(number, 0.0))

    def _align(self, name: IndexedName, solid: dict[int, int]) -> Alignment:
        index = self._index
        known = [index.word(word) for word in name.words]
        size = len(self._written)
        joined = dict(zip(self._joints, self._alike[size:], strict=True))
        pairs = possible_pairs(self._alike[:size], joined, name.words, solid)
        pairs += initials(self._texts, known, self._numbers)
        return align(
            pairs,
            self._sizes,
            [index.rarity(word) for word in name.words],
            [word.size for one in known if (word := read_word(one))],
            self._numbers,
        )
