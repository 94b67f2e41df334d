"""The source's side of a passage: the known words that each of its words means, spells or sounds like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.mentions.counterpart import Form, apart, near, shares
from pipeline.mentions.hearing import Heard, Hearing, Unit, tells, units
from pipeline.mentions.words import Token
from pipeline.names import han, surnames

# Words of the source less like a known word than this vouch for nothing, and words this like one, of so many
# sounds, leave no doubt of it.
_LEAST = 0.66
_CERTAIN, _FEWEST_SOUNDS = 0.9, 4
# What Chinese characters that are read as they stand vouch for.
_SPELT = 0.95
_LONGEST_READ = 3
# Only so many places of the word that has fewest of them are tried.
_MOST_ANCHORS = 4


class Source:
    """The words of a passage and, for each known word (by number), what vouches for it, in `heard`.

    `windows` tells whether some of it is in Chinese characters. What these sound like is only looked for when
    asked for, by `open`.
    """

    def __init__(self, hearing: Hearing, tokens: Sequence[Token], lang: str) -> None:
        self._hearing = hearing
        self._index = hearing.index
        self.lang = lang
        self.tokens = tokens
        meant = hearing.meant(tokens, lang)
        self.units = [*units(tokens), *_heads(tokens, meant.values())]
        self.windows = any(unit.window for unit in self.units)
        self.heard = hearing.best(self.units, lang, _LEAST)
        for word, found in meant.items():
            self.heard.setdefault(word, []).extend(found)
        self._spelt = self._readings()

    def open(self, words: Iterable[int]) -> None:
        """Add what Chinese characters sound like some known words to what is heard."""
        for word, found in self._in_windows(words).items():
            self.heard.setdefault(word, []).extend(found)

    def _in_windows(self, words: Iterable[int]) -> dict[int, list[Heard]]:
        if not self.windows:
            return {}
        return self._hearing.in_windows(self.units, self.lang, set(words), _LEAST)

    def anywhere(self, word: int) -> Sequence[Heard]:
        """Return what vouches for a known word, in Chinese characters as well."""
        return self.heard.get(word) or self._in_windows((word,)).get(word, [])

    def times(self, word: int) -> int:
        """Return how often a known word is heard, in stretches that do not overlap."""
        counted: list[Unit] = []
        for heard in self.heard.get(word, ()):
            if apart(heard.unit, counted):
                counted.append(heard.unit)
        return len(counted)

    def certain(self, heard: Heard) -> bool:
        """Tell whether a word by itself leaves no doubt of a known one."""
        unit = heard.unit
        return bool(heard.meant) or (
            heard.value >= _CERTAIN and not unit.window and tells(unit.text, self.lang, _FEWEST_SOUNDS)
        )

    def sure(self) -> dict[int, list[Heard]]:
        """Return the known words that are there without a doubt, with where they are."""
        found: dict[int, list[Heard]] = {}
        for word, heard in self.heard.items():
            if certain := [one for one in heard if self.certain(one)]:
                found[word] = certain
        for spelt in self._spelt:
            if (number := self._index.word_number(spelt)) is not None:
                for unit in self.spelling(spelt):
                    found.setdefault(number, []).append(Heard(_SPELT, unit))
        return found

    def spelling(self, word: str) -> list[Unit]:
        """Return the Chinese characters, two or more, that are read as a folded word is written."""
        return [unit for unit in self._spelt.get(word, ()) if len(unit.text) > 1]

    def _readings(self) -> dict[str, list[Unit]]:
        """Return what Chinese characters spell in Latin letters, if that is fairly certain.

        In Chinese these are syllables and pairs of syllables in Hanyu Pinyin, in Japanese listed family and
        given names.
        """
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            if unit.window and len(unit.text) <= _LONGEST_READ:
                for spelt in self._hearing.spelt(unit.text, self.lang):
                    found.setdefault(spelt, []).append(unit)
        return found

    def names(self) -> Iterator[Form]:
        """Yield the names of two words that are spelt in Chinese characters, one after the other."""
        places: dict[int, list[tuple[Unit, int]]] = {}
        for spelt, found in self._spelt.items():
            if (word := self._index.word_number(spelt)) is not None:
                for unit in found:
                    places.setdefault(unit.start, []).append((unit, word))
        for family, first in [one for here in places.values() for one in here]:
            for given, second in places.get(family.end, ()):
                if surnames.cut(family.text + given.text, self.lang) != [family.text, given.text]:
                    continue
                both = Unit(family.start, given.end, family.text + given.text, family.token, window=True)
                for number in self._named_by(first, second):
                    name = self._hearing.name(number)
                    if name.kind == "full":
                        yield Form(name.entity, name.text, name.words, both)

    def _named_by(self, first: int, second: int) -> Iterator[int]:
        """Yield the names that are just two words, the family name first or, of a Japanese, last."""
        rarer = min((first, second), key=self._index.held)
        orders = [(first, second), (second, first)][: 2 if han.turned_round(self.lang) else 1]
        for number in self._index.postings(rarer):
            if self._hearing.name(number).words in orders:
                yield number

    def precede(self, words: Sequence[int], unit: Unit) -> bool:
        """Tell whether Chinese characters that end where a unit begins, or with it, sound like some words."""
        heard = self._in_windows(words)
        ends = {one.unit.end for found in heard.values() for one in found if one.unit.start < unit.start}
        return unit.start in ends or unit.end in ends

    def around(
        self,
        anchor: Heard,
        options: Mapping[int, Sequence[Heard]],
        needed: Sequence[int],
        content: Sequence[int],
    ) -> dict[int, Heard]:
        """Choose for each word of `content` its best option near an anchor, those that need one first."""
        chosen: dict[int, Heard] = {}
        for word in sorted(options, key=lambda word: word not in needed):
            used = [heard.unit for heard in chosen.values()]
            close = [
                heard
                for heard in options[word]
                if shares(heard, chosen.values())
                and (heard.unit == anchor.unit or near(heard, [anchor.unit, *used], len(content)))
            ]
            if close:
                chosen[word] = max(close, key=lambda heard: heard.value)
        return chosen

    def together(
        self, content: Sequence[int], options: Mapping[int, Sequence[Heard]]
    ) -> dict[int, Heard] | None:
        """Return for each word of a name one of its options, all near one another; None if none are."""
        own = {word: options[word] for word in content}
        for anchor in min(own.values(), key=len)[:_MOST_ANCHORS]:
            chosen = self.around(anchor, own, content, content)
            if len(chosen) == len(content):
                return chosen
        return None


def _heads(tokens: Sequence[Token], meant: Iterable[Sequence[Heard]]) -> set[Unit]:
    """Return what stands before the meant end of a compound: 이라와디 of 이라와디강."""
    heads: set[Unit] = set()
    for unit in {one.unit for found in meant for one in found}:
        token = tokens[unit.token]
        if not token.solid and unit.start > token.start:
            text = token.text[: unit.start - token.start]
            heads.add(Unit(token.start, unit.start, text, unit.token))
    return heads
