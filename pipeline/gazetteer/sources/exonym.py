"""exonym's own records: JSON Lines, an entity a line, as gazetteers/entity.schema.json describes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import RecordError
from pipeline.gazetteer.entity import Entity, decode
from pipeline.gazetteer.sources import lines


def read(path: Path) -> Iterator[Entity | RecordError]:
    """Yield the records of a file; a bad line comes as the error it would raise.

    Raises InputError if the file cannot be read.
    """
    for where, line in lines.read(path):
        if isinstance(line, RecordError):
            yield line
            continue
        try:
            yield decode(line, where)
        except RecordError as error:
            yield error
