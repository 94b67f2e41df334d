"""Glossaries as translation services take them: a line a term, foreign spelling, tab, canonical spelling.

A third column may hold the type. There is no heading. The licence is the owner's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from pipeline.article import EntityType
from pipeline.errors import RecordError
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.sources import lines
from pipeline.names.fold import fold

_TYPES: dict[str, EntityType] = {one: one for one in get_args(EntityType)}


def read(path: Path, lang: str = "und", type: EntityType | None = None) -> Iterator[Entity | RecordError]:
    """Yield an entity for each canonical spelling and type, with all foreign ones, which are in `lang`.

    `type` is that of lines which have none, MISC if it is not given. Bad lines come as the errors they
    would raise. Raises InputError if the file cannot be read.
    """
    found: dict[tuple[EntityType, str], list[Name]] = {}
    for where, line in lines.read(path):
        if isinstance(line, RecordError):
            yield line
            continue
        spelling, canonical, said, *_ = (*(cell.strip() for cell in line.split("\t")), "", "")
        kind = _TYPES.get(said) if said else type or "MISC"
        if not fold(spelling) or not fold(canonical) or kind is None:
            yield RecordError(
                "not a line of a glossary",
                where=where,
                hint=f"It has a spelling, a tab, the canonical one, perhaps a tab and {', '.join(_TYPES)}",
            )
            continue
        found.setdefault((kind, canonical), []).append(Name(spelling, lang))
    for (kind, canonical), names in found.items():
        others = tuple(name for name in dict.fromkeys(names) if name.text != canonical)
        slug = f"{kind.lower()}.{lines.slug(canonical)}"
        yield Entity(id=slug, type=kind, name=canonical, names=others, source="own")
