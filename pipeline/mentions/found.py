"""A stretch of text taken for a name, on its way to becoming a mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.article import Candidate, Evidence, Mention, Role, Status
from pipeline.gazetteer.entity import Entity, family_place
from pipeline.gazetteer.lookup import Match, explain
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.render import rendering

_ROLES: dict[str, Role] = {"short": "short", "acronym": "acronym", "demonym": "demonym"}
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens `first`..`last` at `start`..`end`, what they may name (best first), and the verdict.

    `words` are the places of the words of the canonical name that they stand for, None for all;
    `reason` is the article's own evidence, which goes before the spelling's.
    """

    start: int
    end: int
    first: int
    last: int
    status: Status
    matches: tuple[Match, ...]
    words: tuple[int, ...] | None = None
    reason: Evidence | None = None

    @property
    def entity(self) -> int:
        """The number of the likeliest entity."""
        return self.matches[0].entity

    @property
    def kind(self) -> str:
        """The kind of name that the likeliest match is."""
        return "short" if self.words is not None else self.matches[0].name.kind


def canonical_words(entity: Entity, match: Match, canonical_length: int) -> tuple[int, ...] | None:
    """Return which words of the canonical name a match stands for, None for all of them."""
    if match.name.kind == "short":
        place = family_place(entity)
        return tuple(range(*place)) if place else None
    if match.how == "spelling" and match.name.text == entity.name:
        known = sorted({place for pair in match.pairs for place in pair.known})
        if 0 < len(known) < canonical_length and entity.type == "PER":
            return tuple(known)
    return None


def mention(found: Found, text: str, lang: str, gazetteer: Gazetteer) -> Mention:
    """Return the mention that a find comes to, with its evidence and how it is to be written."""
    surface = text[found.start : found.end]
    entities = [gazetteer.entity(match.entity) for match in found.matches]
    best = entities[0]
    linked = found.status == "linked"
    reasons: Sequence[Evidence] = [found.reason] if found.reason else []
    if not reasons or found.matches[0].how == "spelling":
        reasons = [*reasons, *explain(gazetteer, surface, lang, found.matches, found.status)]
    return Mention(
        start=found.start,
        end=found.end,
        text=surface,
        type=best.type,
        status=found.status,
        entity=best.id if linked else None,
        name=best.name if linked else None,
        score=round(found.matches[0].score, 4),
        role=_ROLES.get(found.kind, "name"),
        rendering=rendering(best, surface, found.kind, found.words, lang.split("-")[0] == "en")
        if linked
        else None,
        candidates=tuple(
            Candidate(entity.id, entity.name, round(match.score, 4))
            for entity, match in zip(entities, found.matches, strict=True)
        )[:_MOST_CANDIDATES],
        evidence=tuple(reasons),
    )
