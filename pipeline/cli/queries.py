"""The names that `exonym lookup` is asked for: given as arguments, piped in, or in a file."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import cast

from pipeline.cli.messages import Report
from pipeline.errors import InputError
from pipeline.formats.jsonl import Query, read_query
from pipeline.gazetteer.clues import clues
from pipeline.gazetteer.lookup import Wanted

# Bytes; as many as a pipe of Linux holds.
_BLOCK = 1 << 16


def queries(names: Sequence[str], inputs: Path | None, report: Report) -> Iterator[list[Query]]:
    """Yield the names given ("-" stands for those piped in) and those of the file, as they come.

    Those in one list are there at once. `report` is told of lines that cannot be read. Raises InputError if
    the file cannot be.
    """
    for piped, given in itertools.groupby(names, "-".__eq__):
        if piped:
            yield from _read(None, report, named=True)
        else:
            yield [Query(id=name, text=name) for name in given]
    if inputs is not None:
        yield from _read(None if str(inputs) == "-" else inputs, report, named=False)


def wanted(query: Query, told: Query) -> Wanted:
    """Return what a query asks for; where it says nothing of language, type, country or office, `told` does.

    Raises InputError for a country that nobody knows.
    """
    try:
        known = clues(query.country or told.country, query.office or told.office)
    except InputError as error:
        raise InputError(error.message, where=query.id, hint=error.hint) from None
    return Wanted(query.text, query.lang or told.lang or "und", query.type or told.type, known)


def _read(path: Path | None, report: Report, *, named: bool) -> Iterator[list[Query]]:
    """Yield what the lines of a file, or of standard input, ask for; `named` lines may be bare names."""
    numbers = itertools.count(1)
    for lines in _lines(path):
        found = []
        for line, number in zip(lines, numbers, strict=False):
            where = f"{path or 'stdin'}, line {number}"
            try:
                if line.strip():
                    found.append(_name(line, where) if named else read_query(line, where))
            except InputError as error:
                report.error(error)
        yield found


def _name(line: bytes, where: str) -> Query:
    """Return the name that a line is, or the query, as no name begins with a brace; raises InputError."""
    try:
        text = line.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        hint = "Names are read as UTF-8, one a line"
        raise InputError(f"not UTF-8 ({error.reason})", where=where, hint=hint) from None
    return read_query(text, where) if text.startswith("{") else Query(id=text, text=text)


def _lines(path: Path | None) -> Iterator[list[bytes]]:
    """Yield the lines of a file, or of standard input, those together that are there without waiting.

    Raises InputError if the file cannot be read.
    """
    try:
        if path is None:
            yield from _arriving(cast("BufferedReader", sys.stdin.buffer))
        else:
            with path.open("rb") as file:
                yield from _arriving(file)
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        raise InputError(reason, where=str(path or "stdin"), hint="Check the path") from error


def _arriving(stream: BufferedReader) -> Iterator[list[bytes]]:
    """Yield the lines of a stream: of a file those of a block, of a terminal or a slow pipe each at once."""
    begun: list[bytes] = []
    while block := stream.read1(_BLOCK):
        whole, end, rest = block.rpartition(b"\n")
        if end:
            yield b"".join((*begun, whole)).split(b"\n")
            begun.clear()
        begun.append(rest)
    if last := b"".join(begun):
        yield [last]
