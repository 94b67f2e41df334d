"""Twins: entities of a user's list that say they are the same, as "UK" and "Great Britain" may.

What sources have of one thing is merged when a gazetteer is built, see merge.py; a list's own two stay two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.gazetteer.lookup import Match
    from pipeline.gazetteer.store import Gazetteer


def without(gazetteer: Gazetteer, found: Sequence[Match]) -> list[Match]:
    """Return matches (best first) without the twins of better ones.

    Entities are twins if their `same_as` share an id and nobody declared them distinct. Of equally good
    twins the one whose canonical name is no acronym, and then the longest, stands for both, so that they
    never make each other ambiguous.
    """
    kept: list[Match] = []
    for match in found:
        same = (at for at, other in enumerate(kept) if _twins(gazetteer, match, other))
        twin = next(same, None) if gazetteer.entity(match.entity).same_as else None
        if twin is None:
            kept.append(match)
        elif match.score == kept[twin].score and _fuller(gazetteer, match, kept[twin]):
            kept[twin] = match
    return kept


def _twins(gazetteer: Gazetteer, match: Match, other: Match) -> bool:
    one, two = gazetteer.entity(match.entity), gazetteer.entity(other.entity)
    shared = not set(one.same_as).isdisjoint(two.same_as)
    return shared and frozenset((one.id, two.id)) not in gazetteer.overrides.distinct


def _fuller(gazetteer: Gazetteer, one: Match, other: Match) -> bool:
    first, second = gazetteer.entity(one.entity).name, gazetteer.entity(other.entity).name
    return (not first.isupper(), len(first)) > (not second.isupper(), len(second))
