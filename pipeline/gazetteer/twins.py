"""Twins: records that say they are the same, as "UK" and "Great Britain" of somebody's list may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.gazetteer.lookup import Match
    from pipeline.gazetteer.store import Gazetteer


def without(gazetteer: Gazetteer, found: Sequence[Match]) -> list[Match]:
    """Return matches (best first) without the twins of better ones.

    Records are twins if their `same_as` share an id. Of equally good twins the one whose canonical name is
    no acronym, and then the longest, stands for both, so that they never make each other ambiguous.
    """
    kept: list[Match] = []
    for match in found:
        ids = set(gazetteer.entity(match.entity).same_as)
        same = (at for at, other in enumerate(kept) if ids & set(gazetteer.entity(other.entity).same_as))
        twin = next(same, None) if ids else None
        if twin is None:
            kept.append(match)
        elif match.score == kept[twin].score and _fuller(gazetteer, match, kept[twin]):
            kept[twin] = match
    return kept


def _fuller(gazetteer: Gazetteer, one: Match, other: Match) -> bool:
    first, second = gazetteer.entity(one.entity).name, gazetteer.entity(other.entity).name
    return (not first.isupper(), len(first)) > (not second.isupper(), len(second))
