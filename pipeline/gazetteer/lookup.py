"""Lookup: which entity a written name stands for, and whether that is sure enough to say."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from pipeline.article import Candidate, EntityType, Evidence, Status
from pipeline.gazetteer.clues import Clues
from pipeline.gazetteer.entity import TYPES, Entity
from pipeline.gazetteer.index import IndexedName
from pipeline.gazetteer.search import Search
from pipeline.names import score as names_score
from pipeline.names import weights
from pipeline.names.fold import fold
from pipeline.names.nearby import spellings
from pipeline.names.pairs import Pair
from pipeline.names.readings import split
from pipeline.names.score import Facts
from pipeline.names.written import Written

if TYPE_CHECKING:
    from pipeline.gazetteer.store import Gazetteer

_MOST_CANDIDATES = 5
# Names looked up together.
AT_ONCE = 256
# Entities whose alignment is judged closely, how far theirs may score below the best one's, and the score
# below which one is no candidate.
_JUDGED = 16
_FURTHEST = 0.25
_LEAST = 0.0005
# The weight of an entity of which nobody says how often the press means it (see entity.Entity).
_USUAL = 0.5
# Longer words all in capitals are names that somebody shouts.
_LONGEST_ACRONYM = 5
# More words than this are no name, unless the gazetteer has just these.
_MOST_WORDS = 20


class Match(msgspec.Struct, frozen=True, gc=False):
    """One name of one entity that a written name may be, with its score (0 to 1).

    `how` is "exact" or "spelling"; `pairs` tell which words stand for which, where spelling decided, and
    `facts` what that shows (see names/score.py); `undone` is the base form looked up if a case ending was
    undone.
    """

    entity: int
    name: IndexedName
    score: float
    how: str
    pairs: tuple[Pair, ...] = ()
    undone: str | None = None
    facts: Facts = ()

    @property
    def as_it_stands(self) -> bool:
        """Tell whether this very name was looked up, letter by letter once folded."""
        return self.how == "exact" and self.undone is None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name to look up, as the press of `lang` (BCP 47, "und" if not known) spells it.

    `type` and `clues` (see gazetteer/clues.py) say what else is known of the one meant.
    """

    text: str
    lang: str = "und"
    type: EntityType | None = None
    clues: Clues | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
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
    as_it_stands = fold(text)
    for form in spellings(text, lang):
        undone = None if form == as_it_stands else form
        for number in index.exact(form):
            name = index.name(number)
            if undone and _acronym(name, index.type(name.entity)):
                continue  # Natom is a form of Nato, not of NAT
            score = (short if name.kind == "short" else 1.0) * (undone_worth if undone else 1.0)
            best = found.get(name.entity)
            if best is None or score > best.score:
                found[name.entity] = Match(name.entity, name, score, "exact", undone=undone)
    return list(found.values())


def _acronym(name: IndexedName, type: EntityType) -> bool:
    """Tell whether a name is an acronym, or an organisation's that looks like one."""
    text = name.text
    return name.kind == "acronym" or (type == "ORG" and text.isupper() and len(text) <= _LONGEST_ACRONYM)


def sound_matches(
    gazetteer: Gazetteer,
    text: str,
    lang: str = "und",
    type: EntityType | None = None,
    *,
    least: float = _LEAST,
) -> list[Match]:
    """Return the entities with a name that sounds like this one, best name of each, best entity first.

    One whom the press means often is likelier meant: that is in the score. Of a known `type` a candidate has
    to stand out among the names of that type alone. None scores below `least`.
    """
    return all_sound_matches(gazetteer, [Wanted(text, lang, type)], least)[0]


def all_sound_matches(
    gazetteer: Gazetteer, wanted: Sequence[Wanted], least: float = _LEAST
) -> list[list[Match]]:
    """Return what `sound_matches` does, for many names."""
    numbers = weights.load().alignment
    written = [Written(one.text, one.lang, numbers, _MOST_WORDS) for one in wanted]
    search = Search(gazetteer.index, written, numbers)
    found: list[list[Match]] = [[] for _ in wanted]
    for number, match in _judged(gazetteer, search, wanted, written, least):
        found[number].append(match)
    for matches in found:
        matches.sort(key=lambda match: match.score, reverse=True)
    return found


