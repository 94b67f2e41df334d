"""The commands about gazetteers: build, info, and those of the modules beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options, overrides, versions
from pipeline.cli.diff import SHIPPED, diff
from pipeline.cli.messages import Report, tell
from pipeline.cli.progress import Meter

if TYPE_CHECKING:
    from pipeline.gazetteer.store import Gazetteer

app = typer.Typer(help="Build gazetteers of your own, see and keep what is in them.", no_args_is_help=True)

# What may be done with the records of each source; "exonym" is also the source of records that name none.
_LICENCES = {
    "cldr": "Unicode CLDR, Unicode License v3",
    "geonames": "GeoNames, CC BY 4.0, https://www.geonames.org/",
}


@app.command()
def build(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="JSON Lines of records with id, type, name and names."),
    ],
    destination: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FOLDER", help="Where the gazetteer goes, or is renewed."),
    ],
    only: Annotated[
        bool, typer.Option("--only", help="Leave out the entities that ship with exonym.")
    ] = False,
    aliases_from: Annotated[
        str | None,
        typer.Option(
            "--aliases-from",
            metavar="FOLDER",
            help="Leave out what ships too, but lend your entities the other spellings that this gazetteer "
            'knows for them; "shipped" is the one that ships.',
            show_default=False,
        ),
    ] = None,
) -> None:
    """Build a gazetteer from your records.

    The entities that ship with exonym are in it too; of two with one id yours wins.

    \b
    Examples:
      exonym gazetteer build staff.jsonl -o staff
      exonym gazetteer build staff.jsonl -o staff --aliases-from shipped
      exonym gazetteer build world.jsonl -o world --only
    """
    from pipeline.gazetteer import build as builder
    from pipeline.gazetteer import shipped

    lender = None
    if aliases_from is not None:
        lender = options.gazetteer(None if aliases_from == SHIPPED else Path(aliases_from), "--aliases-from")
    alone = only or lender is not None
    with Meter("building") as meter:
        meter.show()
        made = builder.build(files, destination, base=() if alone else shipped.records(), aliases_from=lender)
    report = Report()
    for error in made.errors:
        report.error(error)
    manifest = made.manifest
    typer.echo(
        f"{destination}: {manifest.entities:,} entities, {manifest.names:,} names, version {manifest.version}"
    )
    if lender is not None:
        typer.echo(f"{made.lent:,} were lent the names of {aliases_from}")
    if made.errors:
        tell(f"{_counted(len(made.errors), 'record')} left out, the rest is in the gazetteer")
    report.finish()


@app.command()
def info(
    gazetteer: options.GazetteerPath = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")] = False,
) -> None:
    """Say what is in a gazetteer.

    Version, place and size, entities by type, and sources with their licences.

    \b
    Examples:
      exonym gazetteer info
      exonym gazetteer info -g staff --json
    """
    opened = options.gazetteer(gazetteer)
    size = sum(file.stat().st_size for file in opened.folder.iterdir())
    if as_json:
        _as_json(opened, size)
    else:
        _as_text(opened, size)


def _as_json(opened: Gazetteer, size: int) -> None:
    import msgspec

    manifest = opened.manifest
    facts = {
        "version": manifest.version,
        "format": manifest.format,
        "entities": manifest.entities,
        "names": manifest.names,
        "types": manifest.types,
        "sources": {
            source: {"entities": number, "licence": _LICENCES.get(source)}
            for source, number in manifest.sources.items()
        },
        "path": str(opened.folder),
        "bytes": size,
    }
    typer.echo(msgspec.json.encode(facts))


def _as_text(opened: Gazetteer, size: int) -> None:
    manifest = opened.manifest
    rows = [
        ("version", f"{manifest.version} (format {manifest.format})"),
        ("path", str(opened.folder)),
        ("size", f"{size / 1e6:,.1f} MB"),
        ("entities", f"{manifest.entities:,}"),
        *((f"  {kind}", f"{number:,}") for kind, number in manifest.types.items()),
        ("names", f"{manifest.names:,}"),
    ]
    for label, value in rows:
        typer.echo(f"{label:10}{value}")
    typer.echo("sources")
    wide = max(map(len, manifest.sources), default=0)
    for source, number in manifest.sources.items():
        typer.echo(f"  {source:{wide}}  {number:>7,}  {_LICENCES.get(source, '')}".rstrip())


def _counted(number: int, thing: str) -> str:
    return f"1 {thing} was" if number == 1 else f"{number:,} {thing}s were"


for command in (versions.history, versions.use, versions.rollback, versions.prune, versions.verify, diff):
    app.command()(command)
app.add_typer(overrides.app, name="override")
