"""Hearing: which words of an index sound like the words of a passage, wherever these stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.gazetteer.index import Index
from pipeline.language.scripts import script_of
from pipeline.mentions import glosses
from pipeline.mentions.words import Token, slight
from pipeline.names import han, kanji, readings, weights
from pipeline.names.nearby import forms
from pipeline.names.similar import Spoken, spoken

# In a script without spaces a word ends where the script changes, if it is kana; names in Chinese
# characters are looked for in windows of two to five, and of each window in its likeliest readings.
_RUNS = re.compile(r"[\u30a1-\u30fa\u30fcｦ-ﾟ]+|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_SHORTEST_WINDOW, _LONGEST_WINDOW = 1, 5
_WINDOW_READINGS = 3
# Shorter words sound like too much.
_FEWEST_SOUNDS = 3
# How well a word of the source that means a known one vouches for it.
_MEANT = 0.95
# How like the reading of a listed Japanese name a known word must be, and how many readings of it count.
_AS_LISTED, _MOST_KANA = 0.95, 2
_MOST_SYLLABLES = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch `start`..`end` of a passage that may be a word.

    `token` is the number of the token it stands in; `window` tells that it is cut out of a run of Chinese
    characters, where nobody knows which cut is right.
    """

    start: int
    end: int
    text: str
    token: int
    window: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """How like a word of the index the `unit` is (0 to 1), and what it means if it vouches by its meaning."""

    value: float
    unit: Unit
    meant: frozenset[str] = frozenset()


def units(tokens: Sequence[Token]) -> Iterator[Unit]:
    """Yield the stretches of a passage that may be words of names."""
    for number, token in enumerate(tokens):
        if token.cased and not token.capital:
            continue
        if not token.solid:
            yield Unit(token.start, token.end, token.text, number)
            continue
        for run in _RUNS.finditer(token.text):
            start = token.start + run.start()
            if script_of(run.group()) != "Hani":
                yield Unit(start, start + len(run.group()), run.group(), number)
                continue
            for begin in range(len(run.group())):
                for size in range(_SHORTEST_WINDOW, _LONGEST_WINDOW + 1):
                    if begin + size <= len(run.group()):
                        text = run.group()[begin : begin + size]
                        yield Unit(start + begin, start + begin + size, text, number, window=True)


