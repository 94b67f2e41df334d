"""Whatever the user names, as articles: files, folders, standard input; text, HTML or JSON Lines."""

from __future__ import annotations

import gzip
import os
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from io import BufferedReader, RawIOBase
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from pipeline.article import Article, Outcome
from pipeline.errors import InputError
from pipeline.formats.html import article_text, looks_like_html
from pipeline.formats.jsonl import read_article
from pipeline.formats.text import decode

_KINDS = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_GZIP = b"\x1f\x8b"
# How files begin that hold an article, but not as text.
_PACKED = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive, as documents of Word and LibreOffice are",
    b"\xd0\xcf\x11\xe0": "a document of an old Word",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
STAGE = "read"


def read_articles(
    sources: Sequence[str], stdin: BinaryIO, *, but: Path | None = None
) -> Iterator[Article | InputError]:
    """Yield the articles of each source in turn; trouble comes as an InputError, and the rest goes on.

    A source is a file, a folder (every *.txt, *.html and *.jsonl in it that is not hidden, in order of path,
    but for the file `but`), or "-" for `stdin`, a stream of bytes. What a file holds is told by its suffix
    and, where that says nothing, by how it begins; gzip is undone. JSON Lines are read line by line, never
    as a whole.

    The id of a text or page is its path as given, or "stdin". Where its encoding had to be guessed, an
    outcome of the stage "read" says so. A page leaves its "title", "date" and "html_lang" in `extra`.
    """
    for source in sources:
        if source == "-":
            yield from _safely(stdin, "stdin", None)
        elif Path(source).is_dir():
            yield from _folder(Path(source), but)
        else:
            yield from _file(source)


def _folder(folder: Path, but: Path | None) -> Iterator[Article | InputError]:
    found: list[Path] = []
    errors: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(place, name) for name in files if not name.startswith("."))
        found += [path for path in paths if _kind(path.name) and not (but and _same(path, but))]
    for error in errors:
        yield _unreadable(str(error.filename), error)
    if not found and not errors:
        kinds = ", ".join(f"*{suffix}" for suffix in _KINDS)
        yield InputError("no articles in this folder", where=str(folder), hint=f"It should hold {kinds}")
    for path in sorted(found):
        yield from _file(str(path))


def _file(path: str) -> Iterator[Article | InputError]:
    try:
        with Path(path).open("rb") as stream:
            yield from _safely(stream, path, _kind(path))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        yield _unreadable(path, error)


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False  # one of them is not there


def _kind(path: str) -> str | None:
    """Return "text", "html" or "jsonl" by the suffix, None where it says nothing."""
    return _KINDS.get(Path(path.removesuffix(".gz")).suffix.lower())


def _unreadable(path: str, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or error
    return InputError(f"cannot be read: {reason}", where=path, hint="Check the path and your rights to it")


def _safely(stream: BinaryIO, name: str, kind: str | None) -> Iterator[Article | InputError]:
    """Read a stream of bytes, turning the trouble a disk or a damaged archive makes into an InputError."""
    # Standard input and files can look ahead themselves; a second buffer would wait for a slow pipe to fill.
    given = stream if isinstance(stream, BufferedReader) else None
    buffered = given or BufferedReader(cast("RawIOBase", stream))
    try:
        if buffered.peek(2)[:2] == _GZIP:
            with gzip.open(buffered) as unpacked:
                yield from _stream(cast("BinaryIO", unpacked), name, kind)
        else:
            yield from _stream(buffered, name, kind)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield InputError(f"a damaged gzip file: {error}", where=name, hint="Fetch or pack it again")
    except OSError as error:
        yield _unreadable(name, error)
    finally:
        if given is None:
            buffered.detach()  # the stream is the caller's to close


def _stream(stream: BinaryIO, name: str, kind: str | None) -> Iterator[Article | InputError]:
    blank = []
    while (line := stream.readline()) and not line.strip():
        blank.append(line)
    if kind == "jsonl" or (kind is None and _record(line)):
        for number, row in enumerate(chain([line], stream), len(blank) + 1):
            if row.strip():
                yield _line(row, f"{name}, line {number}")
    else:
        yield _document(b"".join([*blank, line, stream.read()]), name, kind)


def _line(line: bytes, where: str) -> Article | InputError:
    try:
        return read_article(line, where)
    except InputError as error:
        return error


def _document(data: bytes, name: str, kind: str | None) -> Article | InputError:
    """Return the one article of a file that is not JSON Lines."""
    if what := next((what for start, what in _PACKED.items() if data.startswith(start)), None):
        return InputError(f"{what}, and not a text", where=name, hint="Save it as plain text or HTML first")
    if kind is None and "text" in _record(data):
        return _line(data, name)  # one record spread over several lines
    decoded = decode(data)
    text, assumed, extra = decoded.text, decoded.assumed, {}
    if kind == "html" or (kind is None and looks_like_html(text[:1000])):
        page = article_text(data)
        text, assumed = page.text, page.assumed
        about = {"title": page.title, "date": page.date, "html_lang": page.lang}
        extra = {key: value for key, value in about.items() if value}
    outcomes = (Outcome(stage=STAGE, status="ok", message=assumed),) if assumed else ()
    return Article(id=name, text=text, outcomes=outcomes, extra=extra)


def _record(data: bytes) -> dict[str, Any]:
    """Return the JSON object that `data` is, or an empty one if it is something else."""
    data = data.removeprefix(BOM_UTF8).strip()
    if not data.startswith(b"{"):
        return {}
    try:
        value = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
