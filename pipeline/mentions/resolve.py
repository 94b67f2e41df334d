"""Resolving: who and what an article names, decided over the whole article.

Names known as they stand come first, then capitalised words that spell a known name, longest first. What is
left over may be short for someone the article names in full ("Szin" after or before "Szin Won Sik"), for
someone the gazetteer knows by that surname alone, or the name of somebody no one has listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.article import EntityType, Mention, Part
from pipeline.gazetteer import twins
from pipeline.gazetteer.index import IndexedName
from pipeline.gazetteer.lookup import Match, matches, verdict
from pipeline.gazetteer.overrides import Decision
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions import acronyms, short, unknown
from pipeline.mentions.decided import allowed, decided, without_barred
from pipeline.mentions.found import Found, canonical_words, mention
from pipeline.mentions.people import People
from pipeline.mentions.spot import Hit, spot
from pipeline.mentions.words import Token, spans, tokenize
from pipeline.names import weights
from pipeline.names.fold import APOSTROPHES, strip_marks
from pipeline.names.readings import split

_LONGEST_SPAN = 6
# The fewest letters of a name that is none in the language of the text, and of an undone one that opens a
# sentence; how many more where no capital marks a name.
_FOREIGN_WORD = 4
_CASELESS = 1
_OPENING_WORD = 5
# The fewest letters of an acronym that may be written like a word: Onu in Italian, Nato in English.
_WORDLIKE, _WORDLIKE_ENGLISH = 3, 4
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")


class Finder:
    """Finds and resolves the names of texts against one gazetteer. Spellings once looked up are kept."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.look_up = lru_cache(maxsize=50_000)(self._look_up)
        self._others: dict[tuple[Decision, ...], Finder] = {}

    def within(self, origins: tuple[str, ...]) -> Finder:
        """Return the finder for articles of these origins, among whose spellings others may be decided."""
        gazetteer = self.gazetteer.within(origins)
        if gazetteer is self.gazetteer:
            return self
        return self._others.setdefault(gazetteer.overrides.held, Finder(gazetteer))

    def find(self, text: str, lang: str = "und", parts: Sequence[Part] = ()) -> tuple[Mention, ...]:
        """Return the mentions of a text in order; no two overlap.

        `lang` is the language of the text (BCP 47), `parts` the stretches in other languages if there are
        any. Raises nothing: a text without names has no mentions.
        """
        tokens = tokenize(text)
        langs = languages(tokens, lang, parts)
        common = {token.text for token in tokens if token.cased and not token.capital}
        taken = _Taken(len(tokens))
        hits = list(spot(text, tokens, langs, self.gazetteer.index))
        known = [
            one for one in self._known(text, tokens, langs, hits) if not self._plain(one, tokens, common)
        ]
        ruled = taken.accept(decided(text, tokens, langs, self.gazetteer))
        ruled = [one for one in ruled if one.status == "linked"]
        whole = [one for one in known if one.kind != "short"]
        found = taken.accept(whole)
        found += taken.accept(self._spelt(text, tokens, langs, taken))
        found += taken.accept(acronyms.introduced(text, tokens, found, self.gazetteer))
        people = People(text, langs, [*ruled, *found], self.gazetteer)
        found += taken.accept(one for one in known if one.kind == "short")
        found += taken.accept(short.in_solid_text(text, tokens, people))
        found = [short.settle(one, tokens[one.first], langs[one.first], people) for one in found]
        found += ruled
        for place, token in enumerate(tokens):
            if taken.open(place) and not token.solid and token.text.lower() not in common:
                bare = short.of_article(place, token, langs[place], people) or short.alone(
                    place, token, langs[place], self.look_up, self.gazetteer
                )
                found += taken.accept([bare] if bare else [])
        # A demonym keeps its words from being taken for the country; it names no place itself.
        mentions = [
            mention(one, text, langs[one.first], self.gazetteer)
            for one in found
            if one.kind != "demonym" and one.status != "unknown"
        ]
        mentions = without_barred(mentions, text, tokens, langs, self.gazetteer)
        mentions += unknown.mentions(text, tokens, langs, taken.places(), common)
        return tuple(sorted(mentions, key=lambda m: m.start))

    def _look_up(self, surface: str, lang: str) -> tuple[Match, ...]:
        return tuple(matches(self.gazetteer, surface, lang))

    def _known(
        self, text: str, tokens: Sequence[Token], langs: Sequence[str], hits: Iterable[Hit]
    ) -> list[Found]:
        """Return the finds among exact hits: those whose name may stand there as it does."""
        found = []
        places: dict[tuple[int, int], list[Hit]] = {}
        for hit in hits:
            places.setdefault((hit.start, hit.end), []).append(hit)
        for (start, end), same_place in places.items():
            best: dict[int, Match] = {}
            hit = same_place[0]
            here = langs[hit.first]
            words = tokens[hit.first : hit.last + 1]

            def rank(match: Match, here: str = here) -> tuple[float, bool]:
                return match.score, match.name.lang == here

            for match in (self._exact(one, number) for one in same_place for number in one.numbers):
                if fits(match, text[start:end], words, here):
                    held = best.get(match.entity)
                    if held is None or rank(match) > rank(held):
                        best[match.entity] = match
            best = allowed(best, hit, text, here, self.gazetteer)
            as_here = {number: match for number, match in best.items() if match.name.lang == here}
            best = as_here or best
            if best:
                found.append(self._found(start, end, hit.first, hit.last, tuple(best.values())))
        return found

    def _plain(self, found: Found, tokens: Sequence[Token], common: set[str]) -> bool:
        """Tell whether a find is one word with a sentence's capital that is likelier a plain word.

        So it is if the article also writes it without, or if it is short and the place is seldom in the news:
        Того is Togo, and Ukrainian for "that".
        """
        token = tokens[found.first]
        if found.first != found.last or not (token.opens and token.cased):
            return False
        entity = self.gazetteer.entity(found.entity)
        short_word = len(token.text) < _OPENING_WORD and not token.shouted
        rare = entity.type == "LOC" and entity.weight < weights.load().article.in_the_news
        return token.text.lower() in common or (short_word and rare)

    def _exact(self, hit: Hit, number: int) -> Match:
        numbers = weights.load()
        name = self.gazetteer.index.name(number)
        score = numbers.verdict.short if name.kind == "short" else 1.0
        if hit.undone:
            score *= numbers.alignment.undone_ending
        return Match(name.entity, name, score, "exact", undone=hit.undone)

    def _spelt(self, text: str, tokens: Sequence[Token], langs: Sequence[str], taken: _Taken) -> list[Found]:
        """Return the stretches of two capitalised words or more that spell a known name whole."""
        found = []
        for first, last in spans(tokens, taken.places()):
            for begin in range(first, last):
                for end in range(min(last, begin + _LONGEST_SPAN - 1), begin, -1):
                    words = tokens[begin : end + 1]
                    if not (words[0].capital and (words[-1].capital or words[-1].hyphened)):
                        continue
                    if any(word.shouted for word in words) and not all(word.shouted for word in words):
                        continue  # В ООН is no name
                    start, stop = tokens[begin].start, short.possessor(tokens[end])
                    surface = text[start:stop]
                    size = len(split(surface, langs[begin]))
                    spelt = [
                        match
                        for match in self.look_up(surface, langs[begin])
                        if whole(match, size, self.gazetteer.entity(match.entity).type)
                    ]
                    if spelt and verdict(self.gazetteer, spelt) != "unknown":
                        found.append(self._found(start, stop, begin, end, tuple(spelt)))
        return found

    def _found(self, start: int, end: int, first: int, last: int, found: tuple[Match, ...]) -> Found:
        """Rank the matches of a find, with what the press means more often first among equals."""
        ranked = tuple(
            sorted(
                found,
                key=lambda m: (-round(m.score, 6), -self.gazetteer.entity(m.entity).weight, m.entity),
            )
        )
        ranked = tuple(twins.without(self.gazetteer, ranked))
        best = self.gazetteer.entity(ranked[0].entity)
        words = canonical_words(best, ranked[0], len(split(best.name)))
        return Found(start, end, first, last, verdict(self.gazetteer, ranked), ranked, words)


