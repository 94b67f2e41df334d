"""Affected: which past articles a change of the gazetteer touches, told from their output alone.

An article's output holds all its names depended on: the entities it was linked to, the candidates of what
stayed open, and the text, where a name that is new, or gone, may stand or sound like what stands there. The
names that changed are put into an index of their own, in which the texts are searched as they would be in
a gazetteer; so thousands of articles take seconds. What is found may change; what is not found does not,
but for scores that move a little with the size of a gazetteer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from pipeline.article import Article, EntityType, Mention, Part
from pipeline.gazetteer import indexing
from pipeline.gazetteer.decisions import Decision
from pipeline.gazetteer.diff import Change
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.index import Index, IndexedName
from pipeline.gazetteer.lookup import Match
from pipeline.gazetteer.overrides import Overrides
from pipeline.gazetteer.search import Search
from pipeline.mentions.hearing import Hearing
from pipeline.mentions.known import fits, whole
from pipeline.mentions.resolve import languages
from pipeline.mentions.short import possessor, spelt_in, stands_alone
from pipeline.mentions.spot import spot
from pipeline.mentions.words import Token, spans, tokenize
from pipeline.names import weights
from pipeline.names.readings import split
from pipeline.names.written import Written

# Names whose words align less well than this are never linked: links need more than likeness.
_ALIKE = 0.7
_LONGEST_SPAN = 6
# Evidence that nothing which merely sounds alike can shake.
_SETTLED = frozenset({"exact", "override"})


class Effect(msgspec.Struct, frozen=True):
    """How a change touches an article: its kind, the entity it is on, the surface there, and a sentence."""

    kind: str
    entity: str
    surface: str
    says: str


class Effects:
    """What changes of a gazetteer, and of the decisions on it, do to articles."""

    def __init__(self, changes: Iterable[Change], decisions: Iterable[Decision] = ()) -> None:
        self._changes = list(changes)
        self._by_id: dict[str, list[Change]] = defaultdict(list)
        for change in self._changes:
            if change.kind in ("removed", "merged", "renamed", "changed") or _writes(change):
                self._by_id[change.id].append(change)
            elif change.kind == "split" and change.other:
                self._by_id[change.other].append(change)
        self._decisions = [msgspec.structs.replace(one, source=None, lang=None) for one in decisions]
        self._decided = Overrides(self._decisions)
        self._folder = TemporaryDirectory(prefix="exonym-")
        indexing.write(Path(self._folder.name), map(_named, self._changes))
        self._hearing = Hearing(Index(Path(self._folder.name)))
        self._aligned = lru_cache(maxsize=50_000)(self._align)

    def on(self, article: Article) -> list[Effect]:
        """Return how the changes touch an article that has been run, each entity once a surface."""
        found = dict.fromkeys(self._on_entities(article))
        for text, lang, parts, mentions in _texts(article):
            found.update(dict.fromkeys(self._on_text(text, lang, parts, mentions)))
        once: dict[tuple[str, str], Effect] = {}
        for effect in found:
            once.setdefault((effect.entity, effect.surface), effect)
        return list(once.values())

    def _on_entities(self, article: Article) -> Iterator[Effect]:
        """Yield the changes of the entities that mentions are linked to or might have been."""
        ruled = [one for one in self._decisions if one.kind in ("prefer", "distinct")]
        decided = {one.entity for one in ruled} | {one.other for one in ruled}
        for _, _, _, mentions in _texts(article):
            for mention in mentions:
                linked = mention.status == "linked"
                ids = [mention.entity] if linked else [one.entity for one in mention.candidates]
                for id_ in filter(None, ids):
                    for change in self._by_id.get(id_, ()):
                        is_ = "is" if linked else "may be"
                        says = f"{mention.text} {is_} {id_}, {_what(change, id_)}"
                        yield Effect(change.kind, change.id, mention.text, says)
                    if id_ in decided:
                        says = f"{mention.text} is {id_}, on which a decision changed"
                        yield Effect("decision", id_, mention.text, says)

    def _on_text(
        self, text: str, lang: str, parts: Sequence[Part], mentions: Sequence[Mention]
    ) -> Iterator[Effect]:
        tokens = tokenize(text)
        langs = languages(tokens, lang, parts)
        owners = _owners(tokens, mentions)
        for hit in spot(text, tokens, langs, self._decided) if self._decided else ():
            surface = text[hit.start : hit.end]
            yield Effect("decision", "", surface, f"on {surface} a decision changed")
        for hit in spot(text, tokens, langs, self._hearing.index):
            surface = text[hit.start : hit.end]
            if _within(hit.start, hit.end, owners[hit.first]):
                continue
            for number in self._hearing.index.exact(hit.known):
                name = self._hearing.name(number)
                match = Match(name.entity, name, 1.0, "exact", undone=hit.undone)
                if fits(match, surface, tokens[hit.first : hit.last + 1], langs[hit.first]):
                    yield self._effect(name.entity, surface, name.text)
        yield from self._by_sound(tokens, langs, owners, text)

    def _by_sound(
        self, tokens: Sequence[Token], langs: Sequence[str], owners: Sequence[Mention | None], text: str
    ) -> Iterator[Effect]:
        """Yield the changed names that capitalised words sound like: one alone, or several together."""
        settled = [owner is not None and _settled(owner) for owner in owners]
        for first, last in spans(tokens, settled):
            heard = [self._heard(tokens[place], langs[place]) for place in range(first, last + 1)]
            for place, words in enumerate(heard, first):
                token = tokens[place]
                if (
                    words
                    and not _within(token.start, token.end, owners[place])
                    and stands_alone(token, langs[place])
                ):
                    for name in self._alone(words, token.text, langs[place]):
                        yield self._effect(name.entity, token.text, name.text, sounds=True)
            if sum(map(bool, heard)) < 2:
                continue
            for begin in range(first, last):
                for end in range(begin + 1, min(last, begin + _LONGEST_SPAN - 1) + 1):
                    start, stop = tokens[begin].start, possessor(tokens[end])
                    if _within(start, stop, owners[begin]):
                        continue
                    surface = text[start:stop]
                    for change, like in self._aligned(surface, langs[begin]):
                        yield self._effect(change, surface, like, sounds=True)

    def _heard(self, token: Token, lang: str) -> Mapping[int, float]:
        word = token.text[: possessor(token) - token.start]
        return (
            {}
            if token.solid or not word
            else self._hearing.heard(word, lang, weights.load().alignment.least_similar)
        )

    def _alone(self, heard: Mapping[int, float], word: str, lang: str) -> Iterator[IndexedName]:
        """Yield the changed names of one word that a word sounds like, sure enough to stand alone."""
        for number, value in heard.items():
            if value >= weights.load().article.alone:
                for name in map(self._hearing.name, self._hearing.index.postings(number)):
                    if len(name.words) == 1 and spelt_in(name, lang):
                        yield name

    def _align(self, surface: str, lang: str) -> list[tuple[int, str]]:
        """Return the changes with a name that a name of several words sounds like whole, and that name."""
        parts = split(surface, lang)
        numbers = weights.load()
        written = Written(surface, lang, numbers.alignment)
        names, alignments = Search(self._hearing.index, [written], numbers.alignment).aligned()
        alike: list[tuple[int, str]] = []
        for number, score, pairs in zip(
            names.numbers.tolist(), alignments.score.tolist(), alignments.each(), strict=True
        ):
            name = self._hearing.name(number)
            match = Match(name.entity, name, score, "spelling", pairs)
            if score >= _ALIKE and whole(match, parts, self._changes[name.entity].type):
                alike.append((name.entity, name.text))
        return alike

    def _effect(self, place: int, surface: str, name: str, *, sounds: bool = False) -> Effect:
        change = self._changes[place]
        how = f"sounds like {name}, a name" if sounds else "is a name"
        return Effect(change.kind, change.id, surface, f"{surface} {how} of {change.id}, {_what(change)}")


def _named(change: Change) -> Entity:
    """Return the names that a change is about, as an entity of the index they are looked for in.

    A surname alone, which an index of sounds leaves to the full name, is a name of its own here.
    """
    canonical = (change.name, change.before) if change.kind == "renamed" else ()
    names = [Name(text, "en") for text in canonical if text]
    for name in (*change.forms, *change.gained, *change.lost):
        bare = name.kind == "short" and name.lang == "en" and change.type == "PER"
        names += [Name(name.text, "en", "alias")] if bare else []
        names.append(Name(name.text, name.lang, name.kind))
    names.sort(key=lambda name: name.lang != "en")
    kind: EntityType = "MISC" if change.type == "PER" else change.type  # of a person it would add short forms
    return Entity(id=change.id, type=kind, name=names[0].text if names else "", names=tuple(names))


def _writes(change: Change) -> bool:
    """Tell whether names came or went by which others are written: acronyms and other English names."""
    names = (*change.gained, *change.lost)
    return change.type != "PER" and any(name.lang == "en" for name in names)


def _what(change: Change, seen_as: str | None = None) -> str:
    """Say what became of the entity of a change, in a clause."""
    match change.kind:
        case "added":
            return "which was added"
        case "removed":
            return "which was removed"
        case "merged":
            return f"which became part of {change.other}"
        case "split":
            return f"from which {change.id} was split" if seen_as else f"which was split from {change.other}"
        case "renamed":
            return f"which was called {change.before} and is called {change.name}"
        case "names":
            return "which gained or lost it" if seen_as is None else "which gained or lost English names"
        case _:
            return f"whose {', '.join(change.fields)} changed"


def _texts(article: Article) -> Iterator[tuple[str, str, Sequence[Part], Sequence[Mention]]]:
    """Yield the texts in which an article's names were resolved, each with its mentions.

    Of a translation that is the normalized text, and the surfaces that were put right in it.
    """
    yield article.text, article.lang or "und", article.parts, article.mentions
    new = article.normalized
    if new and new.of == "translation":
        yield new.text, new.lang, (), new.mentions
        before = "\n".join(dict.fromkeys(change.text for change in new.changes))
        yield before, new.lang, (), ()


def _owners(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention | None]:
    """Return for each token the mention it stands in, if it does."""
    owners: list[Mention | None] = [None] * len(tokens)
    pending = iter(sorted(mentions, key=lambda mention: mention.start))
    mention = next(pending, None)
    for place, token in enumerate(tokens):
        while mention and mention.end <= token.start:
            mention = next(pending, None)
        if mention and mention.start < token.end:
            owners[place] = mention
    return owners


def _within(start: int, end: int, mention: Mention | None) -> bool:
    """Tell whether a place is but a part of a mention that is linked, or a short form settled by the text."""
    if mention is None or mention.status != "linked":
        return False
    inside = mention.start <= start and end <= mention.end
    return inside and (len(mention.text) > end - start or _rule(mention) == "short-form")


def _rule(mention: Mention) -> str:
    return mention.evidence[0].rule if mention.evidence else ""


def _settled(mention: Mention) -> bool:
    """Tell whether a link rests on a known name as it stands; a short form gives way to a whole name."""
    bare = mention.role == "short" and " " in mention.text
    return mention.status == "linked" and _rule(mention) in _SETTLED and not bare
