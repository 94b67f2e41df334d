"""People no one has listed: one provisional entity for all spellings of a name in an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.article import Evidence, Mention
from pipeline.mentions.offices import institution, office
from pipeline.mentions.people import similarity
from pipeline.mentions.short import possessor
from pipeline.mentions.words import (
    Token,
    conjunction,
    forms,
    honorific,
    joiner,
    nouns_are_capitalised,
    opener,
    spans,
)
from pipeline.names import weights
from pipeline.names.fold import fold
from pipeline.names.ordinary import has_surnames, listed, ordinary

_FEWEST, _MOST = 2, 4
# Whether a word is a given name in a language.
Given = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class _Written:
    """A name as it is written once: its words, its place, and the folded forms that each word may have."""

    words: tuple[str, ...]
    start: int
    end: int
    first: int
    last: int
    forms: tuple[frozenset[str], ...]
    family: int
    opens: bool


def mentions(
    text: str,
    tokens: Sequence[Token],
    langs: Sequence[str],
    taken: Sequence[bool],
    common: set[str],
    given: Given,
) -> list[Mention]:
    """Return the names of two to four capitalised words that the gazetteer does not know.

    `taken` tells which tokens belong to other mentions, `common` the words the article also writes in small
    letters, `given` whether a word is a given name in a language. Offices and organisations are nobody's
    name. Where the language has a list of its words, those that stand before a name are no part of it.

    Names whose words are spelt or sound alike are one person's, and so is a word of such a name that stands
    alone. The best spelling, the `name` of each mention, is that of the most mentions, uninflected where that
    shows.
    """
    people = _people(_written(tokens, langs, taken, common, given), langs, given)
    found: list[Mention] = []
    used = list(taken)
    for person in people:
        best = text[slice(*_best(person))]
        for one in person:
            says = "no name in the gazetteer is like it"
            found.append(_mention(text, one.start, one.end, best, says))
            used[one.first : one.last + 1] = [True] * (one.last + 1 - one.first)
    for place, token in enumerate(tokens):
        bare = token.capital and not token.shouted and not used[place] and not office(token.text)
        if bare and token.text.lower() not in common:
            owners = [person for person in people if _names(token.text, langs[place], person)]
            if len(owners) == 1:
                [owner] = owners
                best, full = text[slice(*_best(owner))], text[owner[0].start : owner[0].end]
                says = f"short for {full}, whom the article names in full"
                found.append(_mention(text, token.start, possessor(token), best, says, short=True))
    return found


def _written(
    tokens: Sequence[Token],
    langs: Sequence[str],
    taken: Sequence[bool],
    common: set[str],
    given: Given,
) -> Iterator[_Written]:
    for first, last in _apart(tokens, spans(tokens, taken)):
        lang = langs[first]
        while first < last and _before_name(tokens[first : last + 1], lang, common, given):
            first += 1
        if nouns_are_capitalised(lang):  # der Schriftsteller Jack London
            first = next((at for at in range(first, last) if given(tokens[at].text, lang)), first)
        while first < last and not tokens[first].capital:
            first += 1  # a particle or an "and" that the words left out stood before
        words = tokens[first : last + 1]
        if not _FEWEST <= len(words) <= _MOST or not _like_a_person(words, lang, given):
            continue
        end = possessor(words[-1])
        spelt = (*(word.text for word in words[:-1]), words[-1].text[: end - words[-1].start])
        readings = tuple(frozenset(form.text for form in forms(word, lang)) for word in spelt)
        family = 0 if words[-1].hyphened and len(words) > _FEWEST else len(words) - 1  # Chen Po-lin
        yield _Written(spelt, words[0].start, end, first, last, readings, family, words[0].opens)


def _apart(tokens: Sequence[Token], found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield stretches of words, those that only an "and" holds together one by one."""
    for first, last in found:
        cuts = [place for place in range(first, last) if joiner(tokens[place].text)]
        if not all(conjunction(tokens[place].text) for place in cuts):
            cuts = []
        yield from zip([first, *(cut + 1 for cut in cuts)], [*(cut - 1 for cut in cuts), last], strict=True)