def _judged(
    gazetteer: Gazetteer, search: Search, wanted: Sequence[Wanted], written: Sequence[Written], least: float
) -> Iterator[tuple[int, Match]]:
    """Yield for written names, by number, the entities whose names sound like them, scored."""
    index, columns, numbers = gazetteer.index, gazetteer.index.columns, weights.load().verdict
    found = search.nearest(_JUDGED, _FURTHEST)
    entities = columns.owners[found.names.numbers]
    types = columns.types[entities]
    asked = np.array([TYPES.index(one.type) if one.type else -1 for one in wanted])[found.names.written]
    among = np.full(len(types), index.size)
    if (typed := types == asked).any():
        among[typed] = columns.names_by_type[types[typed]]
    facts = search.facts(found, among)
    scripts = [written[number].script for number in found.names.written.tolist()]
    against = numbers.prominence * (_USUAL - columns.weights[entities])
    scores = names_score.score(facts, scripts, types == TYPES.index("PER"), against)
    short = np.bincount(found.alignments.pairs.of, found.alignments.pairs.initial, len(scores)) > 0
    rows = np.flatnonzero((scores >= least) | short)
    chosen = found.take(rows)
    for number, name, score, shown, cut, pairs in zip(
        *(column.tolist() for column in (*chosen.names, scores[rows], facts[rows], short[rows])),
        chosen.alignments.each(),
        strict=True,
    ):
        one, known = wanted[number], index.name(name)
        if cut and _initialled(gazetteer, pairs, known.entity, one.text, one.lang):
            score = max(score, numbers.short)
        if score >= least:
            yield number, Match(known.entity, known, score, "spelling", pairs, None, tuple(shown))


def _initialled(gazetteer: Gazetteer, pairs: Sequence[Pair], entity: int, text: str, lang: str) -> bool:
    """Tell whether a match with initials is a known short form of its entity after them: С. Шойгу.

    The entity has to have a name in `lang`, where that is known: whom its press may never have named is no
    better known to it by an initial than the sounds tell.
    """
    parts = split(text, lang)
    written = {place for pair in pairs for place in pair.written}
    if any(len(part) > 1 for place, part in enumerate(parts) if place not in written):
        return False
    rest = " ".join(parts[place] for pair in pairs if not pair.initial for place in pair.written)
    known = exact_matches(gazetteer, rest, lang)
    if not any(one.entity == entity and one.name.kind == "short" for one in known):
        return False
    own = lang.split("-")[0]
    return own == "und" or any(
        name.lang.split("-")[0] == own for name in gazetteer.entity(entity).all_names()
    )


def matches(
    gazetteer: Gazetteer,
    text: str,
    lang: str = "und",
    type: EntityType | None = None,
    clues: Clues | None = None,
) -> list[Match]:
    """Return the entities a name may stand for, best first: those that bear it, then those it sounds like.

    With `type`, candidates of another type lose by `other_type` of gazetteers/matching.toml; `clues` tell
    against those of another country or office.
    """
    return _all_matches(gazetteer, [Wanted(text, lang, type, clues)])[0]


def _all_matches(gazetteer: Gazetteer, wanted: Sequence[Wanted]) -> list[list[Match]]:
    """Return what `matches` does, for many names."""
    return [
        _ranked(gazetteer, one, sounding)
        for one, sounding in zip(wanted, all_sound_matches(gazetteer, wanted), strict=True)
    ]


def _ranked(gazetteer: Gazetteer, one: Wanted, sounding: Sequence[Match]) -> list[Match]:
    """Return those that bear a name and those it sounds like, best first, as the editor decided."""
    best: dict[int, Match] = {match.entity: match for match in sounding}
    for match in exact_matches(gazetteer, one.text, one.lang):
        if match.entity not in best or match.score >= best[match.entity].score:
            best[match.entity] = match
    index, against = gazetteer.index, weights.load().verdict.other_type
    ranked = []
    for match in best.values():
        score = match.score
        if one.type and index.type(match.entity) != one.type:
            score = names_score.discounted(score, against)
        if one.clues and score >= _LEAST:
            score = names_score.discounted(score, one.clues.against(gazetteer.entity(match.entity)))
        ranked.append((score, index.weight(match.entity), match))
    ranked.sort(key=lambda item: (-round(item[0], 6), item[2].how != "exact", -item[1], item[2].entity))
    likely = [each for each in ranked[: 2 * _MOST_CANDIDATES] if each[0] >= _LEAST]
    found = [
        match if match.score == score else msgspec.structs.replace(match, score=score)
        for score, _, match in likely
    ]
    return gazetteer.overrides.applied(gazetteer, one.text, one.lang, found)


