"""Tables of one's own, CSV or TSV with a heading, or JSON Lines: a row an entity.

Columns: name, and where there are such id, type, family, country, description, weight, source, born
(1952-10-07), offices and names (divided by "|" or ";"), and name:LANG, as name:pl, for the names in a
language. Headings that differ are mapped. A cell holds no line break. In JSON Lines the keys are the
headings, and a list is as good as several texts divided by "|". The licence is the owner's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from pipeline.article import EntityType
from pipeline.errors import InputError, RecordError
from pipeline.gazetteer.entity import OWN, Entity
from pipeline.gazetteer.sources import lines
from pipeline.names.fold import fold

_FIELDS = ("id", "type", "name", "family", "country", "description", "weight", "source", "born")
COLUMNS = (*_FIELDS, "offices", "names")
"""What a table may have columns for, besides name:LANG."""


def read(
    path: Path, columns: Mapping[str, str] | None = None, type: EntityType | None = None
) -> Iterator[Entity | RecordError]:
    """Yield the entities of a table; a bad row comes as the error it would raise.

    `columns` maps a field to the heading the table has for it ({"name": "Nazwisko"}), `type` is that of
    rows which have none. An id that is not given is made from type and name. Raises InputError if the file
    cannot be read or has no column for the names.
    """
    heading: dict[str, int] = {}
    of_json: bool | None = None
    texts = lines.read(path)
    delimiter = "\t" if ".tsv" in path.suffixes else ""
    for where, line in texts:
        if isinstance(line, RecordError):
            yield line
            continue
        of_json = line.startswith("{") if of_json is None else of_json
        if of_json:
            yield _of_json(line, where, columns or {}, type)
            continue
        if not heading:
            delimiter = delimiter or max(",;\t", key=line.count)
            heading = _heading(path, next(csv.reader([line], delimiter=delimiter)), columns or {})
            continue
        cells = next(csv.reader([line], delimiter=delimiter))
        row = {field: cells[at].strip() for field, at in heading.items() if at < len(cells)}
        yield _entity(row, where, type)


def _of_json(
    line: str, where: str, columns: Mapping[str, str], type: EntityType | None
) -> Entity | RecordError:
    """Return the entity of a JSON object; keys that it lacks are empty cells."""
    try:
        found = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError) as error:
        return RecordError(f"not a row: {error}", where=where, hint='It looks like {"name": "A B"}')
    cells = {key: _cell(value) for key, value in found.items()}
    if "name" not in cells and columns.get("name") not in cells:
        return RecordError(
            "a row without a name", where=where,
            hint=f"Say which key has it with --column name=KEY; it has: {', '.join(found)}",
        )  # fmt: skip
    return _entity(cells | {field: cells.get(key, "") for field, key in columns.items()}, where, type)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "|".join(map(_cell, value))
    return "" if value is None else str(value).strip()


def _heading(path: Path, titles: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Return where each field stands; raises InputError if the name stands nowhere."""
    places = {title.strip(): at for at, title in enumerate(titles)}
    if missing := [title for title in columns.values() if title not in places]:
        raise InputError(f"{path} has no column {', '.join(missing)}", hint=f"It has: {', '.join(places)}")
    heading = places | {field: places[title] for field, title in columns.items()}
    if "name" not in heading:
        raise InputError(
            f"{path} has no column for the name",
            hint=f"Say which with --column name=HEADING; it has: {', '.join(places)}",
        )
    return heading


def _entity(row: dict[str, str], where: str, type: EntityType | None) -> Entity | RecordError:
    record: dict[str, Any] = {field: row[field] for field in _FIELDS if row.get(field)}
    record.setdefault("type", type)
    name = record.get("name", "")
    if not fold(name):
        return RecordError("a row needs a name", where=where)
    if record["type"] is None:
        return RecordError(
            "a row needs a type", where=where, hint="Add a column for it, or say it for all with --type PER"
        )
    record.setdefault("id", f"{record['type'].lower()}.{lines.slug(name)}")
    record.setdefault("source", OWN)
    record["offices"] = [office for office in _several(row.get("offices", "")) if office]
    names = [{"text": text} for text in _several(row.get("names", ""))]
    for title, cell in row.items():
        if title.startswith("name:"):
            names += [{"text": text.strip(), "lang": title[5:]} for text in cell.split("|")]
    record["names"] = [one for one in names if fold(one["text"])]
    try:
        return msgspec.convert(record, Entity, strict=False)
    except msgspec.ValidationError as error:
        return RecordError(f"not a gazetteer record: {error}", where=where)


def _several(cell: str) -> list[str]:
    return [text.strip() for text in cell.replace(";", "|").split("|")]
