"""Resolving: who and what an article names, decided over the whole article.

Names known as they stand come first, then capitalised words that spell a known name, longest first. What is
left over may be short for someone the article names in full ("Szin" after or before "Szin Won Sik"), for
someone the gazetteer knows by that surname alone, or the name of somebody no one has listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.article import Mention, Part
from pipeline.gazetteer.lookup import Match, matches, verdict
from pipeline.gazetteer.store import Gazetteer
from pipeline.language.scripts import script_of
from pipeline.mentions import short, unknown
from pipeline.mentions.found import Found, canonical_words, mention
from pipeline.mentions.spot import Hit, spot
from pipeline.mentions.words import Token, spans, tokenize
from pipeline.names import weights
from pipeline.names.readings import split

_LONGEST_SPAN = 6


class Finder:
    """Finds and resolves the names of texts against one gazetteer. Spellings once looked up are kept."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.look_up = lru_cache(maxsize=50_000)(self._look_up)

    def find(self, text: str, lang: str = "und", parts: Sequence[Part] = ()) -> tuple[Mention, ...]:
        """Return the mentions of a text in order; no two overlap.

        `lang` is the language of the text (BCP 47), `parts` the stretches in other languages if there are
        any. Raises nothing: a text without names has no mentions.
        """
        tokens = tokenize(text)
        langs = _languages(tokens, lang, parts)
        common = {token.text for token in tokens if token.cased and not token.capital}
        taken = _Taken(len(tokens))
        found: list[Found] = []
        hits = spot(text, tokens, langs, self.gazetteer.index)
        for candidate in sorted(self._known(text, tokens, langs, hits), key=_longest_first):
            if taken.free(candidate) and not _is_plain_word(candidate, tokens, common):
                taken.take(candidate)
                # A demonym keeps its words from being taken for the country; it names no place itself.
                if candidate.kind != "demonym":
                    found.append(candidate)
        for candidate in sorted(self._spelt(text, tokens, langs, taken), key=_longest_first):
            if taken.free(candidate):
                taken.take(candidate)
                found.append(candidate)
        people = short.People(self.gazetteer, tokens, langs, found)
        found = [short.settle(candidate, people, self.gazetteer) for candidate in found]
        for place, token in enumerate(tokens):
            if taken.open(place) and token.capital and token.text.lower() not in common:
                bare = short.bare(place, token, langs[place], people, self)
                if bare is not None:
                    taken.take(bare)
                    found.append(bare)
        mentions = [
            mention(candidate, text, langs[candidate.first], self.gazetteer)
            for candidate in found
            if not short.is_loose(candidate)
        ]
        mentions += unknown.mentions(text, tokens, langs, taken.places(), common)
        return tuple(sorted(mentions, key=lambda m: m.start))

    def _look_up(self, surface: str, lang: str) -> tuple[Match, ...]:
        return tuple(matches(self.gazetteer, surface, lang))

    def _known(
        self, text: str, tokens: Sequence[Token], langs: Sequence[str], hits: Iterable[Hit]
    ) -> list[Found]:
        """Return the finds among exact hits: those whose name may stand there as it does."""
        found = []
        for hit in hits:
            best: dict[int, Match] = {}
            for number in hit.numbers:
                match = self._exact(hit, number)
                if _fits(match, text[hit.start : hit.end], tokens[hit.first], hit, langs[hit.first]):
                    held = best.get(match.entity)
                    if held is None or match.score > held.score:
                        best[match.entity] = match
            if best:
                found.append(self._found(hit.start, hit.end, hit.first, hit.last, tuple(best.values())))
        return found

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
                    if not (tokens[begin].capital and tokens[end].capital):
                        continue
                    start, stop = tokens[begin].start, short.possessor(tokens[end])
                    surface = text[start:stop]
                    size = len(split(surface))
                    spelt = [m for m in self.look_up(surface, langs[begin]) if _whole(m, size)]
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

    def take(self, found: Found) -> None:
        for place in range(found.first, found.last + 1):
            self._open[place] = False
            self._ends.setdefault(place, []).append((found.start, found.end))


def _longest_first(found: Found) -> tuple[int, int, float, int]:
    return (found.first - found.last, found.start - found.end, -found.matches[0].score, found.start)


def _is_plain_word(found: Found, tokens: Sequence[Token], common: set[str]) -> bool:
    """Tell whether a find is one word with a sentence's capital that the article also writes without."""
    token = tokens[found.first]
    return found.first == found.last and token.opens and token.text.lower() in common


def _languages(tokens: Sequence[Token], lang: str, parts: Sequence[Part]) -> list[str]:
    """Return the language of each token: its part's, or the text's."""
    langs = [lang] * len(tokens)
    for part in parts:
        if part.lang not in ("und", lang):
            for place, token in enumerate(tokens):
                if part.start <= token.start < part.end:
                    langs[place] = part.lang
    return langs


def _whole(match: Match, size: int) -> bool:
    """Tell whether every word written stands for some word of the name: titles must stay out."""
    if match.how == "exact":
        return True
    return len({place for pair in match.pairs for place in pair.written}) == size


def _fits(match: Match, surface: str, opener: Token, hit: Hit, lang: str) -> bool:
    """Tell whether a known name may be meant where its letters stand.

    An acronym must be in capitals. A Latin word that is a name in some third language only must be long
    enough not to be a word of this one, and not begin a sentence, where any word has a capital.
    """
    name = match.name
    if name.kind == "title":
        return False
    if name.kind == "acronym":
        return not opener.cased or (sum(c.isupper() for c in surface) * 2 >= len(surface) and not hit.undone)
    own = name.lang.split("-")[0] in (lang.split("-")[0], "en", "und")
    if own or hit.first != hit.last or script_of(surface) != "Latn":
        return True
    return len(surface) >= 5 and not opener.opens
