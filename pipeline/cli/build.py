"""The command gazetteer build."""

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

from pipeline.cli import options
from pipeline.cli.diff import SHIPPED
from pipeline.cli.languages import tag
from pipeline.cli.messages import Report, counted, tell
from pipeline.cli.progress import Meter
from pipeline.errors import ExonymError

if TYPE_CHECKING:
    from pipeline.gazetteer import build as builder

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
    (table); also packed with gzip, bzip2 or zip. A glossary, spelling tab
    canonical name, has to be called one: --from glossary.

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
    _tell(made, destination, aliases_from)
    if gone := prune(destination, keep):
        typer.echo(f"{counted(len(gone), 'old version')} removed, {keep} are kept")
    if made.errors:
        left = counted(len(made.errors), "record was", "records were")
        tell(f"{left} left out, the rest is in the gazetteer")
    report.finish()


def _tell(made: builder.Report, destination: Path, aliases_from: str | None) -> None:
    """Say what a build came to."""
    manifest = made.manifest
    typer.echo(
        f"{destination}: {counted(manifest.entities, 'entity', 'entities')}, "
        f"{counted(manifest.names, 'name')}, version {manifest.version}"
    )
    if aliases_from is not None:
        typer.echo(f"{counted(made.lent, 'was', 'were')} lent the names of {aliases_from}")
    if made.replaced:
        typer.echo(f"{counted(made.replaced, 'record')} gave way to a later one with the same id")
    if made.merged or made.refused:
        typer.echo(
            f"{made.merged:,} are made of several records, {made.refused:,} pairs were kept apart; "
            f"why: exonym gazetteer merges -g {destination}"
        )


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
