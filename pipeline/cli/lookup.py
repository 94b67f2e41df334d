"""The command that says who or what a name stands for."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, TextIO, cast

import typer

from pipeline.cli import options, output
from pipeline.cli.messages import Report, one_line
from pipeline.cli.progress import Meter, count
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.article import EntityType
    from pipeline.formats.jsonl import Query
    from pipeline.gazetteer.lookup import Answer, Wanted
    from pipeline.gazetteer.store import Gazetteer

# What rounds to 0.00 is not worth a line.
_SHOWN = 0.005
_COLOURS = {"linked": "green", "ambiguous": "yellow", "unknown": "red"}


def lookup(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help="Names to look up; - reads them from standard input, one a line or as JSON Lines.",
            show_default=False,
        ),
    ] = None,
    inputs: Annotated[
        Path | None,
        typer.Option(
            "--input",
            "-i",
            metavar="FILE",
            help='Names to look up, as JSON Lines: {"id", "text", "lang", "type", "country", "office"}; '
            "- is standard input.",
            show_default=False,
        ),
    ] = None,
    destination: options.AnswerOutput = None,
    format: options.AnswerFormat = None,
    gazetteer: options.GazetteerPath = None,
    lang: options.Lang = None,
    type: Annotated[
        options.Type | None,
        typer.Option(
            "--type",
            case_sensitive=False,
            help="What the names stand for where that is not said.",
            show_default=False,
        ),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            "--country",
            help="Of which country they are, by code (KR) or name; tells namesakes apart.",
            show_default=False,
        ),
    ] = None,
    office: Annotated[
        str | None,
        typer.Option(
            "--office", help='What they are, as "minister of defence"; the same.', show_default=False
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", "-e", help="Say why: the evidence for each verdict.")
    ] = False,
    source: Annotated[
        str | None,
        typer.Option(
            "--in",
            metavar="SOURCE",
            help="As in articles from this source: with the decisions that are for it alone.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Say who or what a name stands for, however it is spelt.

    \b
    Examples:
      exonym lookup "Szin Won Sik" --lang pl
      exonym lookup Szojgu --lang pl --type PER --explain
      exonym lookup Tripoli --country Lebanon
      exonym lookup --input names.jsonl --output answers.jsonl
    """
    if not names and inputs is None and sys.stdin.isatty():
        raise typer.BadParameter("give a name, or pipe names in", param_hint="NAME")
    if not names and inputs is None:
        names = ["-"]
    opened = options.gazetteer(gazetteer).within((source,) if source else ())
    from pipeline.gazetteer.clues import clues
    from pipeline.gazetteer.lookup import AT_ONCE, Wanted, lookup_all

    clues(country, office)  # tells of a country nobody knows before any work is done
    report = Report()
    kind = cast("EntityType | None", type and type.value)
    as_text = output.chosen(format, destination, output.LookupFormat) == "text"
    total = count([str(inputs)]) if inputs and not names else None
    with output.opened(destination) as stream, Meter("looking up", total) as meter:
        silent = stream.isatty()  # the answers themselves show how far it is
        asked: deque[Query] = deque()

        def wanted() -> Iterator[Wanted]:
            for query in _queries(names or [], inputs, report):
                try:
                    known = clues(query.country or country, query.office or office)
                except InputError as error:
                    report.error(InputError(error.message, where=query.id, hint=error.hint))
                    continue
                asked.append(query)
                yield Wanted(query.text, query.lang or lang or "und", query.type or kind, known)

        piped = "-" in (names or []) or str(inputs) == "-"  # whoever types a name waits for the answer
        answers = lookup_all(opened, wanted(), why=explain, at_once=1 if piped else AT_ONCE)
        for number, answer in enumerate(answers):
            query = asked.popleft()
            if as_text:
                if number and explain:
                    output.write_line("", stream)
                _show(_lines(answer, opened, stream.isatty()), stream)
            else:
                try:
                    output.write_line(_row(query, answer), stream)
                except InputError as error:  # an argument that is no UTF-8 cannot go into JSON
                    report.error(error)
            if not silent:
                meter.saw(query.text)
                meter.step("looking up", 1)
        output.spare(destination, [str(inputs)] if inputs else [], report.unread)
    report.finish()


