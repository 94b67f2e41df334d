"""The command gazetteer affected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from pipeline.cli import options, output
from pipeline.cli.messages import Report, one_line
from pipeline.cli.progress import Meter
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.article import Article
    from pipeline.gazetteer.diff import Change
    from pipeline.mentions.affected import Effect


def affected(
    changes: Annotated[
        str,
        typer.Argument(metavar="DIFF", help="What gazetteer diff --format jsonl wrote; - is standard input."),
    ],
    runs: Annotated[
        list[Path],
        typer.Option(
            "--runs", "-r", metavar="DIR", help="Output of earlier runs: JSON Lines, or folders of it."
        ),
    ],
    destination: Annotated[Path | None, options.output(".txt or .jsonl")] = None,
    form: Annotated[
        output.LineFormat | None,
        typer.Option("--format", "-f", help="How to write it. [default: text]", show_default=False),
    ] = None,
) -> None:
    """Name the past articles that a new version changes, and why.

    They are told from what exonym run wrote as JSON Lines. To redo their names:
    exonym run --again.

    \b
    Examples:
      exonym gazetteer diff 3f9a 81c0 -g staff -f jsonl > changes.jsonl
      exonym gazetteer affected changes.jsonl --runs out/
    """
    from pipeline.mentions.affected import Effects

    effects = Effects(_changes(changes))
    report = Report()
    seen = touched = 0
    chosen = output.chosen(form, destination, output.LineFormat, "text")
    with output.opened(destination) as stream, Meter("reading") as meter:
        for path, article in _past(runs, report):
            seen += 1
            meter.saw(article.text)
            found = effects.on(article)
            meter.step("reading", 1)
            if not found:
                continue
            touched += 1
            if chosen == "jsonl":
                output.write_line(_row(path, article, found), stream)
            else:
                output.write_line(_told(path, article, found), stream)
        if chosen == "text":
            output.write_line(f"{touched:,} of {seen:,} articles", stream)
    report.finish()


def _past(runs: list[Path], report: Report) -> Iterator[tuple[Path, Article]]:
    """Yield the articles of earlier runs that have names, each with its file; tell of what cannot be read."""
    from pipeline.formats.inputs import read_articles

    for path in _files(runs, report):
        for article in read_articles([str(path)], typer.get_binary_stream("stdin")):
            if isinstance(article, InputError):
                report.error(article)
            elif article.gazetteer is not None:
                yield path, article


def _row(path: Path, article: Article, found: Sequence[Effect]) -> str:
    """Return as JSON where an article is that is touched, and why."""
    import msgspec

    return msgspec.json.encode({"file": str(path), "article": article.id, "reasons": found}).decode()


def _told(path: Path, article: Article, found: Sequence[Effect]) -> str:
    """Return the same to read, a line for each reason."""
    return "\n".join(map(one_line, (f"{path}: {article.id}", *(f"  {effect.says}" for effect in found))))


def _files(runs: list[Path], report: Report) -> Iterator[Path]:
    """Yield the files of JSON Lines that are named or in folders, in order; tell of what is not there."""
    for run in runs:
        found = sorted(run.rglob("*.jsonl*")) if run.is_dir() else [run] if run.is_file() else []
        if not found:
            report.error(
                InputError(
                    "no output of a run", where=str(run), hint="Give what exonym run -o FILE.jsonl wrote"
                )
            )
        yield from found


def _changes(source: str) -> Iterator[Change]:
    """Yield the changes that a file holds; raises InputError if it is none of a diff."""
    import msgspec

    from pipeline.gazetteer.diff import Change

    decoder = msgspec.json.Decoder(Change)
    with _opened(source) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise InputError(
                    f"not a change ({error})",
                    where=f"{source}, line {number}",
                    hint="Write the changes with: exonym gazetteer diff A B -g FOLDER --format jsonl",
                ) from None


def _opened(source: str) -> BinaryIO:
    if source == "-":
        return typer.get_binary_stream("stdin")
    try:
        return Path(source).open("rb")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=source, hint="Check the path") from error
