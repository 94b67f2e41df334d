"""Places in the names of others: Jack London, the University of Warsaw and Paris Hilton are no places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.gazetteer.entity import Entity, family_place
from pipeline.gazetteer.index import IndexedName
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.found import Found
from pipeline.mentions.offices import institution
from pipeline.mentions.people import similarity
from pipeline.mentions.words import (
    Token,
    conjunction,
    joiner,
    kind_of_place,
    nouns_are_capitalised,
    opener,
    particle,
    place_follows,
)
from pipeline.names import nicknames, weights
from pipeline.names.fold import fold
from pipeline.names.inflect import undo
from pipeline.names.ordinary import listed, ordinary
from pipeline.names.readings import split

# How many names that hold a word are looked at to see whether it is anyone's given name.
_LOOKED_AT = 50
# Al is short for Alexander, and an article of many languages.
_SHORTEST_GIVEN = 3


@dataclass(frozen=True)
class Nested:
    """The finds that stand in longer names; `people` tells which of them are in a person's.

    `closed` are the places of the other words of such a name where it is no person's. `shared` are surnames
    that may be theirs as well as those of somebody listed.
    """

    found: frozenset[Found]
    people: frozenset[Found]
    closed: frozenset[int]
    shared: frozenset[Found]


class Nesting:
    """Tells finds that are part of a longer name, with the given names that a gazetteer knows."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._given = lru_cache(maxsize=20_000)(self._is_given)
        self.of_organisation = lru_cache(maxsize=20_000)(self._is_of_organisation)

    def given(self, word: str, lang: str = "und") -> bool:
        """Tell whether a word is somebody's given name: one with a short form, or one of the gazetteer's.

        So it is if it may be a form of one in `lang` (BCP 47): Терези, of Тереза.
        """
        return self._given(word) or any(self._given(base.form) for base in undo(word, lang))

    def nested(
        self,
        found: Sequence[Found],
        tokens: Sequence[Token],
        langs: Sequence[str],
        taken: Sequence[bool],
        plain: Collection[int],
    ) -> Nested:
        """Return the finds that are part of a longer name.

        `taken` tells which words belong to some find, `plain` are the places of words that are none in spite
        of their capital. Part of a longer name is

        - a place with a word of organisations in the same name: University of Warsaw, Moscow State University
        - a place or family name after somebody else's given name: Jack London, Bill Clinton
        - a place before words with hyphens, and in languages with a list of words, before one that is none of
          them: Paris Saint-Germain, Paris Hilton
        - a place that has the family name of a person found so, where no preposition shows that it is one
        """
        owners = {place: one for one in found for place in range(one.first, one.last + 1)}
        people: set[Found] = set()
        rest: set[Found] = set()
        closed: set[int] = set()
        surnames: set[str] = set()

        def free(place: int) -> bool:
            return not taken[place] and place not in plain

        for one in found:
            lang, entity = langs[one.first], self._gazetteer.entity(one.entity)
            if one.first != one.last or tokens[one.first].solid or entity.type == "ORG":
                if entity.type == "LOC" and self._in_organisation(one, tokens, lang, owners, plain):
                    rest.add(one)
            elif self._after_given(one, entity, tokens, lang, free):
                people.add(one)
                surnames.add(tokens[one.first].text)
            elif entity.type == "LOC" and self._in_organisation(one, tokens, lang, owners, plain):
                rest.add(one)
            elif entity.type == "LOC" and (after := self._before_name(one, tokens, lang, free)):
                (people if after == 1 else rest).add(one)
                closed.update(range(one.last + 1, one.last + 1 + after) if after > 1 else ())
        shared: set[Found] = set()
        for one in found:
            if one.first == one.last and tokens[one.first].text in surnames and one not in people:
                before = tokens[one.first - 1].text if one.first else ""
                if one.kind == "short":
                    shared.add(one)
                elif not place_follows(before):
                    people.add(one)
        return Nested(frozenset(people | rest), frozenset(people), frozenset(closed), frozenset(shared))

    def _after_given(
        self, one: Found, entity: Entity, tokens: Sequence[Token], lang: str, free: Callable[[int], bool]
    ) -> bool:
        """Tell whether somebody else's given name stands right before a place or a family name."""
        if one.first == 0 or not free(one.first - 1) or not _next(tokens, one.first):
            return False
        word = tokens[one.first - 1]
        if entity.type != "LOC" and not (entity.type == "PER" and one.kind == "short"):
            return False
        if not word.capital or word.shouted or not self._given(word.text):
            return False
        if word.opens and (opener(word.text) or ordinary(word.text, lang)):
            return False
        least = weights.load().article.known_person
        partners = nicknames.partners(fold(word.text))
        return entity.type == "LOC" or not any(
            fold(known) in partners or similarity(word.text, lang, known) >= least
            for known in split(entity.name)
        )

    def _in_organisation(
        self,
        one: Found,
        tokens: Sequence[Token],
        lang: str,
        owners: dict[int, Found],
        plain: Collection[int],
    ) -> bool:
        """Tell whether a word of organisations stands in the same name, with no other find between."""
        reach = 1 if nouns_are_capitalised(lang) else len(tokens)
        for walk in (_leftwards(tokens, one.first), _rightwards(tokens, one.last)):
            for place in walk:
                other = owners.get(place)
                if place in plain or (other and self._gazetteer.entity(other.entity).type != "LOC"):
                    break
                if tokens[place].capital and institution(tokens[place].text, lang):
                    return True
                if abs(place - one.first) >= reach and abs(place - one.last) >= reach:
                    break
        return False

    def _before_name(
        self, one: Found, tokens: Sequence[Token], lang: str, free: Callable[[int], bool]
    ) -> int:
        """Return how many words make a name with the place before them, 0 for none."""
        if one.first and place_follows(tokens[one.first - 1].text):
            return 0
        last = one.last
        while last + 1 < len(tokens) and (tokens[last + 1].hyphened or last == one.last):
            word = tokens[last + 1]
            apart = word.start - tokens[last].end > 1  # Paris - Macron
            if apart or not (word.joins and word.capital and free(last + 1)) or word.shouted:
                return 0
            last += 1
        words = tokens[one.last + 1 : last + 1]
        goes_on = last + 1 < len(tokens) and tokens[last + 1].joins and tokens[last + 1].capital
        if not words or words[0].hyphened or goes_on or (len(words) == 1 and not listed(lang)):
            return 0
        if all(ordinary(word.text, lang) or kind_of_place(word.text) for word in words):
            return 0
        return len(words)

    def known(self, word: str) -> bool:
        """Tell whether some name that is looked up by sound has this very word."""
        return self._gazetteer.index.word_number(fold(word)) is not None

    def _is_of_organisation(self, word: str) -> bool:
        """Tell whether some name that is no person's has this very word."""
        return any(self._gazetteer.entity(name.entity).type != "PER" for name in self._names_with(word))

    def _names_with(self, word: str) -> Iterator[IndexedName]:
        index = self._gazetteer.index
        number = index.word_number(fold(word))
        for place in () if number is None else index.postings(number)[:_LOOKED_AT]:
            yield index.name(place)

    def _is_given(self, word: str) -> bool:
        folded = fold(word)
        if len(folded) < _SHORTEST_GIVEN:
            return False
        if nicknames.partners(folded):
            return True
        for name in self._names_with(word):
            family = family_place(self._gazetteer.entity(name.entity))
            first = self._gazetteer.index.word(name.words[0])
            if name.kind == "full" and family and family[0] > 0 and first == folded:
                return len(name.words) > 1
        return False


def _next(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word goes on the name before it, with a space between."""
    return tokens[place].joins and not tokens[place].hyphened


def _leftwards(tokens: Sequence[Token], place: int) -> Iterator[int]:
    while place > 0 and tokens[place].joins and _in_name(tokens[place - 1]):
        place -= 1
        yield place


def _rightwards(tokens: Sequence[Token], place: int) -> Iterator[int]:
    while place + 1 < len(tokens) and tokens[place + 1].joins and _in_name(tokens[place + 1]):
        place += 1
        yield place


def _in_name(token: Token) -> bool:
    if token.capital or token.hyphened or particle(token.text):
        return True
    return joiner(token.text) and not conjunction(token.text)
