"""The commands about gazetteers: build, info, and those of the modules beside this one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from pipeline.cli import merges, options, overrides, versions
from pipeline.cli.affected import affected
from pipeline.cli.diff import SHIPPED, diff
from pipeline.cli.languages import tag
from pipeline.cli.messages import Report, counted, tell
from pipeline.cli.progress import Meter
from pipeline.cli.refresh import refresh
from pipeline.errors import ExonymError

if TYPE_CHECKING:
    from pipeline.gazetteer.store import Gazetteer, Manifest

app = typer.Typer(help="Build gazetteers of your own, see and keep what is in them.", no_args_is_help=True)


STDIN = Path("-")
# The file that standard input is put into, wherever folders for such are.
_SPOOL = "exonym-spool-"
_SPOOLED = re.compile(rf"\S*{_SPOOL}\w+[/\\]stdin")


class Source(StrEnum):
    """The kinds of files a gazetteer is built from, see pipeline.gazetteer.sources."""

    exonym = "exonym"
    ftm = "ftm"
    geonames = "geonames"
    glossary = "glossary"
    jrc = "jrc"
    table = "table"
    wikidata = "wikidata"


@app.command()
def build(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Records, in any of the formats above; - is standard input."),
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
    source: Annotated[
        Source | None,
        typer.Option("--from", help="What the files are. [default: told from each]", show_default=False),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="FIELD=HEADING", help="Which column of a table holds what; again for each."
        ),
    ] = None,
    kind: Annotated[
        options.Type | None, typer.Option("--type", help="Type of the rows of a table that state none.")
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang", "-l", metavar="CODE", callback=tag, help="Language of a glossary's spellings."
        ),
    ] = None,
) -> None:
    """Build a gazetteer from your records.

    It reads JSON Lines with id, type, name and names (exonym), FollowTheMoney
    JSON Lines as OpenAleph and OpenSanctions export them (ftm), GeoNames with
    alternateNamesV2.txt beside (geonames), JRC-Names (jrc), Wikidata's JSON
    dump and answers of wbgetentities (wikidata), and CSV or TSV with a heading
    (table); also packed with gzip or bzip2. A glossary, spelling tab canonical
    name, has to be called one: --from glossary.

    The entities that ship with exonym are in it too; of two with one id yours
    wins. Records of several sources that are of one thing become one entity:
    exonym gazetteer merges says which and why.

    \b
    Examples:
      exonym gazetteer build staff.jsonl -o staff
      exonym gazetteer build staff.jsonl -o staff --aliases-from shipped
      exonym gazetteer build world.jsonl -o world --only
      exonym gazetteer build entities.ftm.json.gz -o sanctions
      exonym gazetteer build list.csv --column name=Nazwisko --type PER -o list
    """
    from pipeline.article import EntityType
    from pipeline.gazetteer import build as builder
    from pipeline.gazetteer import catalogue, shipped, sources
    from pipeline.gazetteer.versions import prune

    keep = catalogue.read(options.settings().sources).refresh.keep
    how = sources.Options(
        kind=next((one for one in sources.KINDS if one == source), None),
        columns=_mapping(columns or ()),
        type=next((one for one in get_args(EntityType) if one == kind), None),
        lang=lang or "und",
    )
    lender = None
    if aliases_from is not None:
        lender = options.gazetteer(None if aliases_from == SHIPPED else Path(aliases_from), "--aliases-from")
    alone = only or lender is not None
    with Meter("building") as meter, _spooled(files) as paths:
        meter.show()
        made = builder.build(
            paths, destination, base=() if alone else shipped.records(), aliases_from=lender, options=how
        )
    report = Report()
    for error in made.errors:
        report.error(_of_stdin(error))
    manifest = made.manifest
    typer.echo(
        f"{destination}: {counted(manifest.entities, 'entity', 'entities')}, "
        f"{counted(manifest.names, 'name')}, version {manifest.version}"
    )
    if lender is not None:
        typer.echo(f"{counted(made.lent, 'was', 'were')} lent the names of {aliases_from}")
    if made.replaced:
        typer.echo(f"{counted(made.replaced, 'record')} gave way to a later one with the same id")
    if made.merged or made.refused:
        typer.echo(
            f"{made.merged:,} are made of several records, {made.refused:,} pairs were kept apart; "
            f"why: exonym gazetteer merges -g {destination}"
        )
    if gone := prune(destination, keep):
        typer.echo(f"{counted(len(gone), 'old version')} removed, {keep} are kept")
    if made.errors:
        left = counted(len(made.errors), "record was", "records were")
        tell(f"{left} left out, the rest is in the gazetteer")
    report.finish()


@app.command()
def info(
    gazetteer: options.GazetteerPath = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")] = False,
) -> None:
    """Say what is in a gazetteer.

    Version, place and size, entities by type, sources with their licences, and
    what a refresh fetched them from.

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
        "merged": manifest.merged,
        "sources": {
            source: {
                "entities": manifest.sources.get(source, 0),
                "names": manifest.names_from.get(source, 0),
                "licence": _licence(source, manifest),
            }
            for source in _sources(manifest)
        },
        "origins": manifest.origins,
        "path": str(opened.folder),
        "bytes": size,
    }
    typer.echo(msgspec.json.encode(facts))