def _before_name(words: Sequence[Token], lang: str, common: set[str], given: Given) -> bool:
    """Tell whether the first word of a stretch is no part of the name: it opens a sentence, is a title, or an
    ordinary word with two words to follow. A letter with a dot is an initial.
    """
    first, word = words[0], words[0].text
    if honorific(word) or (opener(word) and (first.opens or not first.capital)):
        return True
    if first.opens and word.lower() in common:
        return True
    if len(word) == 1 and words[1].start - first.end > 1:
        return False
    return (first.opens or len(words) > _FEWEST) and ordinary(word, lang) and not given(word, lang)


def _people(written: Iterable[_Written], langs: Sequence[str], given: Given) -> list[list[_Written]]:
    """Gather the names that are one person's.

    Two words that open a sentence are no name if the second is someone's family name (Zdaniem Czena), unless
    the first is a given name.
    """
    people: list[list[_Written]] = []
    for one in sorted(written, key=lambda one: one.opens):
        lang = langs[one.first]
        known = next((person for person in people if _same(one, person[0], langs[one.first])), None)
        if known is not None:
            known.append(one)
        elif not (
            one.opens
            and len(one.words) == _FEWEST
            and (ordinary(one.words[0], lang) if listed(lang) else not given(one.words[0], lang))
            and any(_names(one.words[1], langs[one.first], person) for person in people)
        ):
            people.append([one])
    return people


def _same(one: _Written, other: _Written, lang: str) -> bool:
    return len(one.words) == len(other.words) and all(
        left & right or _alike(word, known, lang)
        for word, known, left, right in zip(one.words, other.words, one.forms, other.forms, strict=True)
    )


def _alike(word: str, known: str, lang: str) -> bool:
    """Tell whether two words sound alike, whichever of them is spelt the English way."""
    likeness = max(similarity(word, lang, known), similarity(known, lang, word))
    return likeness >= weights.load().article.known_person


def _names(word: str, lang: str, person: Sequence[_Written]) -> bool:
    """Tell whether a bare word is a person's family name, or another word of the name to the letter."""
    spelt = {form.text for form in forms(word, lang)}
    for one in person:
        for place, known in enumerate(one.words):
            same = place == one.family and (spelt & one.forms[place] or _alike(word, known, lang))
            if same or (len(known) > 1 and fold(known) in spelt):
                return True
    return False


def _best(person: Sequence[_Written]) -> tuple[int, int]:
    """Return the place of the spelling that most mentions have, or are forms of; the first of equals."""
    votes: Counter[tuple[str, ...]] = Counter()
    spelt = {tuple(map(fold, one.words)) for one in person}
    for one in person:
        own = tuple(map(fold, one.words))
        votes[own] += 1
        for other in spelt - {own}:
            votes[other] += all(word in known for word, known in zip(other, one.forms, strict=True))
    best = max(person, key=lambda one: (votes[tuple(map(fold, one.words))], -one.start))
    return best.start, best.end


def _like_a_person(words: Sequence[Token], lang: str, given: Given) -> bool:
    """Tell whether words may be a person's name.

    They are not all in capitals, no "of" is between them and no word of offices or organisations among them.
    Where the last is an ordinary word, the first is a given name (Mark Brown, but not Prime Minister). In
    English, whose list has surnames among its words, it may as well be one of two that is no ordinary word
    itself and opens no sentence (Laura Bush, but not Brexit Talks Resume).
    """
    if all(word.text.isupper() for word in words) or any(joiner(word.text) for word in words):
        return False
    if any(institution(word.text, lang) or office(word.text) for word in words):
        return False
    first, last = words[0], words[-1]
    if given(first.text, lang) or not ordinary(last.text, lang):
        return True
    two = len(words) == _FEWEST and not first.opens and not ordinary(first.text, lang)
    return two and has_surnames(lang)


def _mention(text: str, start: int, end: int, best: str, says: str, *, short: bool = False) -> Mention:
    surface = text[start:end]
    return Mention(
        start=start,
        end=end,
        text=surface,
        type="PER",
        status="unknown",
        entity="new:" + re.sub(r"\W+", "-", fold(best)).strip("-"),
        name=best,
        role="short" if short else "name",
        evidence=(Evidence("unlisted", f"{surface}: {says}"),),
    )
