"""The index: which names there are, which words they are made of, and which names a word stands in.

Words, not names, are indexed by sound: a hundred thousand names are made of far fewer words. `near_words`
finds the words that sound like a written one, `near_names` the names that are made of such words.

All of it lies in flat files and tries that are opened by memory map; opening reads next to nothing.
`indexing` writes them.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import marisa_trie
import msgspec

from pipeline.article import EntityType
from pipeline.gazetteer.arrays import Strings, open_numbers
from pipeline.gazetteer.entity import KINDS, TYPES

if TYPE_CHECKING:
    from pipeline.gazetteer.columns import Columns
    from pipeline.gazetteer.near_names import NearNames
    from pipeline.gazetteer.near_words import NearWords


# What a word of a name may be: often left out, as it is short; a particle, or title; an initial.
SLIGHT, PARTICLE, INITIAL = 1, 2, 4
# The files of near_words.NearWords, and the kind of numbers in each.
_SOUNDS = {
    "sounds.width": "I",
    "sounds.keys": "Q",
    "sounds.starts": "I",
    "sounds.words": "I",
    "sounds.words.starts": "I",
    "sounds.sketches": "Q",
    "sounds.bare": "Q",
    "sounds.codes": "B",
    "words.sounds": "I",
    "words.sounds.starts": "I",
}


class IndexedName(msgspec.Struct, frozen=True, gc=False):
    """A name as the index knows it: whose it is, its text, language and kind, and its words by number."""

    number: int
    entity: int
    text: str
    lang: str
    kind: str
    words: tuple[int, ...]


class Index:
    """An index opened for reading; safe to share between threads.

    Its flat files: `types` (an entity's place in TYPES), `weights` (of entities), `owners` (the entity of
    each name), `name_words` (the words of each name, then its neighbouring words as one), `name_starts`
    (where a name's begin), `name_sizes` (how many are its own), `name_places` (which word of its name each of
    these is, or the first of the two), `name_flags` (the sum of what it may be: SLIGHT, PARTICLE, INITIAL),
    `missing_weights` (what it weighs if all own words of a name are left out), `all_postings` and
    `postings_starts` (the names that hold each word), `rarities` (of words).
    """

    def __init__(self, folder: Path) -> None:
        self._exact = marisa_trie.RecordTrie("<I")
        self._exact.mmap(str(folder / "exact.marisa"))
        self._words = marisa_trie.Trie()
        self._words.mmap(str(folder / "words.marisa"))
        self.types = open_numbers(folder / "entities.type", "B")
        self.weights = open_numbers(folder / "entities.weight", "d")
        self._text = Strings(folder / "names.text")
        self._lang = open_numbers(folder / "names.lang", "H")
        self._kind = open_numbers(folder / "names.kind", "B")
        self._languages = list(Strings(folder / "languages"))
        self.owners = open_numbers(folder / "names.entity")
        self.name_words = open_numbers(folder / "names.words")
        self.name_starts = open_numbers(folder / "names.words.starts")
        self.name_sizes = open_numbers(folder / "names.size", "B")
        self.name_places = open_numbers(folder / "names.places", "B")
        self.name_flags = open_numbers(folder / "names.flags", "B")
        self.missing_weights = open_numbers(folder / "names.missing", "f")
        self.all_postings = open_numbers(folder / "postings.names")
        self.postings_starts = open_numbers(folder / "postings.starts")
        self.rarities = open_numbers(folder / "words.rarity", "f")
        # Mapped now, as the version may be gone by the first lookup; numpy has time till then.
        self._sounds = {name: open_numbers(folder / name, kind) for name, kind in _SOUNDS.items()}
        self.size = len(self.owners)
        self.codes = lru_cache(maxsize=20_000)(self._codes)
        self.word = lru_cache(maxsize=20_000)(self._word)

    @cached_property
    def columns(self) -> Columns:
        """The flat files as arrays, made ready when first asked for."""
        from pipeline.gazetteer.columns import Columns

        return Columns(self)

    @cached_property
    def near_words(self) -> NearWords:
        """The words by what they sound like, made ready when first asked for."""
        from pipeline.gazetteer.near_words import NearWords

        return NearWords(self._sounds)

    @cached_property
    def near_names(self) -> NearNames:
        """The names by their words, made ready when first asked for."""
        from pipeline.gazetteer.near_names import NearNames

        return NearNames(self.columns)

    def exact(self, folded: str) -> list[int]:
        """Return the numbers of the names whose folded text this is."""
        return [record[0] for record in self._exact.get(folded, ())]

    def begins(self, text: str) -> list[str]:
        """Return the folded names that `text`, folded too, begins with, shortest first."""
        found: list[str] = self._exact.prefixes(text)
        return found

    def leads_on(self, folded: str) -> bool:
        """Tell whether some name begins with this folded text."""
        return next(self._exact.iterkeys(folded), None) is not None

    def name(self, number: int) -> IndexedName:
        """Return a name by its number."""
        start = self.name_starts[number]
        words = tuple(self.name_words[start : start + self.name_sizes[number]])
        lang = self._languages[self._lang[number]]
        kind = KINDS[self._kind[number]]
        return IndexedName(number, self.owners[number], self._text[number], lang, kind, words)

    def text(self, number: int) -> str:
        """Return the text of a name by its number."""
        return self._text[number]

    def type(self, entity: int) -> EntityType:
        """Return the type of an entity, by its number in this version."""
        place: int = self.types[entity]
        return TYPES[place]

    def weight(self, entity: int) -> float:
        """Return the weight of an entity (0 to 1), by its number in this version."""
        weight: float = self.weights[entity]
        return weight

    def _word(self, number: int) -> str:
        """Return a word by its number."""
        return str(self._words.restore_key(number))

    def word_number(self, word: str) -> int | None:
        """Return the number of a folded word, None if no name holds it."""
        found: int | None = self._words.get(word)
        return found

    def postings(self, word: int) -> memoryview:
        """Return the numbers of the names that hold a word."""
        return self.all_postings[self.postings_starts[word] : self.postings_starts[word + 1]]

    def held(self, word: int) -> int:
        """Return how many names hold a word."""
        held: int = self.postings_starts[word + 1] - self.postings_starts[word]
        return held

    def _codes(self, word: int) -> list[str]:
        """Return the codes of a word's readings, likeliest first."""
        return self.near_words.codes(word)

    def rarity(self, word: int) -> float:
        """Return how much a word tells, from 0 (every name has it) to 1 (one name has it)."""
        rarity: float = self.rarities[word]
        return rarity
