"""The command gazetteer diff."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options

if TYPE_CHECKING:
    from pipeline.gazetteer.store import Gazetteer


class DiffFormat(StrEnum):
    """How the changes may be written."""

    text = "text"
    jsonl = "jsonl"
    html = "html"


SHIPPED = "shipped"  # what the gazetteer that ships with exonym is called where a folder may be named

_Side = Annotated[
    str, typer.Argument(help='A gazetteer\'s folder, "shipped", or with -g a version or how it begins.')
]


def diff(
    a: _Side,
    b: _Side,
    gazetteer: Annotated[
        Path | None,
        typer.Option(
            "--gazetteer", "-g", metavar="FOLDER", help="Whose versions A and B are.", show_default=False
        ),
    ] = None,
    form: Annotated[DiffFormat, typer.Option("--format", "-f", help="How to write it.")] = DiffFormat.text,
) -> None:
    """Tell what changed from one gazetteer to another.

    Entities that are new, gone, renamed, merged or split, and the names that others gained and lost.

    \b
    Examples:
      exonym gazetteer diff 3f9a 81c0 -g staff
      exonym gazetteer diff shipped staff --format html > changes.html
    """
    import msgspec

    from pipeline.gazetteer import diff_report
    from pipeline.gazetteer.diff import diff as compare

    before, after = _opened(a, gazetteer, "A"), _opened(b, gazetteer, "B")
    changes = compare(before, after)
    if form is DiffFormat.jsonl:
        for change in changes:
            typer.echo(msgspec.json.encode(change))
    elif form is DiffFormat.html:
        for piece in diff_report.page(changes, before.version, after.version):
            typer.echo(piece, nl=False)
    else:
        for line in diff_report.lines(changes):
            typer.echo(line)
        typer.echo(f"{before.version} → {after.version}: {diff_report.summary(changes)}")


def _opened(side: str, root: Path | None, argument: str) -> Gazetteer:
    from pipeline.gazetteer import versions

    if root is not None:
        return options.gazetteer(versions.pick(root, side), argument)
    return options.gazetteer(None if side == SHIPPED else Path(side), argument)
