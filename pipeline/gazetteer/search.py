"""Search: the names of an index that may be a written name, each with how its words align.

First the words of the index that sound like a written one (near_words), then the names that are made of
such words (near_names); then every word of the best of these is compared with every written one, so that
a name is found by one of its words and judged by all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.gazetteer.index import Index, IndexedName
from pipeline.language.scripts import script_of
from pipeline.names.align import Alignment, Pair, align, initials, possible_pairs
from pipeline.names.nearby import Form, as_one, joints
from pipeline.names.particles import sizes
from pipeline.names.score import Facts, facts, rarest
from pipeline.names.similar import Spoken, spoken
from pipeline.names.weights import Alignment as Numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Names whose every word is compared, and those of them that are aligned.
_COMPARED = 120
_ALIGNED = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the index and how the written name aligns with it."""

    name: IndexedName
    alignment: Alignment


class Search:
    """One written name, its words given in the forms each may be of, against an index."""

    def __init__(self, index: Index, text: str, options: Sequence[Sequence[Form]], numbers: Numbers) -> None:
        self._index = index
        self._script = script_of(text)
        self._numbers = numbers
        self._written = [found[0].word for found in options]
        self._texts = [word.text for word in self._written]
        self._sizes = sizes(text, self._texts, [word.size for word in self._written])
        self._spoken = [spoken(found, numbers) for found in options]
        self._joints = [at for at, _ in joints(self._texts)]
        self._spoken += [
            spoken([Form(as_one(self._written[at], self._written[at + 1]), False)], numbers)
            for at in self._joints
        ]
        self._alike = [self._near(written) for written in self._spoken]
        # What pairs of a written and a known word tell, for `_told`: many names share a word.
        self._heard: dict[tuple[int, int], tuple[float, float]] = {}

    def hits(self) -> list[Hit]:
        """Return the promising names, aligned, best first by what they promise."""
        index = self._index
        found = self._ranked(index.near_names.visited(self._alike), _COMPARED)
        self._compare(index.near_names.words(found))
        names = [index.name(number) for number in self._ranked(found, _ALIGNED).tolist()]
        return [Hit(name, self._align(name, self._solid(name))) for name in names]

    def _ranked(self, names: NDArray[Any], most: int) -> NDArray[Any]:
        return self._index.near_names.ranked(
            names, self._alike, self._joints, self._sizes, self._numbers, most
        )

    def facts(self, hit: Hit) -> Facts:
        """Return what a hit shows (see names/score.py)."""
        index = self._index
        known = [index.word(word) for word in hit.name.words]
        counted = self._known_sizes(hit.name, known)
        told = [
            self._told(pair, hit.name)
            for pair in hit.alignment.pairs
            if not pair.initial and any(counted[place] for place in pair.known)
        ]
        latin = self._script == "Latn" == script_of(hit.name.text)
        return facts(hit.alignment, told, self._texts, known, index.size, self._numbers, latin)

    def _told(self, pair: Pair, name: IndexedName) -> tuple[float, float]:
        """Return how much a pair says and the most that its known word can say, in nats."""
        first, place = pair.written[0], pair.known[0]
        joint = len(self._written) + self._joints.index(first) if len(pair.written) > 1 else first
        word = self._solid(name)[place] if len(pair.known) > 1 else name.words[place]
        if (told := self._heard.get((joint, word))) is None:
            index = self._index
            most = rarest(index.size, index.held(word), self._numbers)
            says = self._spoken[joint].evidence(index.codes(word), most, index.word(word))
            told = self._heard[joint, word] = says, most
        return told

    def _near(self, written: Spoken) -> dict[int, float]:
        """Return the words of the index that sound or are spelt like a written one, with how alike."""
        found = self._index.near_words.near(written)
        for text, worth in written.spellings.items():
            number = self._index.word_number(text)
            if number is not None:
                found[number] = max(worth, found.get(number, 0.0))
        return found

    def _solid(self, name: IndexedName) -> dict[int, int]:
        """Return the numbers of the words that neighbouring words of a name make when written as one."""
        if not self._index.solid(name.number):
            return {}
        known = [self._index.word(word) for word in name.words]
        numbers = {at: self._index.word_number(one) for at, one in joints(known)}
        return {at: number for at, number in numbers.items() if number is not None}

    def _compare(self, words: NDArray[Any]) -> None:
        """Compare with words of the index, `_near` having come upon some of them or not."""
        for alike, found in zip(
            self._alike, self._index.near_words.compare(self._spoken, words), strict=True
        ):
            for word, value in found.items():
                if value > alike.get(word, 0.0):
                    alike[word] = value

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
            self._known_sizes(name, known),
            self._numbers,
        )

    def _known_sizes(self, name: IndexedName, known: Sequence[str]) -> list[int]:
        return sizes(name.text, known, [self._index.word_size(word) for word in name.words])
