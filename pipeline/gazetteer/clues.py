"""Clues: what a query says besides the name of whom it means, held against what a record says.

A country or an office never makes a name fit; it tells apart those whose names do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline import resources
from pipeline.article import Evidence
from pipeline.errors import InputError
from pipeline.gazetteer.entity import Entity
from pipeline.names import weights
from pipeline.names.fold import fold

# Shorter words of an office ("of", "the") tell nothing.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of the one meant: a country (ISO 3166-1, two letters) and an office, in words."""

    country: str | None = None
    office: str | None = None

    def __bool__(self) -> bool:
        return bool(self.country or self.office)

    def against(self, entity: Entity) -> float:
        """Return by how many nats a record speaks against these clues: 0 if it agrees with them all.

        What a record does not say speaks half against it.
        """
        numbers = weights.load().verdict
        return sum(
            nats * (0.5 if math.isnan(doubt) else doubt)
            for nats, doubt in (
                (numbers.other_country, self._other_country(entity)),
                (numbers.other_office, self._other_office(entity)),
            )
        )

    def evidence(self, entity: Entity) -> Iterator[Evidence]:
        """Yield what a record says of each clue, in words."""
        for rule, asked, said, doubt in (
            ("country", self.country, entity.country, self._other_country(entity)),
            ("office", self.office, "; ".join(_offices(entity)), self._other_office(entity)),
        ):
            if asked:
                agrees = "does not say" if math.isnan(doubt) else f"says {said}"
                yield Evidence(rule, f"{entity.name}: {asked} is asked for, the record {agrees}")

    def _other_country(self, entity: Entity) -> float:
        """Return 0 for the country asked for, 1 for another, nan where nothing is said."""
        if not self.country:
            return 0.0
        return float(entity.country.upper() != self.country) if entity.country else math.nan

    def _other_office(self, entity: Entity) -> float:
        """Return the share of the words of the office that none of a record has, nan where it has none."""
        asked = _meaning(self.office or "")
        if not asked:
            return 0.0
        held = [_meaning(office) for office in _offices(entity)]
        return min((len(asked - office) / len(asked) for office in held), default=math.nan)


def clues(country: str | None = None, office: str | None = None) -> Clues:
    """Return the clues of a query: a country by its ISO 3166-1 code or any of its names, and an office.

    Raises InputError for a country that nobody knows.
    """
    return Clues(_code(country) if country and country.strip() else None, office or None)


def _code(country: str) -> str:
    code = country.strip().upper()
    found = code if code in _countries().values() else _countries().get(fold(country))
    if found is None:
        raise InputError(
            f"no country is called {country!r}", hint="Give an ISO 3166-1 code (KR) or a name (South Korea)"
        )
    return found


@cache
def _countries() -> dict[str, str]:
    """Map the folded names of countries, in any language, to their codes; a canonical name wins."""
    found: dict[str, str] = {}
    path = resources.gazetteers() / "world" / "countries.jsonl"
    from pipeline.gazetteer.sources.exonym import read  # it needs no gazetteer to know a country

    countries = [one for one in read(path) if isinstance(one, Entity) and one.country]
    for country in countries:
        for name in country.names:
            found.setdefault(fold(name.text), country.country or "")
    return found | {fold(country.name): country.country or "" for country in countries}


def _offices(entity: Entity) -> list[str]:
    """Return what a record says its entity does or did."""
    titles = (name.text for name in entity.names if name.kind == "title")
    return [*entity.offices, *titles, *([entity.description] if entity.description else [])]


def _meaning(office: str) -> frozenset[str]:
    """Return the words of an office, those for one office in all languages as one."""
    kinds = _kinds()
    words = (word.strip(".,;()") for word in fold(office).split())
    return frozenset(
        next((kind for stem, kind in kinds.items() if word.startswith(stem)), word)
        for word in words
        if len(word) >= _SHORTEST
    )


@cache
def _kinds() -> dict[str, str]:
    """Map the beginnings of words for an office to its English name, the longest first."""
    table = resources.table("language/offices.toml")["offices"]
    stems = {fold(stem): kind for kind, beginnings in table.items() for stem in beginnings}
    return dict(sorted(stems.items(), key=lambda item: -len(item[0])))
