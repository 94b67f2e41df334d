"""GeoNames: places, as in cities15000.txt and its like, with the names in alternateNamesV2.txt beside it.

Format: https://download.geonames.org/export/dump/readme.txt ; lines of columns divided by tabs, no heading.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import RecordError
from pipeline.gazetteer.entity import Entity, Kind, Name
from pipeline.gazetteer.sources import lines
from pipeline.names.fold import fold

ALTERNATES = "alternateNamesV2.txt"
"""Where the names of the places of a file are: in this file, beside it."""
_COLUMNS, _ALTERNATE_COLUMNS = 19, 8
_NORTH, _EAST, _POPULATION = 4, 5, 14
# Some columns of languages hold links, codes and spellings by rule, which no paper writes.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CODE = re.compile(r"[A-Z0-9]{2,5}")
_LEAST, _MOST, _PEOPLE = 0.05, 0.9, 1e8


def read(path: Path) -> Iterator[Entity | RecordError]:
    """Yield the places of a file, under their English name where alternateNamesV2.txt tells it.

    A place weighs more the more people live there. A bad line comes as the error it would raise. Raises
    InputError if a file cannot be read.
    """
    beside = path.with_name(ALTERNATES)
    alternates = _alternates(beside, _ids(path)) if beside.is_file() else {}
    for where, line in lines.read(path):
        if isinstance(line, RecordError):
            yield line
            continue
        columns = line.split("\t")
        if len(columns) != _COLUMNS or not columns[0].isdecimal() or not fold(columns[1]):
            yield RecordError(
                "not a place of GeoNames", where=where, hint="It has 19 columns divided by tabs"
            )
            continue
        number, name = columns[0], columns[1]
        english, names = alternates.get(number, (None, ()))
        if not names:
            names = tuple(Name(t) for t in columns[3].split(",") if fold(t) and not _CODE.fullmatch(t))
        called = english or name
        people = int(columns[_POPULATION] or 0) if columns[_POPULATION].isdecimal() else 0
        yield Entity(
            id=f"geonames:{number}",
            type="LOC",
            name=called,
            names=tuple(n for n in dict.fromkeys((Name(name), *names)) if n.text != called),
            country=columns[8] if len(columns[8]) == 2 else None,
            coordinates=_point(columns[_NORTH], columns[_EAST]),
            weight=round(min(_MOST, max(_LEAST, math.log10(people + 1) / math.log10(_PEOPLE))), 2),
            same_as=(f"geonames:{number}",),
            source="geonames",
        )


def _point(north: str, east: str) -> tuple[float, float] | None:
    try:
        return float(north), float(east)
    except ValueError:
        return None


def _ids(path: Path) -> set[str]:
    return {line.split("\t", 1)[0] for _, line in lines.read(path) if isinstance(line, str)}


def _alternates(path: Path, wanted: set[str]) -> dict[str, tuple[str | None, tuple[Name, ...]]]:
    """Return the English name and the other names of the places wanted."""
    names: dict[str, list[Name]] = defaultdict(list)
    english: dict[str, tuple[bool, str]] = {}
    for _, line in lines.read(path):
        if isinstance(line, RecordError):
            continue
        columns = line.split("\t")
        if len(columns) < _ALTERNATE_COLUMNS or columns[1] not in wanted or not fold(columns[3]):
            continue
        _, place, lang, text, preferred, short, colloquial, historic = columns[:_ALTERNATE_COLUMNS]
        if lang and not _LANGUAGE.fullmatch(lang):
            continue
        kind: Kind = "former" if historic == "1" else "alias" if colloquial == "1" else "full"
        names[place].append(Name(text, lang or "und", kind))
        if lang == "en" and kind == "full" and short != "1":
            held = english.get(place)
            if held is None or (preferred == "1" and not held[0]):
                english[place] = preferred == "1", text
    return {
        place: (english[place][1] if place in english else None, tuple(found))
        for place, found in names.items()
    }
