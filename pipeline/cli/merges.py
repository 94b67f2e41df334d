"""The commands that show what entities are made of: gazetteer show, merges, unmerge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options
from pipeline.cli.messages import say
from pipeline.cli.versions import AsJson, Root
from pipeline.errors import GazetteerError

if TYPE_CHECKING:
    from pipeline.gazetteer.entity import Entity
    from pipeline.gazetteer.merge import Merged


def show(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The id of an entity, or of a record it is made of.")
    ],
    gazetteer: options.GazetteerPath = None,
    as_json: AsJson = False,
) -> None:
    """Show an entity: its names, their sources, what it was made of.

    \b
    Examples:
      exonym gazetteer show per.shin-won-sik
      exonym gazetteer show Q7747 -g world
    """
    import msgspec

    opened = options.gazetteer(gazetteer)
    entity = opened.find(id)
    if entity is None:
        raise GazetteerError(
            f"the gazetteer has no {id}", hint="Find ids by name with: exonym lookup NAME -g FOLDER"
        )
    made = opened.merged(entity.id)
    if as_json:
        typer.echo(msgspec.json.encode({"entity": entity, "merged": made}))
        return
    for line in (*_lines(entity), *(_made_of(made) if made else ())):
        say(line)


def merges(
    gazetteer: options.GazetteerPath = None,
    refused: Annotated[
        bool, typer.Option("--refused", help="Those that were not merged though something spoke for it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the entities that were made of several records, and why.

    \b
    Examples:
      exonym gazetteer merges -g world
      exonym gazetteer merges -g world --refused
    """
    import msgspec

    found = options.gazetteer(gazetteer).merges()
    if refused:
        for one in found.refused:
            if as_json:
                typer.echo(msgspec.json.encode(one))
            else:
                say(f"{one.one}  {one.other}  {one.says}")
        return
    for id_, made in sorted(found.merged.items()):
        if as_json:
            typer.echo(msgspec.json.encode({"id": id_, "records": made.records, "why": made.why}))
            continue
        say(f"{id_}  {made.records[0].name}")
        for line in _made_of(made):
            say(line)


def unmerge(
    id: Annotated[str, typer.Argument(metavar="ID", help="The entity to take apart.")],
    gazetteer: Root,
    record: Annotated[
        str | None,
        typer.Argument(
            metavar="RECORD", help="The record to take out of it. [default: all]", show_default=False
        ),
    ] = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for others.")] = "",
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="Who decides. [default: your user name]")
    ] = None,
) -> None:
    """Take an entity made of several records apart again.

    The records are declared distinct, which later builds mind, and a new version is
    made at once. To merge them again, remove the decisions and build.

    \b
    Examples:
      exonym gazetteer unmerge per.kim -g world
      exonym gazetteer unmerge per.kim NK-123 -g world --why "the father"
    """
    from pipeline.cli.overrides import signed
    from pipeline.gazetteer import unmerge as apart

    decisions, version = apart.unmerge(gazetteer, id, record, **signed(who), why=why)
    for decision in decisions:
        say(decision.says())
    typer.echo(f"{gazetteer}: version {version} is in force")


def _lines(entity: Entity) -> Iterator[str]:
    yield f"{entity.id}  {entity.type}  {entity.name}"
    known = {
        "description": entity.description,
        "family": entity.family,
        "country": entity.country,
        "born": entity.born,
        "coordinates": entity.coordinates and "{:.4f}, {:.4f}".format(*entity.coordinates),
        "offices": "; ".join(entity.offices),
        "weight": f"{entity.weight:.2f}",
        "same as": " ".join(entity.same_as),
        "source": entity.source,
    }
    for label, value in known.items():
        if value:
            yield f"{label:12}{value}"
    yield "names"
    for name in entity.names:
        about = [name.lang, *([name.kind] if name.kind != "full" else [])]
        yield f"  {name.text} ({', '.join(about)})" + (f"  {name.source}" if name.source else "")


def _made_of(made: Merged) -> Iterator[str]:
    for record in made.records:
        yield f"  made of  {record.id}  {record.name}  ({record.source})"
    for reason in made.why:
        yield f"  because  {reason}"