def verdict(gazetteer: Gazetteer, found: Sequence[Match]) -> Status:
    """Say whether the best of some matches (best first) is the one meant.

    "linked" if that is certain enough, given the others; "ambiguous" if one of them is meant, but not
    clearly the best; else "unknown".
    """
    threshold = weights.load().verdict.threshold
    if not found:
        return "unknown"
    others = [score for _, score in rivals(gazetteer, found)]
    if names_score.certainty(found[0].score, others) >= threshold:
        return "linked"
    return "ambiguous" if names_score.any_of((found[0].score, *others)) >= threshold else "unknown"


def rivals(gazetteer: Gazetteer, found: Sequence[Match]) -> list[tuple[Match, float]]:
    """Return the matches that compete with the best of some (best first), each with its score.

    Who bears the very name has no rival in those it only sounds like: Kim Yong-chol is not Kim Jong-chol. Of
    several who bear it the odds are the lower, the less often the press means one.
    """
    best, index = found[0], gazetteer.index
    if not best.as_it_stands:
        return [(other, other.score) for other in found[1:]]
    prominence, weight = weights.load().verdict.prominence, index.weight(best.entity)
    return [
        (other, names_score.discounted(other.score, prominence * max(weight - index.weight(other.entity), 0)))
        for other in found[1:]
        if other.as_it_stands
    ]


def lookup(
    gazetteer: Gazetteer,
    text: str,
    lang: str = "und",
    type: EntityType | None = None,
    clues: Clues | None = None,
    *,
    why: bool = True,
) -> Answer:
    """Look up one name as the press of `lang` (BCP 47, "und" if not known) spells it; raises nothing.

    `type` and `clues` (see gazetteer/clues.py) say what else is known of the one meant. Without `why` the
    answer comes sooner and has no evidence.
    """
    return next(lookup_all(gazetteer, [Wanted(text, lang, type, clues)], why=why))


def lookup_all(
    gazetteer: Gazetteer, wanted: Iterable[Wanted], *, why: bool = True, at_once: int = AT_ONCE
) -> Iterator[Answer]:
    """Look up many names and yield an answer for each, in order, as `lookup` does.

    So many names at once are taken from `wanted` and searched for together, which is about twice as quick.
    """
    rest = iter(wanted)
    while several := list(itertools.islice(rest, at_once)):
        found = _all_matches(gazetteer, several)
        named = gazetteer.entities({match.entity for each in found for match in each[:_MOST_CANDIDATES]})
        for one, each in zip(several, found, strict=True):
            yield _answer(gazetteer, one, each, named, why)


def _answer(
    gazetteer: Gazetteer, one: Wanted, found: Sequence[Match], named: Mapping[int, Entity], why: bool
) -> Answer:
    status = verdict(gazetteer, found)
    entities = [named[match.entity] for match in found[:_MOST_CANDIDATES]]
    linked = entities[0] if status == "linked" else None
    reasons = explain(gazetteer, one.text, one.lang, found, status, one.clues) if why else ()
    return Answer(
        text=one.text,
        lang=one.lang,
        status=status,
        entity=linked.id if linked else None,
        name=linked.name if linked else None,
        score=round(found[0].score, 4) if found else 0.0,
        candidates=tuple(
            Candidate(entity.id, entity.name, round(match.score, 4))
            for entity, match in zip(entities, found, strict=False)
        ),
        evidence=tuple(reasons),
    )


def explain(
    gazetteer: Gazetteer,
    text: str,
    lang: str,
    found: Sequence[Match],
    status: Status,
    clues: Clues | None = None,
) -> Iterable[Evidence]:
    """Yield the reasons for a verdict in words: what matched, how it was read, and why not the runner-up."""
    from pipeline.gazetteer.explain import reasons

    if decision := gazetteer.overrides.on(gazetteer, text, lang):
        return [decision.evidence()]
    return reasons(gazetteer, text, lang, found, status, clues)