class _Taken:
    """Which tokens belong to a find already."""

    def __init__(self, size: int) -> None:
        self._open = [True] * size
        self._ends: dict[int, list[tuple[int, int]]] = {}

    def open(self, place: int) -> bool:
        return self._open[place]

    def places(self) -> list[bool]:
        return [not free for free in self._open]

    def free(self, found: Found) -> bool:
        """Tell whether no find stands where this one does; several may stand in one solid run."""
        return all(
            self._open[place]
            or all(end <= found.start or start >= found.end for start, end in self._ends.get(place, ()))
            for place in range(found.first, found.last + 1)
        )

    def accept(self, candidates: Iterable[Found]) -> list[Found]:
        """Take the candidates that stand where none does yet, the longest first, and return them."""
        accepted = []
        for found in sorted(candidates, key=_longest_first):
            if self.free(found):
                accepted.append(found)
                for place in range(found.first, found.last + 1):
                    self._open[place] = False
                    self._ends.setdefault(place, []).append((found.start, found.end))
        return accepted


def _longest_first(found: Found) -> tuple[int, int, float, int]:
    score = found.matches[0].score if found.matches else 0.0
    return (found.first - found.last, found.start - found.end, -score, found.start)


def languages(tokens: Sequence[Token], lang: str, parts: Sequence[Part]) -> list[str]:
    """Return the language of each token: its part's, or the text's."""
    langs = [lang] * len(tokens)
    for part in parts:
        if part.lang not in ("und", lang):
            for place, token in enumerate(tokens):
                if part.start <= token.start < part.end:
                    langs[place] = part.lang
    return langs


