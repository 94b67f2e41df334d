"""Short forms: a surname, or what is left of a name, that stands for somebody known in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import msgspec

from pipeline.article import Evidence
from pipeline.gazetteer.entity import family_place
from pipeline.gazetteer.index import IndexedName
from pipeline.gazetteer.lookup import Match, verdict
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.found import Found, Sense
from pipeline.mentions.people import Choice, People
from pipeline.mentions.words import Token, forms, nouns_are_capitalised
from pipeline.names import readings, weights
from pipeline.names.ordinary import ordinary

_FEWEST_SOUNDS = 4
_SHORTEST_SHOUTED = 6
_SHORTEST_ORGANISATION = 6
LookUp = Callable[[str, str], Sequence[Match]]


def possessor(token: Token) -> int:
    """Return where a word ends without its possessive or case suffix after an apostrophe."""
    return token.end - next((form.back for form in forms(token.text, "und") if form.back), 0)


def of_article(place: int, token: Token, lang: str, people: People) -> Found | None:
    """Return whom a bare word names among the people the article names in full, None if nobody.

    Where the script has no capitals, and of an ordinary word, only a word of the full name as it is spelt
    there counts. A word all in capitals is no name if it is as short as acronyms are.
    """
    if token.cased and (not token.capital or (token.shouted and len(token.text) < _SHORTEST_SHOUTED)):
        return None
    by_sound = token.cased and not ordinary(token.text, lang)
    who = people.who(token.text, lang) if by_sound else people.spelt(token.text, lang)
    return _short_for(place, token, lang, who) if who else None


def _short_for(place: int, token: Token, lang: str, who: Sequence[Choice]) -> Found:
    score, person, places = who[0]
    rivals = [other for other in who[1:] if score - other[0] < weights.load().article.margin]
    certainty = weights.load().article.certainty
    found = tuple(
        Match(one.number, _as_short(one.match.name), value * certainty, "exact") for value, one, _ in who
    )
    if rivals:
        names = " and ".join(one.entity.name for _, one, _ in (who[0], *rivals))
        says = f"{token.text} may be short for {names}, whom the article both names"
    else:
        says = f"{token.text} is short for {person.surface}, whom the article names in full"
    known = (form for form in forms(token.text, lang) if form.text in person.spellings)
    cut = next(known, None)
    front, back = (cut.front, cut.back) if cut else (0, token.end - possessor(token))
    sense = Sense("ambiguous" if rivals else "linked", found, places)
    reason = Evidence("short-form", says, round(score, 4))
    return Found(token.start + front, token.end - back, place, place, sense, reason)


def in_solid_text(text: str, tokens: Sequence[Token], people: People) -> Iterator[Found]:
    """Yield the places where a surname stands for someone whose name is written in Chinese characters."""
    for surname, person in people.solid().items():
        says = f"{surname} is short for {person.surface}, whom the article names in full"
        for place, token in enumerate(tokens):
            if not token.solid:
                continue
            for at in re.finditer(re.escape(surname), token.text):
                start = token.start + at.start()
                match = Match(
                    person.number, _as_short(person.match.name), weights.load().article.certainty, "exact"
                )
                sense = Sense("linked", (match,), person.family)
                yield Found(start, start + len(surname), place, place, sense, Evidence("short-form", says))


def alone(word: str, opens: bool, lang: str, look_up: LookUp, gazetteer: Gazetteer) -> Sense | None:
    """Return what the gazetteer knows by a single capitalised word that sounds like it, None if nothing.

    `opens` tells that it may begin a sentence.
    """
    if not _may_stand_alone(word, lang):
        return None
    numbers = weights.load().article
    least = numbers.opening if opens else numbers.alone
    if any(match.as_it_stands for match in look_up(word, lang)):
        return None  # a name that does not fit here is no other that sounds like it
    known = sorted(_by_sound(word, lang, least, look_up, gazetteer), key=lambda item: -item[0].score)
    if not known:
        return None
    found = tuple(match for match, _ in known)
    return Sense(verdict(gazetteer, found), found, known[0][1])


def stands_alone(token: Token, lang: str) -> bool:
    """Tell whether a single word may be a name by its sound alone.

    Languages that capitalise every noun are left out, ordinary words of others, and words of so few sounds
    that likeness says little.
    """
    if not token.capital or token.shouted or ordinary(token.text, lang):
        return False
    return _may_stand_alone(token.text, lang)


def _may_stand_alone(word: str, lang: str) -> bool:
    return not nouns_are_capitalised(lang) and _tells(word, lang)


def spelt_in(name: IndexedName, lang: str) -> bool:
    """Tell whether a name of one word is one in a language, or in English, or nobody says where."""
    return name.lang.split("-")[0] in (lang.split("-")[0], "en", "und")


def _tells(word: str, lang: str) -> bool:
    """Tell whether a word has enough sounds for its likeness to a known name to mean anything."""
    read = readings.read_word(word, lang)
    return read is not None and any(len(reading) >= _FEWEST_SOUNDS for reading in read.readings)


def _by_sound(
    word: str, lang: str, least: float, look_up: LookUp, gazetteer: Gazetteer
) -> Iterator[tuple[Match, tuple[int, ...] | None]]:
    """Yield the names of one word that sound like this one, and the people with such a family name."""
    certainty = weights.load().article.certainty
    for match in look_up(word, lang):
        if match.how != "spelling" or len(match.pairs) != 1:
            continue
        [pair] = match.pairs
        if pair.similarity < least or len(pair.known) > 1:
            continue
        entity = gazetteer.entity(match.entity)
        if len(match.name.words) == 1:
            if match.name.text.isupper():
                continue  # TASS is written in capitals: Tahsin is somebody else
            if spelt_in(match.name, lang) and (entity.type != "ORG" or len(word) >= _SHORTEST_ORGANISATION):
                yield match, None
        elif match.name.text == entity.name and family_place(entity) == (pair.known[0], pair.known[0] + 1):
            score = pair.similarity * certainty
            yield msgspec.structs.replace(match, score=score, name=_as_short(match.name)), pair.known


def shared(found: Found, text: str) -> Found:
    """Return a surname found as one that somebody else in the article has too, whom no one has listed."""
    says = f"the article names somebody else called {text[found.start : found.end]}, whom no one has listed"
    return replace(found, sense=replace(found.sense, status="ambiguous"), reason=Evidence("short-form", says))


def settle(found: Found, token: Token, lang: str, people: People) -> Found:
    """Let the article decide a find: whom it names in full is meant by a short or ambiguous name.

    A place of one word that is also the family name of someone named in full gives way to that person.
    """
    if found.status == "ambiguous" and found.reason:
        return found
    named = [(match, person) for match in found.sense.matches if (person := people.named(match.entity))]
    one_word = found.first == found.last and found.kind in ("short", "full")
    bare = one_word and not named and (token.capital or not token.cased)
    if bare and (owners := people.spelt(token.text, lang)):
        return replace(_short_for(found.first, token, lang, owners), start=found.start, end=found.end)
    by_full_name = people.named(found.entity) is not None and found.kind != "short"
    if found.status == "linked" and (by_full_name or not (one_word and named)):
        return found
    if len(named) > 1:
        names = " and ".join(person.entity.name for _, person in named)
        reason = Evidence("short-form", f"it may be short for {names}, whom the article both names")
        return replace(found, sense=replace(found.sense, status="ambiguous"), reason=reason)
    if not named:
        return found
    match, person = named[0]
    rest = tuple(other for other in found.sense.matches if other is not match)
    words = person.family if match.name.kind == "short" else None
    reason = Evidence("short-form", f"the article names {person.entity.name} in full")
    return replace(found, sense=Sense("linked", (match, *rest), words or None), reason=reason)


def _as_short(name: IndexedName) -> IndexedName:
    return msgspec.structs.replace(name, kind="short")
