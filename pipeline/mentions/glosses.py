"""Glosses: the English words of names that words of another language mean, by what the project knows of it.

The common words (river, ministry, royal) are in gazetteers/language/glosses.toml; countries, regions and
cities, with the demonyms of countries, are those of gazetteers/world.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import msgspec

from pipeline import resources
from pipeline.mentions.words import Token, forms
from pipeline.names import han
from pipeline.names.fold import fold
from pipeline.names.world import places

# An inflected word begins with its gloss and has so many letters more, by the letters of the gloss.
_ENDINGS = {3: 2}
_LONGEST_ENDING = 3
_LONGEST_PHRASE, _LONGEST_RUN = 3, 8
_PROVINCES = "subdivisions"
_WORLD = ("countries", "regions", _PROVINCES, "cities")


class _Table(msgspec.Struct):
    anywhere: list[str]
    at_the_end: list[str]
    words: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A stretch `start`..`end` of a text, in a token by its number, and the folded English words it means."""

    start: int
    end: int
    text: str
    token: int
    words: frozenset[str]


class Glossary:
    """The glosses of one language: phrases, and stems that inflected words begin with, and what they mean."""

    def __init__(self, phrases: Mapping[str, frozenset[str]], stems: Mapping[str, frozenset[str]]) -> None:
        self._phrases = phrases
        self._stems = stems
        self._of = lru_cache(maxsize=20_000)(self._meant)

    def within(self, tokens: Sequence[Token]) -> Iterator[Meaning]:
        """Yield what stands anywhere in words written solid, but for what is a part of something longer."""
        for number, token in enumerate(tokens):
            text = han.simplified(token.text)
            done = 0
            for begin in range(len(text)):
                for end in range(min(begin + _LONGEST_RUN, len(text)), max(begin, done), -1):
                    if words := self._phrases.get(text[begin:end]):
                        start = token.start + begin
                        yield Meaning(start, token.start + end, token.text[begin:end], number, words)
                        done = end
                        break

    def ending(self, tokens: Sequence[Token], lang: str) -> Iterator[Meaning]:
        """Yield what words, or the ends of compounds, mean."""
        for number, token in enumerate(tokens):
            for form in forms(token.text, lang):
                end = token.end - form.back
                for size in range(min(len(form.text), _LONGEST_RUN), 0, -1):
                    if words := self._phrases.get(form.text[-size:]):
                        yield Meaning(end - size, end, form.text[-size:], number, words)
                        break

    def phrases(self, tokens: Sequence[Token], lang: str) -> Iterator[Meaning]:
        """Yield what words and phrases mean, whatever the ending of the last word."""
        for number, token in enumerate(tokens):
            lead = text = ""
            for last in range(number, min(number + _LONGEST_PHRASE, len(tokens))):
                if last > number and not tokens[last].joins:
                    break
                text += " " * (last > number) + tokens[last].text
                if words := self._of(lead, tokens[last].text, lang):
                    yield Meaning(token.start, tokens[last].end, text, number, words)
                lead += fold(tokens[last].text) + " "

    def _meant(self, lead: str, word: str, lang: str) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for form in forms(word, lang):
            found |= self._phrases.get(lead + form.text, frozenset())
            for extra in range(0 if lead else _LONGEST_ENDING + 1):
                stem = form.text[: len(form.text) - extra]
                if extra <= _ENDINGS.get(len(stem), _LONGEST_ENDING if len(stem) > max(_ENDINGS) else 0):
                    found |= self._stems.get(stem, frozenset())
        return found


def meanings(tokens: Sequence[Token], lang: str) -> Iterator[Meaning]:
    """Yield the stretches of a text in `lang` (BCP 47) that mean English words of names; they may overlap."""
    primary = lang.split("-")[0]
    glossary = _glossary(primary)
    if primary in _table().anywhere:
        yield from glossary.within(tokens)
    elif primary in _table().at_the_end:
        yield from glossary.ending(tokens, lang)
    else:
        yield from glossary.phrases(tokens, lang)


@cache
def _table() -> _Table:
    return msgspec.convert(resources.table("language/glosses.toml"), _Table)


@cache
def _glossary(lang: str) -> Glossary:
    phrases: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    for english, written in _table().words.items():
        for gloss in written.get(lang, "").split():
            key = han.simplified(gloss) if lang in _table().anywhere else fold(gloss)
            phrases.setdefault(key, set()).update(map(fold, english.split()))
            stems.setdefault(key, set()).update(map(fold, english.split()))
    for key, words in _places(lang, stems):
        phrases.setdefault(key, set()).update(words)
    return Glossary(
        {key: frozenset(words) for key, words in phrases.items()},
        {key: frozenset(words) for key, words in stems.items()},
    )


def _places(lang: str, glosses: Mapping[str, set[str]]) -> Iterator[tuple[str, set[str]]]:
    """Yield the names of places in a language, and the words of their English names and demonyms.

    The kind of a province (Osaka Prefecture) is left out where the name in the language does not tell it.
    """
    by_kind: dict[str, list[str]] = {}
    for gloss, meant in glosses.items():
        for word in meant:
            by_kind.setdefault(word, []).append(gloss)
    for file in _WORLD:
        for place in places(file, lang):
            words = {word for text in (place.name, *place.peoples()) for word in fold(text).split()}
            kind = fold(place.name).split()[-1]
            bare = words - {kind} if file == _PROVINCES and kind in by_kind and len(words) > 1 else words
            for name in place.names:
                if name.lang == lang and name.kind == "full":
                    text = han.simplified(fold(name.text))
                    told = any(gloss in text for gloss in by_kind.get(kind, ()))
                    yield text, words if told else bare
