"""The command that says who or what a name stands for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
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
    from pipeline.gazetteer.lookup import Answer
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
    from pipeline.cli.queries import queries
    from pipeline.formats.jsonl import Query
    from pipeline.gazetteer.clues import clues

    try:
        clues(country, office)
    except InputError as error:
        raise typer.BadParameter(str(error), param_hint="--country") from None
    told = Query(
        id="",
        text="",
        lang=lang,
        type=cast("EntityType | None", type and type.value),
        country=country,
        office=office,
    )
    report = Report()
    as_text = output.chosen(format, destination, output.LineFormat) == "text"
    total = count([str(inputs)]) if inputs and not names else None
    with output.opened(destination) as stream, Meter("looking up", total) as meter:
        silent = stream.isatty()  # the answers themselves show how far it is
        answers = _answers(opened, queries(names or (), inputs, report), told, explain, report)
        for number, (query, answer) in enumerate(answers):
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


def _answers(
    gazetteer: Gazetteer, asked: Iterable[list[Query]], told: Query, why: bool, report: Report
) -> Iterator[tuple[Query, Answer]]:
    """Yield what is asked, and the answer to it; tell of what cannot be answered."""
    from pipeline.cli.queries import wanted
    from pipeline.gazetteer.lookup import lookup_all

    for together in asked:
        known = []
        for query in together:
            try:
                known.append((query, wanted(query, told)))
            except InputError as error:
                report.error(error)
        answers = lookup_all(gazetteer, (one for _, one in known), why=why)
        yield from zip((query for query, _ in known), answers, strict=True)


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
