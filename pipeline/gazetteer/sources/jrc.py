"""JRC-Names: people and organisations with the spellings that the news of many languages has for them.

Format: a line a spelling, four columns divided by tabs: number of the entity, P or O, language ("u" where
it is not known), the spelling with "+" for spaces. The lines of an entity follow one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pipeline.article import EntityType
from pipeline.errors import RecordError
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.sources import lines
from pipeline.names.fold import fold

_TYPES: dict[str, EntityType] = {"P": "PER", "O": "ORG"}
_COLUMNS = 4


def read(path: Path) -> Iterator[Entity | RecordError]:
    """Yield the entities of a file, called by their first spelling in Latin letters; others are left out.

    A bad line comes as the error it would raise. Raises InputError if the file cannot be read.
    """
    bad: list[RecordError] = []
    for (number, kind), rows in groupby(_rows(path, bad), key=lambda row: row[:2]):
        names = tuple(dict.fromkeys(Name(text, lang) for _, _, lang, text in rows))
        yield from bad
        bad.clear()
        first = next((name.text for name in names if lines.latin(name.text)), names[0].text)
        if kind in _TYPES:
            rest = tuple(name for name in names if name.text != first)
            yield Entity(id=f"jrc:{number}", type=_TYPES[kind], name=first, names=rest, source="jrc")
    yield from bad


def _rows(path: Path, bad: list[RecordError]) -> Iterator[tuple[str, str, str, str]]:
    """Yield number, kind, language and spelling of each line; lines that lack them go to `bad`."""
    for where, line in lines.read(path):
        if isinstance(line, RecordError):
            bad.append(line)
            continue
        columns = line.split("\t")
        if line.startswith("#"):
            continue
        text = columns[-1].replace("+", " ").strip()
        if len(columns) != _COLUMNS or not columns[0].isdecimal() or not fold(text):
            bad.append(RecordError(
                "not a line of JRC-Names", where=where,
                hint="It has four columns divided by tabs: number, P or O, language, spelling",
            ))  # fmt: skip
            continue
        yield columns[0], columns[1], "und" if columns[2] == "u" else columns[2], text
