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
from pipeline.mentions import short, unknown
from pipeline.mentions.found import Found, canonical_words, mention
from pipeline.mentions.people import People
from pipeline.mentions.spot import Hit, spot
from pipeline.mentions.words import Token, spans, tokenize
from pipeline.names import weights
from pipeline.names.readings import split

_LONGEST_SPAN = 6
_FOREIGN_WORD = 5


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
        hits = list(spot(text, tokens, langs, self.gazetteer.index))
        known = [one for one in self._known(text, tokens, langs, hits) if not _plain(one, tokens, common)]
        whole = [one for one in known if one.kind != "short"]
        found = taken.accept(whole)
        found += taken.accept(self._spelt(text, tokens, langs, taken))
        people = People(text, langs, found, self.gazetteer)
        found += taken.accept(one for one in known if one.kind == "short")
        found += taken.accept(short.in_solid_text(text, tokens, people))
        found = [short.settle(one, tokens[one.first], langs[one.first], people) for one in found]
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
                words = tokens[hit.first : hit.last + 1]
                if _fits(match, text[hit.start : hit.end], words, langs[hit.first]):
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
                    words = tokens[begin : end + 1]
                    if not (words[0].capital and (words[-1].capital or words[-1].hyphened)):
                        continue
                    if any(word.shouted for word in words) and not all(word.shouted for word in words):
                        continue  # В ООН is no name
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
    return (found.first - found.last, found.start - found.end, -found.matches[0].score, found.start)


def _plain(found: Found, tokens: Sequence[Token], common: set[str]) -> bool:
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
    written = {place for pair in match.pairs for place in pair.written}
    known = {place for pair in match.pairs for place in pair.known}
    if len(known) == 1 and (len(match.name.words) > 1 or match.score < weights.load().article.opening):
        return False
    return len(written) == size


def _fits(match: Match, surface: str, words: Sequence[Token], lang: str) -> bool:
    """Tell whether a known name may be meant where its letters stand.

    An acronym must be in capitals, and so must every word that has one in the name. A word that is a name
    in some third language only must be long enough not to be a word of this one, and not begin a sentence,
    where any word has a capital.
    """
    name = match.name
    if name.kind == "title":
        return False
    if name.kind == "acronym":
        shouted = sum(char.isupper() for char in surface) * 2 >= len(surface)
        return not words[0].cased or (shouted and not match.undone)
    if not _capitals_agree(name.text, words):
        return False
    own = name.lang.split("-")[0] in (lang.split("-")[0], "en", "und")
    if own or len(words) > 1 or words[0].solid:
        return True
    return len(surface) >= _FOREIGN_WORD and not (words[0].cased and words[0].opens)


def _capitals_agree(name: str, words: Sequence[Token]) -> bool:
    """Tell whether the words that the name begins with a capital have one in the text."""
    known = split(name)
    if len(known) != len(words):
        return True
    return all(
        not one[0].isupper() or word.capital or word.hyphened or not word.cased
        for one, word in zip(known, words, strict=True)
    )
