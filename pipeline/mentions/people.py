"""The people an article names in full, and which of them a bare word may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.gazetteer.entity import Entity, family_place
from pipeline.gazetteer.lookup import Match
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.found import Found
from pipeline.mentions.words import forms
from pipeline.names import readings, sounds, weights
from pipeline.names.fold import fold
from pipeline.names.readings import split

# 岸田文雄 goes by the first two of its four characters; of three, the surname may be one or two.
_SOLID_NAME, _SOLID_SURNAME = 4, 2
# A given name alone is less sure than a family name, and of two family names the one spelt so goes first.
_GIVEN_NAME, _BY_SOUND = 0.9, 0.99


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody an article names in full as `surface`.

    `spellings` maps the folded words it uses to the places of the canonical words they stand for; `family`
    holds the places of the family's words in the canonical name, none where it has none.
    """

    number: int
    entity: Entity
    match: Match
    surface: str
    spellings: dict[str, tuple[int, ...]]
    family: tuple[int, ...]


# How sure (0 to 1), who, and which words of the canonical name.
Choice = tuple[float, Person, tuple[int, ...]]


class People:
    """The people an article names in full."""

    def __init__(self, text: str, langs: Sequence[str], found: Sequence[Found], gazetteer: Gazetteer) -> None:
        self._known: dict[int, Person] = {}
        self._choose = cache(self._choice)
        for one in found:
            entity = gazetteer.entity(one.entity)
            if one.status == "linked" and entity.type == "PER" and one.sense.words is None:
                surface, match = text[one.start : one.end], one.sense.matches[0]
                words = split(match.undone or surface) if one.first == one.last else split(surface)
                spelt = _places(words, entity, langs[one.first])
                family = tuple(range(*(family_place(entity) or (0, 0))))
                person = Person(one.entity, entity, match, surface, spelt, family)
                self._known.setdefault(one.entity, person).spellings.update(spelt)

    def named(self, number: int) -> Person | None:
        """Return the person of this number if the article names them in full."""
        return self._known.get(number)

    def spelt(self, word: str, lang: str) -> Sequence[Choice]:
        """Return whose name has this very word, as `who` does."""
        return self._choose(word, lang, False)

    def who(self, word: str, lang: str) -> Sequence[Choice]:
        """Return who a bare word may be, best first: how sure (0 to 1), the person, the canonical words."""
        return self._choose(word, lang, True)

    def solid(self) -> dict[str, Person]:
        """Return the surnames of those whose names the article writes solid in Chinese characters."""
        found: dict[str, Person] = {}
        for person in self._known.values():
            if len(person.surface) == _SOLID_NAME and not person.surface.isascii():
                found[person.surface[:_SOLID_SURNAME]] = person
        return found

    def _choice(self, word: str, lang: str, by_sound: bool) -> Sequence[Choice]:
        least = weights.load().article.known_person
        found = []
        for person in self._known.values():
            score, places = _likeness(word, lang, person, by_sound)
            if score >= least:
                found.append((score, person, places))
        return sorted(found, key=lambda item: -item[0])


def _places(words: Sequence[str], entity: Entity, lang: str) -> dict[str, tuple[int, ...]]:
    """Map each word of a full mention to the canonical word it stands for."""
    canonical = split(entity.name)
    found: dict[str, tuple[int, ...]] = {}
    for at, word in enumerate(words):
        likeness = [(similarity(word, lang, known), place) for place, known in enumerate(canonical)]
        best, place = max(likeness, default=(0.0, 0))
        if best >= weights.load().alignment.least_similar:
            found[fold(word)] = (place,)
        elif len(words) == len(canonical):
            found[fold(word)] = (at,)
    return found


@lru_cache(maxsize=65536)
def similarity(word: str, lang: str, known: str) -> float:
    """Return how alike two words sound, 0 to 1: one as the press of `lang` writes it, one canonical."""
    left, right = readings.read_word(word, lang), readings.read_word(known, "en")
    if left is None or right is None:
        return 0.0
    codes = [sounds.encode(reading) for reading in right.readings]
    return max(
        (
            Levenshtein.normalized_similarity(sounds.encode(reading), code)
            for reading in left.readings
            for code in codes
        ),
        default=0.0,
    )


def _likeness(word: str, lang: str, person: Person, by_sound: bool) -> tuple[float, tuple[int, ...]]:
    """Return how surely a bare word is this person, and which words of the canonical name it stands for.

    A family name may be spelt otherwise than in full. A given name counts as spelt in full only, and only
    where it is all there is besides the family name: Won is nobody's whole given name.
    """
    canonical = split(person.entity.name)
    own = person.family
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for form in forms(word, lang):
        worth = weights.load().alignment.undone_ending if form.undone else 1.0
        places = person.spellings.get(form.text, ())
        if places and set(places) <= set(own):
            best = max(best, (worth, places))
        elif places and len(canonical) == 2 and len(form.text) > 1:
            best = max(best, (worth * _GIVEN_NAME, places))
        if by_sound:
            for place in own:
                best = max(best, (similarity(form.text, lang, canonical[place]) * worth * _BY_SOUND, own))
    return best
