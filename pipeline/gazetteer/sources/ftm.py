"""FollowTheMoney entities, one JSON object a line, as OpenAleph and OpenSanctions export them.

Format: https://followthemoney.tech/ ; each line has id, schema, properties (lists of strings) and, from
OpenSanctions, caption, datasets and referents (the ids that were merged into this one).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from pipeline.article import EntityType
from pipeline.errors import RecordError
from pipeline.gazetteer.entity import Entity, Kind, Name
from pipeline.gazetteer.sources import lines
from pipeline.names.fold import fold
from pipeline.names.readings import split

_TYPES: dict[str, EntityType] = {
    "Person": "PER",
    "LegalEntity": "ORG",
    "Organization": "ORG",
    "Company": "ORG",
    "PublicBody": "ORG",
    "Vessel": "PRO",
    "Airplane": "PRO",
    "Vehicle": "PRO",
    "Event": "EVT",
}
# A weak alias is one that many bear ("Hassan"): it counts for less, as a short form does.
_NAMES: dict[str, Kind] = {
    "name": "full",
    "alias": "alias",
    "weakAlias": "short",
    "abbreviation": "acronym",
    "previousName": "former",
}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_COUNTRIES = ("nationality", "citizenship", "country", "jurisdiction")


class Record(msgspec.Struct):
    """An entity as a line has it; `properties` are lists of strings, `datasets` come from OpenSanctions."""

    id: str
    schema: str
    properties: dict[str, list[str]]
    caption: str = ""
    referents: list[str] = []
    datasets: list[str] | None = None


_decoder = msgspec.json.Decoder(Record)


def read(path: Path) -> Iterator[Entity | RecordError]:
    """Yield the people, organisations and things of a file; what has no name of its own is left out.

    A bad line comes as the error it would raise. Raises InputError if the file cannot be read.
    """
    for where, line in lines.read(path):
        if isinstance(line, RecordError):
            yield line
            continue
        record = decode(line, where)
        found = record if isinstance(record, RecordError) else entity(record)
        if found is not None:
            yield found


def decode(line: str | bytes | msgspec.Raw, where: str) -> Record | RecordError:
    """Read one line; one that is no entity comes as the error it would raise."""
    try:
        return _decoder.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        return RecordError(
            f"not a FollowTheMoney entity: {error}", where=where,
            hint='It looks like {"id": "x", "schema": "Person", "properties": {"name": ["A B"]}}',
        )  # fmt: skip


def entity(record: Record) -> Entity | None:
    """Return the person, organisation or thing that a record is about, None if that is something else."""
    kind_of_thing = _TYPES.get(record.schema)
    found = {
        text: kind
        for field, kind in reversed(_NAMES.items())
        for text in record.properties.get(field, ())
        if fold(text)
    }
    full = [text for text in record.properties.get("name", ()) if text in found]
    if kind_of_thing is None or not (fold(record.caption) or full) or not record.id:
        return None
    latin = [text for text in (record.caption, *full) if lines.latin(text)]
    name = latin[0] if latin else record.caption if fold(record.caption) else full[0]
    wikidata = [f"wikidata:{id_}" for id_ in record.properties.get("wikidataId", ())]
    return Entity(
        id=record.id,
        type=kind_of_thing,
        name=name,
        names=tuple(Name(text, "und", kind) for text, kind in found.items() if text != name),
        family=_family(name, record.properties.get("lastName", ())) if kind_of_thing == "PER" else None,
        country=_country(record.properties),
        born=_born(record.properties.get("birthDate", ())),
        offices=tuple(dict.fromkeys(record.properties.get("position", ()))),
        same_as=tuple(dict.fromkeys((*wikidata, *(x for x in record.referents if x != record.id)))),
        source="ftm" if record.datasets is None else "opensanctions",
    )


def _family(name: str, given: list[str] | tuple[str, ...]) -> str | None:
    """Return the family name that the canonical name has in it."""
    words = [fold(word) for word in split(name)]
    for text in given:
        own = [fold(word) for word in split(text)]
        if own and any(words[at : at + len(own)] == own for at in range(len(words))) and own != words:
            return text
    return None


def _born(dates: list[str] | tuple[str, ...]) -> str | None:
    """Return the most exact of the dates of birth stated, None if they contradict each other."""
    known = sorted((date[:10] for date in dates if _DATE.fullmatch(date[:10])), key=len)
    return known[-1] if known and all(known[-1].startswith(date) for date in known) else None


def _country(properties: dict[str, list[str]]) -> str | None:
    """Return the first country, in ISO 3166-1; codes of unions, parts and states gone are none."""
    codes = (code for field in _COUNTRIES for code in properties.get(field, ()))
    return next((code.upper() for code in codes if len(code) == 2 and code.lower() != "eu"), None)
