"""Facts: what two records say of the same thing, whether it agrees, and whether it contradicts.

gazetteers/merging.toml says how near is near and which facts are enough.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

import msgspec

from pipeline import resources
from pipeline.article import EntityType
from pipeline.gazetteer.entity import Entity
from pipeline.names.fold import fold

_DAY, _YEAR = len("1952-10-07"), len("1952")
_EARTH_KM = 6371.0


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """gazetteers/merging.toml."""

    lead: tuple[str, ...]
    names: frozenset[str]
    near: float
    far: float
    years_apart: int
    words: dict[EntityType, int]
    enough: dict[EntityType, tuple[frozenset[str], ...]]


@cache
def rules() -> Rules:
    """Return the rules of merging, read once."""
    return msgspec.convert(resources.table("merging.toml"), Rules)


def stated(record: Entity) -> frozenset[str]:
    """Return what could be told of a record, by the names that merging.toml has for facts."""
    return frozenset(
        fact
        for fact, known in (
            ("day of birth", record.born and len(record.born) == _DAY),
            ("year of birth", record.born),
            ("country", record.country),
            ("office", record.offices),
            ("coordinates", record.coordinates),
        )
        if known
    )


def agreeing(one: Entity, other: Entity) -> dict[str, str]:
    """Return the facts on which two records agree, each with what both say."""
    found: dict[str, str] = {}
    if one.born and other.born and _same_start(one.born, other.born):
        found["year of birth"] = f"born {one.born[:_YEAR]}"
        if len(one.born) == len(other.born) == _DAY:
            found["day of birth"] = f"born {one.born}"
    if one.country and one.country == other.country:
        found["country"] = f"of {one.country}"
    held = {fold(office) for office in other.offices}
    if same := next((office for office in one.offices if fold(office) in held), None):
        found["office"] = same
    if (apart := _km(one, other)) is not None and apart <= rules().near:
        found["coordinates"] = f"{apart:.0f} km apart"
    return found


def enough(one: Entity, other: Entity) -> str | None:
    """Say in words which facts on which two records agree are enough to take them for one, None if none."""
    facts = agreeing(one, other)
    for needed in rules().enough.get(one.type, ()):
        if needed <= facts.keys():
            return ", ".join(facts[fact] for fact in sorted(needed))
    return None


def contradiction(one: Entity, other: Entity, *, same_id: bool = False) -> str | None:
    """Say in words on what two records contradict each other, None if on nothing.

    Of records that state the `same_id` only the type and the year of birth are held against each other:
    citizenships and the middle of a country are matters of opinion.
    """
    return next(_contradictions(one, other, same_id), None)


def _contradictions(one: Entity, other: Entity, same_id: bool) -> Iterator[str]:
    if one.type != other.type:
        yield f"{one.type} and {other.type}"
    if one.born and other.born and not _same_start(one.born, other.born):
        years = abs(int(one.born[:_YEAR]) - int(other.born[:_YEAR]))
        if not same_id or years > rules().years_apart:
            yield f"born {one.born} and {other.born}"
    if same_id:
        return
    if one.country and other.country and one.country != other.country:
        yield f"of {one.country} and {other.country}"
    if (apart := _km(one, other)) is not None and apart >= rules().far:
        yield f"{apart:,.0f} km apart"


def _same_start(one: str, other: str) -> bool:
    """Tell whether two dates are the same as far as both go: 1952 and 1952-10-07 are."""
    size = min(len(one), len(other))
    return one[:size] == other[:size]


def _km(one: Entity, other: Entity) -> float | None:
    """Return how far apart two places are on a sphere (haversine formula), None if that is not known."""
    if one.coordinates is None or other.coordinates is None:
        return None
    (north, east), (north_2, east_2) = (
        map(math.radians, point) for point in (one.coordinates, other.coordinates)
    )
    half = (
        math.sin((north_2 - north) / 2) ** 2
        + math.cos(north) * math.cos(north_2) * math.sin((east_2 - east) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(half, 1.0)))
