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


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """What a spelling may name, wherever it stands: the verdict and the matches, best first.

    `words` are the places of the words of the canonical name that it stands for, None for all. Senses are
    compared by identity, so that what is worked out of one can be kept with it.
    """

    status: Status
    matches: tuple[Match, ...]
    words: tuple[int, ...] | None = None

    @property
    def entity(self) -> int:
        """The number of the likeliest entity."""
        return self.matches[0].entity

    @property
    def kind(self) -> str:
        """The kind of name that the likeliest match is."""
        return "short" if self.words is not None else self.matches[0].name.kind


@dataclass(frozen=True, slots=True)
class Found:
    """A sense over the tokens `first`..`last` at `start`..`end`.

    `reason` is the article's own evidence, which goes before the spelling's.
    """

    start: int
    end: int
    first: int
    last: int
    sense: Sense
    reason: Evidence | None = None

    @property
    def status(self) -> Status:
        """The verdict."""
        return self.sense.status

    @property
    def entity(self) -> int:
        """The number of the likeliest entity."""
        return self.sense.entity

    @property
    def kind(self) -> str:
        """The kind of name that the likeliest match is."""
        return self.sense.kind


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


def mention(surface: str, lang: str, sense: Sense, reason: Evidence | None, gazetteer: Gazetteer) -> Mention:
    """Return the mention that a sense of `surface` comes to, with its evidence and how it is to be written.

    It counts from the beginning of the surface. The name of a people ("Ukrainian") tells the country, but
    names no place: it is marked a demonym and left as it stands.
    """
    entities = [gazetteer.entity(match.entity) for match in sense.matches[:_MOST_CANDIDATES]]
    best = entities[0]
    linked = sense.status == "linked"
    reasons: Sequence[Evidence] = [reason] if reason else []
    if not reasons or sense.matches[0].how == "spelling":
        reasons = [*reasons, *explain(gazetteer, surface, lang, sense.matches, sense.status)]
    english = lang.split("-")[0] == "en"
    demonym = sense.kind == "demonym"
    return Mention(
        start=0,
        end=len(surface),
        text=surface,
        type="MISC" if demonym else best.type,
        status="demonym" if demonym else sense.status,
        entity=best.id if linked else None,
        name=best.name if linked else None,
        score=round(sense.matches[0].score, 4),
        role=_ROLES.get(sense.kind, "name"),
        rendering=rendering(best, surface, sense.kind, sense.words, english)
        if linked and not demonym
        else None,
        candidates=tuple(
            Candidate(entity.id, entity.name, round(match.score, 4))
            for entity, match in zip(entities, sense.matches, strict=False)
        ),
        evidence=tuple(reasons),
    )
