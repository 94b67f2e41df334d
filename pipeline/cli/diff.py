"""The command gazetteer diff."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options, output

if TYPE_CHECKING:
    from pipeline.gazetteer.store import Gazetteer


class DiffFormat(StrEnum):
    """How the changes may be written."""

    text = "text"
    jsonl = "jsonl"
    html = "html"


SHIPPED = "shipped"  # what the gazetteer that ships with exonym is called where a folder may be named

_SIDE = 'A gazetteer\'s folder, "shipped", or with -g a version or how it begins.'


def diff(
    a: Annotated[str, typer.Argument(metavar="A", help=_SIDE)],
    b: Annotated[str, typer.Argument(metavar="B", help="The newer one, named likewise.")],
    gazetteer: Annotated[
        Path | None,
        typer.Option(
            "--gazetteer", "-g", metavar="FOLDER", help="Whose versions A and B are.", show_default=False
        ),
    ] = None,
    destination: Annotated[Path | None, options.output(".txt, .jsonl or .html")] = None,
    form: Annotated[
        DiffFormat | None,
        typer.Option("--format", "-f", help="How to write it. [default: text]", show_default=False),
    ] = None,
) -> None:
    """Tell what changed from one gazetteer to another.

    Entities that are new, gone, renamed, merged or split, and the names that others gained and lost.

    \b
    Examples:
      exonym gazetteer diff 3f9a 81c0 -g staff
      exonym gazetteer diff shipped staff -o changes.html
    """
    import msgspec

    from pipeline.gazetteer import diff_report
    from pipeline.gazetteer.diff import diff as compare

    before, after = _opened(a, gazetteer, "A"), _opened(b, gazetteer, "B")
    changes = compare(before, after)
    chosen = output.chosen(form, destination, DiffFormat, "text")
    with output.opened(destination) as stream:
        if chosen == "jsonl":
            for change in changes:
                output.write_line(msgspec.json.encode(change).decode(), stream)
        elif chosen == "html":
            stream.writelines(diff_report.page(changes, before.version, after.version))
        else:
            for line in diff_report.lines(changes):
                output.write_line(line, stream)
            output.write_line(f"{before.version} → {after.version}: {diff_report.summary(changes)}", stream)


def _opened(side: str, root: Path | None, argument: str) -> Gazetteer:
    from pipeline.gazetteer import versions

    if root is not None:
        return options.gazetteer(versions.pick(root, side), argument)
    return options.gazetteer(None if side == SHIPPED else Path(side), argument)