def _queries(names: list[str], inputs: Path | None, report: Report) -> Iterator[Query]:
    """Yield the names given, those piped in and those of the file; tell of lines that cannot be read."""
    from pipeline.formats.jsonl import Query, read_query

    def read(lines: Iterator[tuple[bytes, str]], parse: Callable[[bytes, str], Query]) -> Iterator[Query]:
        """Yield what lines say; tell of those that say nothing."""
        for line, where in lines:
            try:
                yield parse(line, where)
            except InputError as error:
                report.error(error)

    for name in names:
        if name == "-":
            yield from read(_numbered(None), _name)
        else:
            yield Query(id=name, text=name)
    if inputs is not None:
        yield from read(_numbered(None if str(inputs) == "-" else inputs), read_query)


def _name(line: bytes, where: str) -> Query:
    """Return the name that a line is, or the query, as no name begins with a brace; raises InputError."""
    from pipeline.formats.jsonl import Query, read_query

    try:
        text = line.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        hint = "Names are read as UTF-8, one a line"
        raise InputError(f"not UTF-8 ({error.reason})", where=where, hint=hint) from None
    return read_query(text, where) if text.startswith("{") else Query(id=text, text=text)


def _numbered(path: Path | None) -> Iterator[tuple[bytes, str]]:
    """Yield the lines of a file, or of standard input, that are not blank, with the place of each.

    Raises InputError if the file cannot be read.
    """
    try:
        with sys.stdin.buffer if path is None else path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield line, f"{path or 'stdin'}, line {number}"
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", where=str(path), hint="Check the path"
        ) from error


def _row(query: Query, answer: Answer) -> str:
    from pipeline.formats.jsonl import write_answer

    return write_answer(
        query.id,
        status=answer.status,
        entity=answer.entity,
        name=answer.name,
        score=answer.score,
        candidates=answer.candidates,
        evidence=answer.evidence,
    )


def _lines(answer: Answer, gazetteer: Gazetteer, cut: bool) -> Iterator[str]:
    """Yield an answer as a person would read it: the verdict, the candidates and, if it says so, why.

    With `cut`, candidates take one line of the terminal each. Those next to impossible are left to JSON.
    """
    shown = [candidate for candidate in answer.candidates if candidate.score >= _SHOWN]
    columns = get_terminal_size().columns
    verdict = typer.style(answer.status, fg=_COLOURS[answer.status], bold=True)
    yield f"{typer.style(one_line(answer.text), bold=True)}  {verdict}"
    wide = max((len(candidate.name) for candidate in shown), default=0)
    long = max((len(candidate.entity) for candidate in shown), default=0)
    for candidate in shown:
        entity = gazetteer.find(candidate.entity)
        mark = "→" if candidate.entity == answer.entity else " "
        line = f"{mark} {candidate.name:{wide}}  {candidate.score:.2f}  {candidate.entity:{long}}"
        if entity:
            line += f"  {entity.type}  {entity.description or ''}"
        line = one_line(line).rstrip()
        line = line if len(line) <= columns or not cut else line[: columns - 1] + "…"
        yield line if mark == "→" or answer.status == "ambiguous" else typer.style(line, dim=True)
    for reason in answer.evidence:
        score = "    " if reason.score is None else f"{reason.score:.2f}"
        yield f"  {score}  {one_line(reason.says)}"


def _show(lines: Iterator[str], stream: TextIO) -> None:
    for line in lines:
        typer.echo(line, file=stream, color=False if os.environ.get("NO_COLOR") else None)
