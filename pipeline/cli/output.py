"""Where a command's output goes, and in which format."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from pipeline.errors import ExonymError, InputError

if TYPE_CHECKING:
    from pipeline.article import Article


class Format(StrEnum):
    """What articles can be written as."""

    text = "text"
    jsonl = "jsonl"
    html = "html"
    csv = "csv"


class LineFormat(StrEnum):
    """What is told a line each can be written as."""

    text = "text"
    jsonl = "jsonl"


LANGUAGES = "languages"
"""What "text" means to exonym detect: a line an article, as it has nothing else to show."""

_SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
}


def chosen(
    format: str | None, output: Path | None, formats: type[StrEnum] = Format, usual: str = "jsonl"
) -> str:
    """Return the format asked for, or told by the suffix of the output, or fit for where it goes.

    In a terminal that is text, in a pipe or a file of another suffix the `usual` one. Raises BadParameter
    for a suffix of something else than these `formats`.
    """
    if format:
        return str(format)
    if is_stdout(output):
        return "text" if sys.stdout.isatty() else usual
    found = _SUFFIXES.get(Path(str(output)).suffix.lower(), usual)
    if found not in set(formats):
        raise typer.BadParameter(f"this cannot be written as {found}", param_hint="--output")
    return found


def is_stdout(output: Path | None) -> bool:
    """Return whether the output is standard output: none named, or "-"."""
    return output is None or str(output) == "-"


@contextmanager
def opened(output: Path | None) -> Iterator[TextIO]:
    """Open the output for text in UTF-8, which a file gets as a whole or not at all.

    A file is written aside and takes its name when all is there; if the command is cut short, what was
    there before stays. Raises BadParameter if it cannot be written.
    """
    if output is None or is_stdout(output):
        if isinstance(sys.stdout, TextIOWrapper):
            terminal = sys.stdout.isatty()
            sys.stdout.reconfigure(
                encoding=None if terminal else "utf-8", errors="replace", newline=None if terminal else ""
            )
        yield sys.stdout
        return
    path = output.resolve()
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    plain_file = path.is_file() or not path.exists()
    if plain_file and path.exists() and not os.access(path, os.W_OK):  # a new file could take its place
        raise typer.BadParameter(f"cannot write {output}: it is read-only", param_hint="--output")
    try:
        stream = (aside if plain_file else path).open(
            "x" if plain_file else "w", encoding="utf-8", errors="replace", newline=""
        )
    except OSError as error:
        raise typer.BadParameter(f"cannot write {output}: {error.strerror}", param_hint="--output") from None
    try:
        with stream:
            yield stream
        if plain_file:
            if path.exists():
                aside.chmod(path.stat().st_mode)
            aside.replace(path)
    finally:
        if plain_file:
            aside.unlink(missing_ok=True)


def spare(output: Path | None, sources: Sequence[str], unread: int) -> None:
    """Raise InputError, before `opened` ends, if the output would replace inputs that could not be read."""
    if output and unread and any(_same(Path(source), output) for source in sources):
        raise InputError(
            "left as it was, for what could not be read in it would be lost",
            where=str(output),
            hint="Mend it first, or write to another file",
        )


def _same(path: Path, other: Path) -> bool:
    return path.is_file() and other.is_file() and path.samefile(other)


def write(
    articles: Iterable[Article], format: str, stream: TextIO, failed: Callable[[ExonymError], None]
) -> None:
    """Write articles as they come; `failed` is told of each that JSON Lines cannot hold."""
    if format == "html":
        from pipeline.formats.html_report import page

        stream.writelines(page(articles))
    elif format == "csv":
        from pipeline.formats.csv import write_rows

        write_rows(articles, stream)
    elif format == "text":
        from rich.console import Console

        from pipeline.formats.terminal import show

        console = Console(file=stream, highlight=False)
        for article in articles:
            show(article, console)
    elif format == LANGUAGES:
        for article in articles:
            write_line(_languages(article), stream)
    else:
        from pipeline.formats.jsonl import write_article

        for article in articles:
            try:
                line = write_article(article)
            except ExonymError as error:
                failed(error)
            else:
                write_line(line, stream)


def _languages(article: Article) -> str:
    """Return an article's language, how sure that is, its id, and the share of each other language in it."""
    from pipeline.formats.marked import plain

    sizes: dict[str, int] = {}
    sure = 0.0
    for part in article.parts:
        size = part.end - part.start
        sizes[part.lang] = sizes.get(part.lang, 0) + size
        sure += part.confidence * size if part.lang == article.lang else 0.0
    lang = article.lang or "und"
    confidence = sure / sizes[lang] if sizes.get(lang) else 0.0
    total = sum(sizes.values())
    others = [
        f"{other} {size / total:.0%}"
        for other, size in sorted(sizes.items(), key=lambda item: -item[1])
        if other != lang
    ]
    return f"{lang:7} {confidence:>4.0%}  {plain(article.id)}" + (
        f"  ({', '.join(others)})" if others else ""
    )


def write_line(line: str, stream: TextIO) -> None:
    """Write one line; the next command in a pipe sees it at once."""
    stream.write(line + "\n")
    if stream is sys.stdout:
        stream.flush()
