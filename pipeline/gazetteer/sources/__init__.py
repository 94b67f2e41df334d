"""The kinds of files a gazetteer can be built from, and the servers it is refreshed from, one module each.

A module for files has `read`, which yields the entities of a file and, as the error it would raise, each line
that is none. A module for servers has `fetch`, which brings what is held of a source up to date (see
pipeline.gazetteer.harvest). What may be done with the data is told by gazetteers/sources.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from pipeline.article import EntityType
from pipeline.errors import RecordError
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.sources import lines

Kind = Literal["exonym", "ftm", "geonames", "glossary", "jrc", "table", "wikidata"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_GEONAMES_COLUMNS, _JRC_COLUMNS = 19, 4


@dataclass(frozen=True)
class Options:
    """How to read files that do not say it themselves.

    `kind` is what they are, told from each file where None. `columns` maps fields to the headings a table
    has for them; `type` is that of rows which have none. `lang` is the language of a glossary's spellings.
    """

    kind: Kind | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    type: EntityType | None = None
    lang: str = "und"


def read(path: Path, options: Options | None = None) -> Iterator[Entity | RecordError]:
    """Yield the entities of a file; a bad line comes as the error it would raise.

    Raises InputError if the file cannot be read or its kind cannot be told.
    """
    chosen = options or Options()
    kind = chosen.kind or kind_of(path)
    if kind == "table":
        from pipeline.gazetteer.sources import table

        yield from table.read(path, chosen.columns, chosen.type)
    elif kind == "glossary":
        from pipeline.gazetteer.sources import glossary

        yield from glossary.read(path, chosen.lang, chosen.type)
    else:
        yield from import_module(f"{__name__}.{kind}").read(path)


def kind_of(path: Path) -> Kind:
    """Tell what a file is by its suffix and its first lines; raises InputError if it cannot be read.

    What cannot be told is taken for exonym's own JSON Lines, whose reader says what is wrong with it.
    """
    suffix = path.with_suffix("").suffix if path.suffix in lines.PACKED else path.suffix
    if suffix.lower() in (".csv", ".tsv"):
        return "table"
    for _, line in islice(lines.read(path), 5):
        if isinstance(line, RecordError):
            continue
        columns = line.split("\t")
        if len(columns) == _GEONAMES_COLUMNS and columns[0].isdecimal():
            return "geonames"
        if len(columns) == _JRC_COLUMNS and columns[0].isdecimal() and columns[1] in ("P", "O", "U", "T"):
            return "jrc"
        if line.startswith("{"):
            return _kind_of_json(line)
    return "exonym"


def licence(source: str) -> str | None:
    """Return what may be done with the records of a source, None if that is not known."""
    from pipeline.gazetteer import catalogue

    found = catalogue.shipped().licence(source)
    return str(found) if found else None


def _kind_of_json(line: str) -> Kind:
    try:
        record: Any = msgspec.json.decode(line.rstrip(" ,"))
    except (msgspec.DecodeError, RecursionError):
        return "exonym"
    if "schema" in record and "properties" in record:
        return "ftm"
    return "wikidata" if {"entities", "error", "labels"} & set(record) else "exonym"