def whole(match: Match, size: int, type: EntityType) -> bool:
    """Tell whether every word written stands for some word of the name: titles must stay out.

    Organisations have ordinary words for names, and a likeness between those says nothing: each must be
    there and sound as it should. So must a name of one word for which two are written.
    """
    if match.how == "exact":
        return True
    least = weights.load().article.opening
    written = {place for pair in match.pairs for place in pair.written}
    known = {place for pair in match.pairs for place in pair.known}
    if type == "ORG" or len(known) == 1:
        surely = all(pair.similarity >= least for pair in match.pairs)
        return surely and len(written) == size and len(known) == len(match.name.words)
    return len(written) == size


def fits(match: Match, surface: str, words: Sequence[Token], lang: str) -> bool:
    """Tell whether a known name may be meant where its letters stand.

    An acronym must be in capitals, and so must every word that begins with one in the name. A word that is
    a name in some third language only must be long enough not to be a word of this one, and not begin a
    sentence, where any word has a capital.
    """
    name = match.name
    if name.kind == "title" or (_POSSESSIVE.search(surface) and not _POSSESSIVE.search(name.text)):
        return False
    opener = words[0]
    own = name.lang.split("-")[0] in (lang.split("-")[0], "en", "und")
    if name.kind == "acronym" or (opener.cased and len(words) == 1 and name.text.isupper()):
        return not opener.cased or (not match.undone and _in_capitals(name, surface, opener, lang))
    if not _capitals_agree(name.text, words):
        return False
    if len(words) > 1 or opener.solid:
        return True
    added = not match.undone and strip_marks(surface) != surface and name.text.lower() != surface.lower()
    if added and (name.lang == "und" or len(surface) < _FOREIGN_WORD):
        return False  # a paper may drop an accent, but does not add one
    if match.undone and opener.opens:
        return own and len(match.undone) >= _OPENING_WORD
    least = _FOREIGN_WORD if opener.cased else _FOREIGN_WORD + _CASELESS
    opens = opener.cased and opener.opens and name.kind != "short"  # a surname is the same in every press
    return own or (len(surface) >= least and not opens)


def _in_capitals(name: IndexedName, surface: str, opener: Token, lang: str) -> bool:
    """Tell whether an acronym is written as one: in capitals, or like Onu and Nato, as many papers do."""
    if surface == name.text or surface.isupper():
        return True
    least = _WORDLIKE_ENGLISH if lang.split("-")[0] == "en" else _WORDLIKE
    return name.kind == "acronym" and len(surface) >= least and surface.istitle() and not opener.opens


def _capitals_agree(name: str, words: Sequence[Token]) -> bool:
    """Tell whether the words that the name begins with a capital have one in the text."""
    known = split(name)
    if len(known) != len(words):
        return True
    return all(
        not one[0].isupper() or word.capital or word.hyphened or not word.cased
        for one, word in zip(known, words, strict=True)
    )
