"""The commands about the versions of a gazetteer: history, use, rollback, prune, verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.messages import FAILED, counted, tell

Root = Annotated[
    Path,
    typer.Option("--gazetteer", "-g", metavar="FOLDER", help="The gazetteer: the folder it was built in."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON Lines, for programs.")]


def history(gazetteer: Root, as_json: AsJson = False) -> None:
    """List the versions a gazetteer keeps, newest first.

    The one marked with a star is in force: names are looked up in it.

    \b
    Examples:
      exonym gazetteer history -g staff
      exonym gazetteer history -g staff --json
    """
    import msgspec

    from pipeline.gazetteer import versions

    for one in versions.history(gazetteer):
        if as_json:
            typer.echo(msgspec.json.encode(one))
            continue
        held = "cannot be read"
        if one.entities is not None and one.names is not None:
            held = f"{counted(one.entities, 'entity', 'entities')}, {counted(one.names, 'name')}"
        line = f"{'*' if one.current else ' '} {one.version}  {one.built:%Y-%m-%d %H:%M} UTC  {held}"
        typer.echo(f"{line}  {', '.join(filter(None, map(str, one.origins)))}".rstrip())


def use(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="Its name, or how that begins.")],
    gazetteer: Root,
) -> None:
    """Put another version in force, once it proves whole.

    \b
    Example:
      exonym gazetteer use 3f9a -g staff
    """
    from pipeline.gazetteer import versions

    typer.echo(f"{gazetteer}: version {versions.use(gazetteer, version)} is in force")


def rollback(gazetteer: Root) -> None:
    """Go back to the version built before the one in force.

    \b
    Example:
      exonym gazetteer rollback -g staff
    """
    from pipeline.gazetteer import versions

    typer.echo(f"{gazetteer}: version {versions.rollback(gazetteer)} is in force")


def prune(
    gazetteer: Root,
    keep: Annotated[int, typer.Option("--keep", min=1, metavar="N", help="How many to keep.")] = 3,
) -> None:
    """Remove old versions, but never the one in force.

    Programs that have an old version open go on with it.

    \b
    Example:
      exonym gazetteer prune -g staff --keep 2
    """
    from pipeline.gazetteer import versions

    gone = versions.prune(gazetteer, keep)
    typer.echo(f"{gazetteer}: {len(gone)} removed{': ' if gone else ''}{', '.join(gone)}")


def verify(
    gazetteer: Root,
    all_versions: Annotated[
        bool, typer.Option("--all", help="Every version, not the one in force alone.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check every file against its checksum.

    \b
    Examples:
      exonym gazetteer verify -g staff
      exonym gazetteer verify -g staff --all
    """
    import msgspec

    from pipeline.errors import GazetteerError
    from pipeline.gazetteer import versions

    failed = False
    for one in versions.history(gazetteer):
        if not (one.current or all_versions):
            continue
        try:
            bad = versions.damage(Path(one.folder))
        except GazetteerError as error:
            bad = ["manifest.json"]
            tell(error.message, hint=error.hint)
        failed = failed or bool(bad)
        if as_json:
            typer.echo(msgspec.json.encode({"version": one.version, "damaged": bad}))
        else:
            typer.echo(f"{one.version}  {'damaged: ' + ', '.join(bad) if bad else 'whole'}")
    if failed:
        tell("build the gazetteer again, or go back: exonym gazetteer rollback -g FOLDER")
        raise typer.Exit(FAILED)
