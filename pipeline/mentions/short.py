"""Short forms: a surname, or what is left of a name, that stands for somebody known in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from pipeline.article import Evidence, Status
from pipeline.gazetteer.entity import Entity, family_place
from pipeline.gazetteer.index import IndexedName
from pipeline.gazetteer.lookup import Match, verdict
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.found import Found
from pipeline.mentions.words import Token, forms, nouns_are_capitalised
from pipeline.names import readings, sounds, weights
from pipeline.names.fold import fold
from pipeline.names.readings import split

if TYPE_CHECKING:
    from pipeline.mentions.resolve import Finder

_FEWEST_SOUNDS = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody an article names in full: `spellings` maps the folded words it uses to canonical places."""

    number: int
    entity: Entity
    match: Match
    surface: str
    spellings: dict[str, tuple[int, ...]]


class People:
    """The people an article names in full, and who among them a bare word may be."""

    def __init__(
        self, gazetteer: Gazetteer, tokens: Sequence[Token], langs: Sequence[str], found: Sequence[Found]
    ) -> None:
        self._known: dict[int, Person] = {}
        self._places = {one.entity for one in found if one.status == "linked"}
        for one in found:
            entity = gazetteer.entity(one.entity)
            if one.status != "linked" or entity.type != "PER" or one.words is not None:
                continue
            words = [form for place in range(one.first, one.last + 1) for form in _words(tokens[place])]
            spelt = _places(words, entity, langs[one.first])
            person = self._known.get(one.entity)
            if person:
                person.spellings.update(spelt)
            else:
                surface = " ".join(words)
                self._known[one.entity] = Person(one.entity, entity, one.matches[0], surface, spelt)

    def named(self, number: int) -> Person | None:
        """Return the person of this number if the article names them in full."""
        return self._known.get(number)

    def who(self, word: str, lang: str) -> list[tuple[float, Person, tuple[int, ...]]]:
        """Return who a bare word may be: how sure (0 to 1), the person, the canonical words; best first."""
        least = weights.load().article.known_person
        found = []
        for person in self._known.values():
            score, places = _likeness(word, lang, person)
            if score >= least:
                found.append((score, person, places))
        return sorted(found, key=lambda item: -item[0])


def _words(token: Token) -> list[str]:
    return split(token.text)


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
    best = 0.0
    for left in readings.read(word, lang):
        for right in readings.read(known, "en"):
            for one in left.readings:
                for other in right.readings:
                    a, b = sounds.encode(one), sounds.encode(other)
                    best = max(best, Levenshtein.normalized_similarity(a, b))
    return best


def _likeness(word: str, lang: str, person: Person) -> tuple[float, tuple[int, ...]]:
    """Return how surely a bare word is this person, and which words of the canonical name it stands for.

    A given name alone only counts as the article spells it in full; a family name may be spelt otherwise.
    """
    family = family_place(person.entity)
    own = set(range(*family)) if family else {0}
    canonical = split(person.entity.name)
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for form in forms(word, lang):
        worth = weights.load().alignment.undone_ending if form.undone else 1.0
        if places := person.spellings.get(form.text):
            best = max(best, (worth * (1.0 if own.intersection(places) else 0.9), places))
        for place in own:
            value = similarity(form.text, lang, canonical[place]) * worth
            best = max(best, (value * 0.99, tuple(sorted(own))))
    return best


def possessor(token: Token) -> int:
    """Return where a word ends without its possessive or case suffix after an apostrophe."""
    return token.end - next((form.back for form in forms(token.text, "und") if form.back), 0)


def bare(place: int, token: Token, lang: str, people: People, finder: Finder) -> Found | None:
    """Return what a single capitalised word names, None if nothing that can be told.

    Somebody the article names in full comes first, then whoever the gazetteer knows by that word.
    """
    numbers = weights.load().article
    if who := people.who(token.text, lang):
        return _of_article(place, token, lang, who)
    least = numbers.opening if token.opens else numbers.alone
    if nouns_are_capitalised(lang) or not _tells(token.text, lang):
        return None
    end = possessor(token)
    known = list(_alone(finder, token.text[: end - token.start], lang, least))
    if not known:
        return None
    known.sort(key=lambda item: -item[0].score)
    found = tuple(match for match, _ in known)
    return Found(token.start, end, place, place, verdict(finder.gazetteer, found), found, known[0][1])


def _tells(word: str, lang: str) -> bool:
    """Tell whether a word has enough sounds for its likeness to a known name to mean anything."""
    return any(
        len(reading) >= _FEWEST_SOUNDS for read in readings.read(word, lang) for reading in read.readings
    )


def _of_article(
    place: int, token: Token, lang: str, who: Sequence[tuple[float, Person, tuple[int, ...]]]
) -> Found:
    score, person, places = who[0]
    rivals = [other for other in who[1:] if score - other[0] < weights.load().verdict.margin]
    certainty = weights.load().article.certainty
    found = tuple(
        Match(one.number, _short(one.match.name), value * certainty, "exact") for value, one, _ in who
    )
    if rivals:
        names = ", ".join(one.entity.name for _, one, _ in who)
        reason = Evidence("short-form", f"{token.text} may be short for each of {names}", round(score, 4))
    else:
        says = f"{token.text} is short for {person.surface}, whom the article names in full"
        reason = Evidence("short-form", says, round(score, 4))
    cut = next((form for form in forms(token.text, lang) if form.text in person.spellings), None)
    front, back = (cut.front, cut.back) if cut else (0, token.end - possessor(token))
    status: Status = "ambiguous" if rivals else "linked"
    return Found(token.start + front, token.end - back, place, place, status, found, places, reason)


def _short(name: IndexedName) -> IndexedName:
    return replace(name, kind="short")


def _alone(
    finder: Finder, word: str, lang: str, least: float
) -> Iterator[tuple[Match, tuple[int, ...] | None]]:
    """Yield what the gazetteer knows by this word alone: a name of one word, or a family name."""
    certainty = weights.load().article.certainty
    for match in finder.look_up(word, lang):
        entity = finder.gazetteer.entity(match.entity)
        if match.how == "exact":
            if match.score >= least and match.name.kind not in ("demonym", "title", "acronym"):
                yield match, None
            continue
        similar = max((pair.similarity for pair in match.pairs), default=0.0)
        known = {place for pair in match.pairs for place in pair.known}
        if similar < least:
            continue
        if len(known) == len(match.name.words):
            yield match, None
        elif entity.type == "PER" and match.name.text == entity.name:
            family = family_place(entity)
            if family and known == set(range(*family)):
                score = similar * certainty
                short_match = replace(match, score=score, name=_short(match.name))
                yield short_match, tuple(sorted(known))


def settle(found: Found, people: People, gazetteer: Gazetteer) -> Found:
    """Let the article decide a short or ambiguous find: whom it names in full is meant.

    A short form of two people whom the article both names stays ambiguous.
    """
    named = [(match, person) for match in found.matches if (person := people.named(match.entity))]
    if found.status == "linked" and (found.kind != "short" or not named):
        return found
    if len(named) == 1:
        match, person = named[0]
        says = f"the article names {person.entity.name} in full"
        place = family_place(person.entity)
        words = tuple(range(*place)) if place and match.name.kind == "short" else None
        matches = (match, *(other for other in found.matches if other is not match))
        return replace(
            found, status="linked", matches=matches, words=words, reason=Evidence("short-form", says)
        )
    return replace(found, status="ambiguous") if len(named) > 1 else found


def is_loose(found: Found) -> bool:
    """Tell whether a find is too uncertain to report: an ambiguous given or family name among many."""
    return found.status == "unknown"