class Hearing:
    """Compares written words with the words of one index. What was once heard is kept."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.name = lru_cache(maxsize=100_000)(index.name)
        self.heard = lru_cache(maxsize=50_000)(self._heard)
        self.slight = lru_cache(maxsize=200_000)(self._slight)
        self.spelt = lru_cache(maxsize=50_000)(self._spelt)
        self.alike = lru_cache(maxsize=200_000)(self._alike)

    def _heard(self, word: str, lang: str, least: float) -> Mapping[int, float]:
        """Return the words of the index, by number, at least so like a word of the press of `lang`."""
        spoken_word = _spoken(word, lang, least)
        near = self.index.near_words.near([spoken_word])
        found: dict[int, float] = dict(zip(near.words.tolist(), near.values.tolist(), strict=True))
        for text, worth in spoken_word.spellings.items():
            number = self.index.word_number(text)
            if number is not None:
                found[number] = max(worth, found.get(number, 0.0))
        return found

    def _slight(self, known: int) -> bool:
        """Tell whether a known word (by number) is no name of its own: of, van, the."""
        return slight(self.index.word(known))

    def _alike(self, word: str, lang: str, known: int) -> float:
        """Return how like a known word (by number) a written one sounds, 0 where it hardly does."""
        found: dict[int, float] = {}
        codes = self.index.codes(known)
        _spoken(word, lang).hear(codes, [known] * len(codes), found)
        return found.get(known, 0.0)

    def words_alike(self, word: str, lang: str, other: str, other_lang: str) -> float:
        """Return how alike two written words sound, each as its own press spells, 0 where hardly."""
        return _alike(word, lang, other, other_lang)

    def best(self, passage: Sequence[Unit], lang: str, least: float) -> dict[int, list[Heard]]:
        """Return for each known word the units of a passage that sound like it, windows left out."""
        found: dict[int, list[Heard]] = {}
        for unit in passage:
            if not unit.window and tells(unit.text, lang):
                for word, value in self.heard(unit.text, lang, least).items():
                    if value >= least:
                        found.setdefault(word, []).append(Heard(value, unit))
        return found

    def _spelt(self, text: str, lang: str) -> tuple[str, ...]:
        """Return what characters spell in Latin letters in `lang`, by the tables of readings; mostly nothing.

        Chinese is spelt in Hanyu Pinyin, two syllables at most; of Japanese the names that are listed, as the
        index has them.
        """
        if han.read_as_pinyin(lang):
            syllables = han.reading(text, han.MANDARIN) if len(text) <= _MOST_SYLLABLES else None
            return (syllables,) if syllables else ()
        if not han.read_as_kanji(lang):
            return ()
        heard = [self.heard(kana, lang, _AS_LISTED) for kana in kanji.kana(text)[:_MOST_KANA]]
        words = {word for one in heard for word, value in one.items() if value >= _AS_LISTED}
        return tuple(self.index.word(word) for word in words)

    def meant(self, tokens: Sequence[Token], lang: str) -> dict[int, list[Heard]]:
        """Return for each known word the units of a passage that mean it."""
        found: dict[int, list[Heard]] = {}
        for one in glosses.meanings(tokens, lang):
            unit = Unit(one.start, one.end, one.text, one.token, window=tokens[one.token].solid)
            for english in one.words:
                if (word := self.index.word_number(english)) is not None:
                    found.setdefault(word, []).append(Heard(_MEANT, unit, one.words))
        return found

    def in_windows(
        self, passage: Sequence[Unit], lang: str, words: Collection[int], least: float
    ) -> dict[int, list[Heard]]:
        """Return for each of `words` the windows of Chinese characters that sound like it."""
        codes: list[str] = []
        owners: list[Unit] = []
        for unit in passage:
            if unit.window:
                here = _window(unit.text, lang)
                codes += here
                owners += [unit] * len(here)
        found: dict[int, list[Heard]] = {}
        for word in words if codes else ():
            for code in self.index.codes(word)[:2]:
                hits = process.extract(
                    code,
                    codes,
                    scorer=Levenshtein.normalized_similarity,
                    processor=None,
                    score_cutoff=least,
                    limit=None,
                )
                if hits:
                    heard = found.setdefault(word, [])
                    heard.extend(Heard(value, owners[place]) for _, value, place in hits)
        return found


@lru_cache(maxsize=50_000)
def _spoken(word: str, lang: str, least: float = 0.0) -> Spoken:
    numbers = weights.load().alignment
    if least > numbers.least_similar:
        numbers = msgspec.structs.replace(numbers, least_similar=least)
    return spoken(forms(word, lang), numbers)


@lru_cache(maxsize=50_000)
def _character(character: str, lang: str) -> tuple[str, ...]:
    """Return the codes of the likeliest readings of a Chinese character."""
    return tuple(_spoken(character, lang).codes)[:_WINDOW_READINGS]


@lru_cache(maxsize=50_000)
def _window(text: str, lang: str) -> tuple[str, ...]:
    """Return the codes of a window of Chinese characters, each read in the same language as the others."""
    read = [_character(character, lang) for character in text]
    return tuple(dict.fromkeys(map("".join, zip(*read, strict=False))))


@lru_cache(maxsize=100_000)
def _alike(word: str, lang: str, other: str, other_lang: str) -> float:
    found: dict[int, float] = {}
    codes = list(_spoken(other, other_lang).codes)
    _spoken(word, lang).hear(codes, [0] * len(codes), found)
    return found.get(0, 0.0)


@lru_cache(maxsize=50_000)
def tells(word: str, lang: str, fewest: int = _FEWEST_SOUNDS) -> bool:
    """Tell whether a word has enough sounds for its likeness to a known one to mean anything."""
    read = readings.read_word(word, lang)
    return read is not None and any(len(reading) >= fewest for reading in read.readings[:2])