def _as_text(opened: Gazetteer, size: int) -> None:
    manifest = opened.manifest
    rows = [
        ("version", f"{manifest.version} (format {manifest.format})"),
        ("path", str(opened.folder)),
        ("size", f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"),
        ("entities", f"{manifest.entities:,}"),
        *((f"  {kind}", f"{number:,}") for kind, number in manifest.types.items()),
        ("names", f"{manifest.names:,}"),
    ]
    for label, value in rows:
        typer.echo(f"{label:10}{value}")
    typer.echo("sources")
    wide = max(map(len, _sources(manifest)), default=0)
    for source in _sources(manifest):
        number = manifest.sources.get(source, 0)
        lent = manifest.names_from.get(source, 0)
        notes = [f"and {lent:,} names of others" if lent else "", _licence(source, manifest) or ""]
        typer.echo(f"  {source:{wide}}  {number:>7,}  {'; '.join(filter(None, notes))}".rstrip())
    for origin in manifest.origins:
        typer.echo(f"from {origin.source} {origin.version}".rstrip() + f", {origin.entities:,} records")
        for file in origin.files:
            seen = ", ".join(filter(None, (f"{file.fetched:%Y-%m-%d %H:%M} UTC", file.etag or file.modified)))
            typer.echo(f"  {file.at or file.url}  {seen}")


def _sources(manifest: Manifest) -> list[str]:
    """Return the sources that entities or names are from."""
    return sorted({*manifest.sources, *manifest.names_from})


def _licence(source: str, manifest: Manifest) -> str | None:
    """Return the licence of a source, as it was when the version was made if that is known."""
    from pipeline.gazetteer.catalogue import Licence
    from pipeline.gazetteer.sources import licence

    stated = [Licence(one.licence, one.attribution) for one in manifest.origins if one.source == source]
    return str(stated[0]) if stated and str(stated[0]) else licence(source)


@contextmanager
def _spooled(files: Sequence[Path]) -> Iterator[list[Path]]:
    """Give the files, standard input as one of its own: what kind it is has to be told before it is read."""
    if STDIN not in files:
        yield list(files)
        return
    with TemporaryDirectory(prefix=_SPOOL) as folder:
        path = Path(folder, "stdin")
        with path.open("wb") as file:
            copyfileobj(typer.get_binary_stream("stdin"), file)
        try:
            yield [path if one == STDIN else one for one in dict.fromkeys(files)]
        except ExonymError as error:
            raise _of_stdin(error) from None


def _of_stdin(error: ExonymError) -> ExonymError:
    """Return an error that names standard input where it named the file that this was put into."""
    error.message = _SPOOLED.sub("stdin", error.message)
    error.where = error.where and _SPOOLED.sub("stdin", error.where)
    return error


def _mapping(columns: Sequence[str]) -> dict[str, str]:
    """Return the headings of a table by field, from "name=Nazwisko"; raises BadParameter."""
    from pipeline.gazetteer.sources.table import COLUMNS

    pairs = [column.partition("=") for column in columns]
    if bad := [field for field, sign, heading in pairs if not (field and sign and heading)]:
        raise typer.BadParameter(f"{bad[0]} is no FIELD=HEADING", param_hint="--column")
    if bad := [field for field, _, _ in pairs if field not in COLUMNS and not field.startswith("name:")]:
        raise typer.BadParameter(
            f"there is no field {bad[0]}; there are: {', '.join(COLUMNS)}, name:LANG", param_hint="--column"
        )
    return {field: heading for field, _, heading in pairs}


for command in (
    refresh,
    *(merges.show, merges.merges, merges.unmerge, diff, affected),
    *(versions.history, versions.use, versions.rollback, versions.prune, versions.verify),
):
    app.command()(command)
app.add_typer(overrides.app, name="override")
