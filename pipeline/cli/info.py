"""The command gazetteer info."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options

if TYPE_CHECKING:
    from pipeline.gazetteer.store import Gazetteer, Manifest


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
