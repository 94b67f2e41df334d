"""Resolving: who and what an article names, decided over the whole article.

Names known as they stand come first, then capitalised words that spell a known name, longest first. What is
left over may be short for someone the article names in full ("Szin" after or before "Szin Won Sik"), for
someone the gazetteer knows by that surname alone, or the name of somebody no one has listed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from pipeline.article import Evidence, Mention, Part
from pipeline.gazetteer import twins
from pipeline.gazetteer.decisions import Decision
from pipeline.gazetteer.lookup import Match, matches, verdict
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions import acronyms, recognised, short, unknown
from pipeline.mentions.capitals import headline_words, owes_capital
from pipeline.mentions.decided import allowed, decided, without_barred
from pipeline.mentions.found import Found, Sense, canonical_words, mention
from pipeline.mentions.known import at_home, fits, whole
from pipeline.mentions.nested import Nesting
from pipeline.mentions.people import People
from pipeline.mentions.recognised import Recognise
from pipeline.mentions.spot import Hit, Remembered, spot
from pipeline.mentions.words import Token, conjunction, honorific, opener, spans, title_case, tokenize
from pipeline.names import weights
from pipeline.names.fold import fold
from pipeline.names.ordinary import listed, ordinary
from pipeline.names.particles import initial
from pipeline.names.readings import split

_LONGEST_SPAN = 6


class Finder:
    """Finds and resolves the names of texts against one gazetteer.

    What a spelling may name is kept once worked out: the press repeats itself, from article to article too.
    `recognise` is a model that says where names stand, if there is one (see `mentions.recognised`): its spans
    are resolved after the names that the gazetteer knows, whatever their capitals.
    """

    def __init__(self, gazetteer: Gazetteer, recognise: Recognise | None = None) -> None:
        self.gazetteer = gazetteer
        self.recognise = recognise
        self._others: dict[tuple[Decision, ...], Finder] = {}
        self._names = Remembered(gazetteer.index)
        self._nesting = Nesting(gazetteer)
        self._look_up = lru_cache(maxsize=50_000)(self._matches)
        self._as_known = lru_cache(maxsize=50_000)(self._known_sense)
        self._as_spelt = lru_cache(maxsize=50_000)(self._spelt_sense)
        self._as_alone = lru_cache(maxsize=50_000)(self._alone_sense)
        self._mention = lru_cache(maxsize=50_000)(self._new_mention)

    def within(self, origins: tuple[str, ...]) -> Finder:
        """Return the finder for articles of these origins, among whose spellings others may be decided."""
        gazetteer = self.gazetteer.within(origins)
        if gazetteer is self.gazetteer:
            return self
        held = gazetteer.overrides.held
        if held not in self._others:
            self._others[held] = Finder(gazetteer, self.recognise)
        return self._others[held]

    def find(self, text: str, lang: str = "und", parts: Sequence[Part] = ()) -> tuple[Mention, ...]:
        """Return the mentions of a text in order; no two overlap.

        `lang` is the language of the text (BCP 47), `parts` the stretches in other languages if there are
        any. Raises nothing: a text without names has no mentions.
        """
        tokens = tokenize(text)
        langs = languages(tokens, lang, parts)
        common = {token.text for token in tokens if token.cased and not token.capital}
        plain = headline_words(text, tokens, langs)
        taken = _Taken(len(tokens))
        known = [
            one
            for one in at_home(self._known(text, tokens, langs), langs)
            if not owes_capital(one, self.gazetteer, tokens, langs[one.first], common, plain)
        ]
        ruled = taken.accept(decided(text, tokens, langs, self.gazetteer))
        ruled = [one for one in ruled if one.status == "linked"]
        whole = [one for one in known if one.kind != "short"]
        found = taken.accept(whole)
        found += taken.accept(self._spelt(text, tokens, langs, taken.closed(plain)))
        spans = list(recognised.spans(text, tokens, lang, self.recognise))
        found += taken.accept(self._recognised(text, spans, langs))
        found += taken.accept(acronyms.introduced(text, tokens, found, self.gazetteer))
        people = People(text, langs, [*ruled, *found], self.gazetteer)
        found += taken.accept(one for one in known if one.kind == "short")
        nested = self._nesting.nested(found, tokens, langs, taken.closed(()), plain)
        found = [
            short.shared(one, text) if one in nested.shared else one
            for one in found
            if one not in nested.found
        ]
        taken.close(nested.closed)
        found += taken.accept(short.in_solid_text(text, tokens, people))
        found = [short.settle(one, tokens[one.first], langs[one.first], people) for one in found]
        found += ruled
        found += taken.accept(self._bare(tokens, langs, taken.closed(plain), common, people))
        mentions = [self._placed(one, text, langs) for one in found if one.status != "unknown"]
        mentions = without_barred(mentions, text, tokens, langs, self.gazetteer)
        taken.release(nested.people)
        closed = taken.closed(plain)
        mentions += unknown.mentions(text, tokens, langs, closed, common, self._nesting.given)
        mentions += recognised.unlisted(text, spans, mentions)
        return tuple(sorted(mentions, key=lambda m: m.start))

    def _placed(self, found: Found, text: str, langs: Sequence[str]) -> Mention:
        surface = text[found.start : found.end]
        made = self._mention(surface, langs[found.first], found.sense, found.reason)
        return msgspec.structs.replace(made, start=found.start, end=found.end)

    def _new_mention(self, surface: str, lang: str, sense: Sense, reason: Evidence | None) -> Mention:
        return mention(surface, lang, sense, reason, self.gazetteer)

    def _matches(self, surface: str, lang: str) -> tuple[Match, ...]:
        return tuple(matches(self.gazetteer, surface, lang))

    def _known(self, text: str, tokens: Sequence[Token], langs: Sequence[str]) -> Iterator[Found]:
        """Yield the names that stand in the text as the gazetteer has them, where they may stand so."""
        places: dict[tuple[int, int], list[Hit]] = {}
        for hit in spot(text, tokens, langs, self._names):
            places.setdefault((hit.start, hit.end), []).append(hit)
        for (start, end), hits in places.items():
            first, last = hits[0].first, hits[0].last
            words = tuple(Token(0, 0, *token[2:]) for token in tokens[first : last + 1])
            known = tuple((hit.known, hit.bent) for hit in hits)
            if sense := self._as_known(text[start:end], langs[first], words, known):
                yield Found(start, end, first, last, sense)

    def _known_sense(
        self, surface: str, lang: str, words: tuple[Token, ...], known: tuple[tuple[str, bool], ...]
    ) -> Sense | None:
        """Return what a surface is that folded names are `known` for, those whose ending is undone marked."""
        best: dict[int, Match] = {}
        for name, bent in known:
            for match in self._exact(name, bent):
                if fits(match, surface, words, lang):
                    held = best.get(match.entity)
                    if held is None or (match.score, match.name.lang == lang) > (
                        held.score,
                        held.name.lang == lang,
                    ):
                        best[match.entity] = match
        name, bent = known[0]
        best = allowed(best, name if bent else surface, lang, self.gazetteer)
        as_here = [match for match in best.values() if match.name.lang == lang]
        return self._judged(as_here or list(best.values())) if best else None

    def _exact(self, known: str, bent: bool) -> Iterator[Match]:
        numbers = weights.load()
        for number in sorted(self._names.exact(known)):
            name = self.gazetteer.index.name(number)
            score = numbers.verdict.short if name.kind == "short" else 1.0
            if bent:
                score *= numbers.alignment.undone_ending
            yield Match(name.entity, name, score, "exact", undone=known if bent else None)

    def _spelt(
        self, text: str, tokens: Sequence[Token], langs: Sequence[str], taken: Sequence[bool]
    ) -> Iterator[Found]:
        """Yield the stretches of two capitalised words or more that spell a known name whole."""
        for first, last in spans(tokens, taken):
            for begin in range(first, last):
                for end in range(min(last, begin + _LONGEST_SPAN - 1), begin, -1):
                    compound = tokens[begin].hyphened or (end < last and tokens[end + 1].hyphened)
                    if compound or not self._nameable(tokens[begin : end + 1], langs[begin]):
                        continue  # a part of a compound is no name: Cai Ing of Cai Ing-wen
                    start, stop = tokens[begin].start, short.possessor(tokens[end])
                    if sense := self._as_spelt(text[start:stop], langs[begin]):
                        yield Found(start, stop, begin, end, sense)

    def _nameable(self, words: Sequence[Token], lang: str) -> bool:
        """Tell whether capitalised words may spell a known name, so that it is worth while to look it up.

        Acronyms stand in no name (В ООН). Where the ordinary words of the language are known, one may stand
        in the name of an organisation that has this very word, but in no person's: not where a sentence opens
        or any word may have a capital.
        """
        if not words[0].capital or not (words[-1].capital or words[-1].hyphened):
            return False
        if any(word.shouted for word in words) and not all(word.shouted for word in words):
            return False
        if (words[0].opens and _no_name(words[0])) or _no_name(words[-1]) or honorific(words[0].text):
            return False
        plain = [w.text for w in words if w.capital and self._no_part(w.text, lang)]
        if len(plain) < len(words) and listed(lang) and any(conjunction(word.text) for word in words):
            return False
        if plain and plain[-1] == words[-1].text and self._nesting.known(plain[-1]):
            plain.pop()  # a surname: D. Trump
        if len(plain) < sum(word.capital for word in words) and not (words[0].opens or title_case(lang)):
            return True  # Май is a month in Bulgarian, and Тереза none of its words
        return all(self._nesting.of_organisation(word) for word in plain)

    def _no_part(self, word: str, lang: str) -> bool:
        """Tell whether a word is an ordinary one and neither an initial nor anybody's given name."""
        return ordinary(word, lang) and initial(fold(word)) is None and not self._nesting.given(word, lang)

    def _spelt_sense(self, surface: str, lang: str) -> Sense | None:
        words = split(surface, lang)
        spelt = [
            match
            for match in self._look_up(surface, lang)
            if whole(match, words, self.gazetteer.entity(match.entity).type)
        ]
        return self._judged(spelt) if spelt and verdict(self.gazetteer, spelt) != "unknown" else None

    def _recognised(
        self, text: str, spans: Sequence[recognised.Span], langs: Sequence[str]
    ) -> Iterator[Found]:
        """Yield the spans of a recogniser that spell a known name of the type it says."""
        for span in spans:
            surface, lang = text[span.start : span.end], langs[span.first]
            sense = self._as_spelt(surface, lang)
            if sense and self.gazetteer.entity(sense.entity).type == span.type:
                yield Found(span.start, span.end, span.first, span.last, sense)

    def _bare(
        self,
        tokens: Sequence[Token],
        langs: Sequence[str],
        taken: Sequence[bool],
        common: Collection[str],
        people: People,
    ) -> Iterator[Found]:
        """Yield the words left over that are short for somebody, by the article or by the gazetteer."""
        for place, token in enumerate(tokens):
            if taken[place] or token.solid or token.text.lower() in common:
                continue
            found = short.of_article(place, token, langs[place], people)
            if found := found or self._alone(place, token, langs[place]):
                yield found

    def _alone(self, place: int, token: Token, lang: str) -> Found | None:
        """Return what the gazetteer knows by a capitalised word alone that only sounds like it."""
        if not token.capital or token.shouted or ordinary(token.text, lang):
            return None
        end = short.possessor(token)
        sense = self._as_alone(token.text[: end - token.start], token.opens, lang)
        return Found(token.start, end, place, place, sense) if sense else None

    def _alone_sense(self, word: str, opens: bool, lang: str) -> Sense | None:
        return short.alone(word, opens, lang, self._look_up, self.gazetteer)

    def _judged(self, found: Iterable[Match]) -> Sense:
        """Rank the matches of a spelling, with what the press means more often first among equals."""
        ranked = sorted(
            found,
            key=lambda m: (-round(m.score, 6), -self.gazetteer.entity(m.entity).weight, m.entity),
        )
        ranked = twins.without(self.gazetteer, ranked)
        best = self.gazetteer.entity(ranked[0].entity)
        words = canonical_words(best, ranked[0], len(split(best.name)))
        return Sense(verdict(self.gazetteer, ranked), tuple(ranked), words)


class _Taken:
    """Which tokens belong to a find already."""

    def __init__(self, size: int) -> None:
        self._open = [True] * size
        self._ends: dict[int, list[tuple[int, int]]] = {}

    def open(self, place: int) -> bool:
        return self._open[place]

    def closed(self, others: Collection[int]) -> list[bool]:
        """Return for each token whether it belongs to a find, or is one of the others."""
        return [not free or place in others for place, free in enumerate(self._open)]

    def close(self, places: Iterable[int]) -> None:
        """Keep tokens from every find."""
        for place in places:
            self._open[place] = False

    def release(self, found: Iterable[Found]) -> None:
        """Give back the tokens of finds that were taken."""
        for one in found:
            for place in range(one.first, one.last + 1):
                self._open[place] = True

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


def _no_name(token: Token) -> bool:
    """Tell whether a word neither begins nor ends a name: The, In. A letter may be an initial."""
    return len(token.text) > 1 and opener(token.text)


def _longest_first(found: Found) -> tuple[int, int, float, int]:
    score = found.sense.matches[0].score if found.sense.matches else 0.0
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
