"""Lookup: which entity a written name stands for, and whether that is sure enough to say."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from pipeline.article import Candidate, EntityType, Evidence, Status
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.index import IndexedName
from pipeline.gazetteer.search import Search
from pipeline.names import weights
from pipeline.names.align import Pair
from pipeline.names.fold import fold
from pipeline.names.inflect import undo
from pipeline.names.nearby import forms
from pipeline.names.readings import split

if TYPE_CHECKING:
    from pipeline.gazetteer.store import Gazetteer

_MOST_FORMS = 48
_MOST_CANDIDATES = 5
# More words than this are no name, unless the gazetteer has just these.
_MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Match:
    """One name of one entity that a written name may be, with its score (0 to 1).

    `how` is "exact" or "spelling"; `pairs` tell which words stand for which, where spelling decided;
    `undone` is the base form looked up if a case ending was undone.
    """

    entity: int
    name: IndexedName
    score: float
    how: str
    pairs: tuple[Pair, ...] = ()
    undone: str | None = None

    @property
    def as_it_stands(self) -> bool:
        """Tell whether this very name was looked up, letter by letter once folded."""
        return self.how == "exact" and self.undone is None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a lookup: a verdict, the entity if there is one, candidates best first, and why."""

    text: str
    lang: str
    status: Status
    entity: str | None
    name: str | None
    score: float
    candidates: tuple[Candidate, ...]
    evidence: tuple[Evidence, ...]


def exact_matches(gazetteer: Gazetteer, text: str, lang: str = "und") -> list[Match]:
    """Return the entities that bear this very name, or whose name it is once case endings are undone."""
    index = gazetteer.index
    short = weights.load().verdict.short
    undone_worth = weights.load().alignment.undone_ending
    found: dict[int, Match] = {}
    for form in itertools.islice(_spellings(text, lang), _MOST_FORMS):
        undone = None if form == fold(text) else form
        for number in index.exact(form):
            name = index.name(number)
            if undone and name.kind == "acronym":
                continue
            score = (short if name.kind == "short" else 1.0) * (undone_worth if undone else 1.0)
            best = found.get(name.entity)
            if best is None or score > best.score:
                found[name.entity] = Match(name.entity, name, score, "exact", undone=undone)
    return list(found.values())


def _spellings(text: str, lang: str) -> Iterable[str]:
    """Yield the folded forms a name may be meant as: as it stands, then with endings undone."""
    yield fold(text)
    words = text.split()
    choices = [(word, *(base.form for base in undo(word, lang))) for word in words]
    for form in itertools.product(*choices):
        if list(form) != words:
            yield fold(" ".join(form))


def sound_matches(gazetteer: Gazetteer, text: str, lang: str = "und") -> list[Match]:
    """Return the entities with a name that sounds like this one, best name of each, best entity first."""
    options = [found for part in split(text) if (found := forms(part, lang))]
    if not 0 < len(options) <= _MOST_WORDS:
        return []
    best: dict[int, Match] = {}
    for hit in Search(gazetteer.index, options, weights.load().alignment).hits():
        score = hit.alignment.score
        entity = hit.name.entity
        if score > 0 and (entity not in best or score > best[entity].score):
            best[entity] = Match(entity, hit.name, score, "spelling", hit.alignment.pairs)
    return sorted(best.values(), key=lambda match: match.score, reverse=True)


def matches(
    gazetteer: Gazetteer, text: str, lang: str = "und", type: EntityType | None = None
) -> list[Match]:
    """Return the entities a name may stand for, best first: those that bear it, then those it sounds like.

    With `type`, candidates of another type lose by the factor `other_type` of gazetteers/matching.toml.
    """
    best: dict[int, Match] = {match.entity: match for match in sound_matches(gazetteer, text, lang)}
    for match in exact_matches(gazetteer, text, lang):
        if match.entity not in best or match.score >= best[match.entity].score:
            best[match.entity] = match
    index, factor = gazetteer.index, weights.load().verdict.other_type
    ranked = []
    for match in best.values():
        score = match.score * (factor if type and index.type(match.entity) != type else 1.0)
        ranked.append((score, index.weight(match.entity), match))
    ranked.sort(key=lambda item: (-round(item[0], 6), item[2].how != "exact", -item[1], item[2].entity))
    found = [
        Match(m.entity, m.name, score, m.how, m.pairs, m.undone)
        for score, _, m in ranked[: 2 * _MOST_CANDIDATES]
    ]
    return gazetteer.overrides.applied(gazetteer, text, lang, found)


def verdict(gazetteer: Gazetteer, found: Sequence[Match]) -> Status:
    """Say whether the best of some matches (best first) is the one meant.

    "unknown" below the threshold for a gazetteer of this size; "ambiguous" if the best has a rival.
    """
    numbers = weights.load().verdict
    if not found or found[0].score < numbers.threshold_for(gazetteer.index.size):
        return "unknown"
    return "ambiguous" if rival(gazetteer, found) else "linked"


def rival(gazetteer: Gazetteer, found: Sequence[Match]) -> Match | None:
    """Return the first match that is as likely as the best, None if there is none.

    It is within the margin, and the press does not mean the best much more often. Who bears the very name
    has no rival in those it only sounds like: Kim Yong-chol is not Kim Jong-chol.
    """
    numbers = weights.load().verdict
    best = found[0]
    weight = gazetteer.index.weight(best.entity)
    for other in found[1:]:
        near = best.score - other.score < numbers.margin and (not best.as_it_stands or other.how == "exact")
        if near and weight - gazetteer.index.weight(other.entity) < numbers.weight_margin:
            return other
    return None


def lookup(gazetteer: Gazetteer, text: str, lang: str = "und", type: EntityType | None = None) -> Answer:
    """Look up one name as the press of `lang` (BCP 47, "und" if not known) spells it; raises nothing."""
    found = matches(gazetteer, text, lang, type)
    status = verdict(gazetteer, found)
    entities: list[Entity] = [gazetteer.entity(match.entity) for match in found[:_MOST_CANDIDATES]]
    linked = entities[0] if status == "linked" else None
    return Answer(
        text=text,
        lang=lang,
        status=status,
        entity=linked.id if linked else None,
        name=linked.name if linked else None,
        score=round(found[0].score, 4) if found else 0.0,
        candidates=tuple(
            Candidate(entity.id, entity.name, round(match.score, 4))
            for entity, match in zip(entities, found, strict=False)
        ),
        evidence=tuple(explain(gazetteer, text, lang, found, status)),
    )


def explain(
    gazetteer: Gazetteer, text: str, lang: str, found: Sequence[Match], status: Status
) -> Iterable[Evidence]:
    """Yield the reasons for a verdict in words: what matched, how it was read, and why not the runner-up."""
    from pipeline.gazetteer.explain import reasons

    if decision := gazetteer.overrides.on(gazetteer, text, lang):
        return [decision.evidence()]
    return reasons(gazetteer, text, lang, found, status)
