"""The index: which names a word stands in, and which words sound like it.

Words, not names, are indexed by sound: a hundred thousand names are made of far fewer words. A word is
filed under the skeleton of each of its readings (the classes of its consonants, see names/sounds.py), so
that a word spelt otherwise is found by its own skeleton and those one consonant away.

All of it lies in flat files and tries that are opened by memory map; opening reads next to nothing.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import marisa_trie

from pipeline.gazetteer.arrays import Strings, open_numbers, write_numbers, write_strings
from pipeline.gazetteer.entity import Entity, Name, short_names
from pipeline.names import readings, sounds
from pipeline.names.fold import fold
from pipeline.names.nearby import joints

KINDS = ("full", "short", "alias", "acronym", "title", "demonym", "former")
# Places are written in a hundred languages: their names there are translations, to be found as they
# stand. Only the English ones are looked up by sound; short forms of people are, as words of full names.
_BY_SOUND = frozenset({"full", "alias", "former"})


@dataclass(frozen=True, slots=True)
class IndexedName:
    """A name as the index knows it: whose it is, its text, language and kind, and its words by number."""

    number: int
    entity: int
    text: str
    lang: str
    kind: str
    words: tuple[int, ...]


def _sounds_matter(entity: Entity, name: Name) -> bool:
    if entity.type == "LOC":
        return name.lang == "en" and name.kind in _BY_SOUND
    return name.kind in _BY_SOUND


def write(folder: Path, entities: Iterable[Entity]) -> dict[str, int]:
    """Write the index of `entities`, numbered in the order they come; return how many of what it holds."""
    owner, starts, flat, langs, kinds = array("I"), array("I", [0]), [], array("I"), array("I")
    texts: list[str] = []
    language_numbers: dict[str, int] = {}
    exact: list[tuple[str, tuple[int]]] = []
    by_word: dict[str, dict[int, None]] = defaultdict(dict)
    word_readings: dict[str, dict[str, None]] = defaultdict(dict)
    for number, entity in enumerate(entities):
        heard: set[str] = set()
        known = {fold(name.text) for name in entity.all_names()}
        implied: dict[str, Name] = {}
        for name in short_names(entity):
            if (key := fold(name.text)) not in known:
                implied.setdefault(key, name)
        for name in (*entity.all_names(), *implied.values()):
            this = len(texts)
            texts.append(name.text)
            owner.append(number)
            langs.append(language_numbers.setdefault(name.lang, len(language_numbers)))
            kinds.append(KINDS.index(name.kind))
            if key := fold(name.text):
                exact.append((key, (this,)))
            if _sounds_matter(entity, name) and name.text not in heard:
                heard.add(name.text)
                words = readings.read(name.text, name.lang)
                for word in words:
                    by_word[word.text][this] = None
                    word_readings[word.text].update(dict.fromkeys(word.readings[:4]))
                for at, joined in joints([word.text for word in words]):
                    by_word[joined][this] = None
                    if both := [w.readings[0] for w in words[at : at + 2] if w.readings]:
                        word_readings[joined][sounds.tidy("".join(both))] = None
                flat.append([word.text for word in words])
            else:
                flat.append([])
    marisa_trie.RecordTrie("<I", exact).save(str(folder / "exact.marisa"))
    write_numbers(folder / "names.entity", owner)
    write_numbers(folder / "names.lang", langs)
    write_numbers(folder / "names.kind", kinds)
    write_strings(folder / "names.text", texts)
    write_strings(folder / "languages", language_numbers)

    trie = marisa_trie.Trie(list(by_word))
    trie.save(str(folder / "words.marisa"))
    numbers = {word: trie[word] for word in by_word}
    words_flat = array("I")
    for line in flat:
        words_flat.extend(numbers[word] for word in line)
        starts.append(len(words_flat))
    write_numbers(folder / "names.words", words_flat)
    write_numbers(folder / "names.words.starts", starts)
    _write_postings(folder, {numbers[word]: list(names) for word, names in by_word.items()})
    _write_readings(folder, {numbers[word]: list(found) for word, found in word_readings.items()})
    codes = {numbers[word]: "\n".join(map(sounds.encode, found)) for word, found in word_readings.items()}
    write_strings(folder / "words.codes", (codes.get(number, "") for number in range(len(numbers))))
    return {"names": len(texts), "words": len(numbers)}


def _write_postings(folder: Path, postings: dict[int, list[int]]) -> None:
    starts, names = array("I", [0]), array("I")
    for word in range(len(postings)):
        names.extend(postings[word])
        starts.append(len(names))
    write_numbers(folder / "postings.starts", starts)
    write_numbers(folder / "postings.names", names)


def _write_readings(folder: Path, found: dict[int, list[str]]) -> None:
    filed: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word, heard in found.items():
        for reading in heard:
            filed[sounds.skeleton(reading)].append((sounds.encode(reading), word))
    trie = marisa_trie.Trie(list(filed))
    trie.save(str(folder / "skeletons.marisa"))
    starts, words, codes = array("I", [0]), array("I"), []
    for number in range(len(filed)):
        entries = sorted(filed[trie.restore_key(number)])
        words.extend(word for _, word in entries)
        starts.append(len(words))
        codes.append("\n".join(code for code, _ in entries))
    write_numbers(folder / "readings.words", words)
    write_numbers(folder / "readings.words.starts", starts)
    write_strings(folder / "readings.codes", codes)


class Index:
    """An index opened for reading; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._exact = marisa_trie.RecordTrie("<I")
        self._exact.mmap(str(folder / "exact.marisa"))
        self._words = marisa_trie.Trie()
        self._words.mmap(str(folder / "words.marisa"))
        self._skeletons = marisa_trie.Trie()
        self._skeletons.mmap(str(folder / "skeletons.marisa"))
        self._owner = open_numbers(folder / "names.entity")
        self._lang = open_numbers(folder / "names.lang")
        self._kind = open_numbers(folder / "names.kind")
        self._text = Strings(folder / "names.text")
        self._languages = list(Strings(folder / "languages"))
        self._name_words = open_numbers(folder / "names.words")
        self._name_words_starts = open_numbers(folder / "names.words.starts")
        self._postings = open_numbers(folder / "postings.names")
        self._postings_starts = open_numbers(folder / "postings.starts")
        self._reading_words = open_numbers(folder / "readings.words")
        self._reading_words_starts = open_numbers(folder / "readings.words.starts")
        self._reading_codes = Strings(folder / "readings.codes")
        self._word_codes = Strings(folder / "words.codes")
        self.size = len(self._owner)
        self.rarest = math.log(1 + self.size)
        self.filed = lru_cache(maxsize=20_000)(self._filed)
        self.word = lru_cache(maxsize=100_000)(self._word)
        self.codes = lru_cache(maxsize=100_000)(self._codes)
        self.rarity = lru_cache(maxsize=100_000)(self._rarity)

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
        words = tuple(self._name_words[self._name_words_starts[number] : self._name_words_starts[number + 1]])
        lang = self._languages[self._lang[number]]
        kind = KINDS[self._kind[number]]
        return IndexedName(number, self._owner[number], self._text[number], lang, kind, words)

    def _word(self, number: int) -> str:
        """Return a word by its number."""
        return str(self._words.restore_key(number))

    def word_number(self, word: str) -> int | None:
        """Return the number of a folded word, None if no name holds it."""
        found: int | None = self._words.get(word)
        return found

    def postings(self, word: int) -> memoryview:
        """Return the numbers of the names that hold a word."""
        found = self._postings[self._postings_starts[word] : self._postings_starts[word + 1]]
        assert isinstance(found, memoryview)
        return found

    def held(self, word: int) -> int:
        """Return how many names hold a word."""
        return self._postings_starts[word + 1] - self._postings_starts[word]

    def _codes(self, word: int) -> list[str]:
        """Return the codes of a word's readings, likeliest first."""
        codes = self._word_codes[word]
        return codes.split("\n") if codes else []

    def _rarity(self, word: int) -> float:
        """Return how much a word tells, from 0 (every name has it) to 1 (one name has it)."""
        return math.log(1 + self.size / max(self.held(word), 1)) / self.rarest if self.size else 1.0

    def _filed(self, skeleton: str) -> tuple[list[str], memoryview]:
        """Return the codes filed under a skeleton and, at the same places, the words they belong to."""
        number = self._skeletons.get(skeleton)
        if number is None:
            return [], memoryview(b"")
        span = slice(self._reading_words_starts[number], self._reading_words_starts[number + 1])
        words = self._reading_words[span]
        assert isinstance(words, memoryview)
        return self._reading_codes[number].split("\n"), words
