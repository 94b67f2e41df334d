"""Wikidata: items of the JSON dump, or answers of wbgetentities, with their names in every language.

Format: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html ; the dump is an array with an
item a line, an answer is one object with "entities". What an item is, is told by "instance of" (P31).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline.article import EntityType
from pipeline.errors import RecordError
from pipeline.fetch.answers import told
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.sources import lines
from pipeline.names.fold import fold

# The classes that most items of these types state themselves; subclasses are not followed, for which the
# whole of Wikidata would be needed.
_CLASSES: dict[EntityType, tuple[str, ...]] = {
    "PER": ("Q5",),  # human
    "LOC": (
        "Q6256",  # country
        "Q3624078",  # sovereign state
        "Q515",  # city
        "Q1549591",  # big city
        "Q5119",  # capital city
        "Q3957",  # town
        "Q532",  # village
        "Q484170",  # commune of France
    ),
    "ORG": (
        "Q43229",  # organization
        "Q484652",  # international organization
        "Q245065",  # intergovernmental organization
        "Q7278",  # political party
        "Q327333",  # government agency
        "Q192350",  # ministry
        "Q783794",  # company
        "Q4830453",  # business
        "Q6881511",  # enterprise
        "Q891723",  # public company
    ),
}
_TYPES = {number: kind for kind, numbers in _CLASSES.items() for number in numbers}


class _Text(msgspec.Struct):
    language: str
    value: str


class _Item(msgspec.Struct):
    """An item; what is empty comes as an empty array, from PHP."""

    id: str
    labels: dict[str, _Text] | list[Any] = []
    aliases: dict[str, list[_Text]] | list[Any] = []
    claims: dict[str, list[dict[str, Any]]] | list[Any] = []
    missing: str | None = None


def read(path: Path) -> Iterator[Entity | RecordError]:
    """Yield the people, places and organisations among the items; other items are left out.

    They are called by their English label, else by the one for all languages, else by any in Latin
    letters. A bad line, and an error that the service sent for an answer, comes as the error it would
    raise. Raises InputError if the file cannot be read.
    """
    for where, line in lines.read(path):
        if isinstance(line, RecordError):
            yield line
            continue
        text = line.strip().rstrip(",")
        if text in ("[", "]"):
            continue
        try:
            found: Any = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError) as error:
            yield _no_item(error, where)
            continue
        if isinstance(found, dict) and "error" in found:
            yield RecordError(
                f"Wikidata answered with an error: {told(found['error'])}",
                where=where,
                hint="Ask again later, for fewer items at once",
            )
            continue
        yield from entities(found, where)


def entities(found: Any, where: str, type: EntityType | None = None) -> Iterator[Entity | RecordError]:
    """Yield the entities of an item, or of an answer with several, as decoded from JSON.

    An item of no class that is known is left out, unless `type` says what it is then.
    """
    several = isinstance(found, dict) and "entities" in found
    try:
        items = list(found["entities"].values()) if several else [found]
    except AttributeError as error:
        yield _no_item(error, where)
        return
    for one in items:
        try:
            entity = _entity(msgspec.convert(one, _Item), type)
        except msgspec.ValidationError as error:
            yield _no_item(error, where)
            continue
        if entity is not None:
            yield entity


def _no_item(error: Exception, where: str) -> RecordError:
    return RecordError(
        f"not an item of Wikidata: {error}",
        where=where,
        hint="A file holds the JSON dump or an answer of wbgetentities",
    )


def _entity(item: _Item, otherwise: EntityType | None) -> Entity | None:
    kind = next((_TYPES[number] for number in _classes(item) if number in _TYPES), otherwise)
    if kind is None or item.missing is not None or not isinstance(item.labels, dict):
        return None
    labels = [text for text in item.labels.values() if fold(text.value)]
    aliases = item.aliases if isinstance(item.aliases, dict) else {}
    by_lang = {text.language: text.value for text in labels}
    latin = (text.value for text in labels if lines.latin(text.value))
    name = by_lang.get("en") or by_lang.get("mul") or next(latin, None)
    if name is None:
        return None
    names = [Name(text.value, _lang(text)) for text in labels]
    names += [Name(t.value, _lang(t), "alias") for group in aliases.values() for t in group if fold(t.value)]
    return Entity(
        id=item.id,
        type=kind,
        name=name,
        names=tuple(one for one in dict.fromkeys(names) if one.text != name),
        born=next(filter(None, map(_date, _values(item, "P569"))), None),
        coordinates=next(filter(None, map(_point, _values(item, "P625"))), None),
        same_as=(f"wikidata:{item.id}",),
        source="wikidata",
    )


def _classes(item: _Item) -> Iterator[str]:
    """Yield the classes an item is an instance of."""
    return (str(value["id"]) for value in _values(item, "P31") if "id" in value)


def _values(item: _Item, number: str) -> Iterator[dict[str, Any]]:
    """Yield the values of a property that have parts, unless they are deprecated."""
    for claim in item.claims.get(number, ()) if isinstance(item.claims, dict) else ():
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value", {})
        if claim.get("rank") != "deprecated" and isinstance(value, dict):
            yield value


def _date(value: dict[str, Any]) -> str | None:
    """Return a date as far as it is known (+1952-10-07T00:00:00Z), None for one known to the decade only."""
    size = {9: 4, 10: 7, 11: 10}.get(value.get("precision", 0), 0)
    date = str(value.get("time", ""))
    return date[1 : size + 1] if size and re.match(r"\+\d{4}-", date) else None


def _point(value: dict[str, Any]) -> tuple[float, float] | None:
    north, east = value.get("latitude"), value.get("longitude")
    return (
        (float(north), float(east))
        if isinstance(north, int | float) and isinstance(east, int | float)
        else None
    )


def _lang(text: _Text) -> str:
    return "und" if text.language == "mul" else text.language
