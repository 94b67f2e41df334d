"""The lines of a text file, also of a compressed one, and identifiers made from names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import InputError, RecordError
from pipeline.fetch import unpack
from pipeline.language.scripts import letters_by_script
from pipeline.names.fold import fold

PACKED = frozenset({".gz", ".gzip", ".bz2", ".zip"})
# A line beyond is no record; a hostile archive may hold nothing but one of terabytes.
_LONGEST = 50_000_000


def read(path: Path) -> Iterator[tuple[str, str | RecordError]]:
    """Yield the lines of a UTF-8 file that are not blank, without their ends, each after its place.

    Files packed with gzip, bzip2 or zip are unpacked on the way. A line that is not UTF-8 comes as an error.
    Raises InputError if the file cannot be read.
    """
    try:
        with unpack.opened(path) as file:
            number = 0
            while line := file.readline(_LONGEST):
                number += 1
                where = f"{path}, line {number}"
                if len(line) == _LONGEST:
                    raise InputError(f"a line of more than {_LONGEST:,} bytes", where=where)
                try:
                    text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                except UnicodeDecodeError as error:
                    yield where, RecordError(f"not UTF-8: {error.reason}", where=where)
                    continue
                if text.strip():
                    yield where, text
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"cannot read {path}: {reason}", hint="Check the path, or get it again") from error


def latin(name: str) -> bool:
    """Tell whether a name is written in Latin letters."""
    return set(letters_by_script(name)) == {"Latn"}


def slug(name: str) -> str:
    """Return a name as the end of an identifier: shin-won-sik."""
    return re.sub(r"[\W_]+", "-", fold(name)).strip("-")
