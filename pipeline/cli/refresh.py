"""The command gazetteer refresh."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options
from pipeline.cli.messages import FAILED, counted, tell, tell_error
from pipeline.cli.progress import Meter
from pipeline.cli.versions import Root

if TYPE_CHECKING:
    from pipeline.gazetteer.harvest import Harvest
    from pipeline.gazetteer.refresh import Loss, Report

_SHOWN = 20  # changes that are written out; gazetteer diff tells them all


def refresh(
    gazetteer: Root,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="Sources to ask, by their names in sources.toml. [default: those it is made of]",
            show_default=False,
        ),
    ] = None,
    catalogue: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            metavar="FILE",
            help="A list of sources of your own. [default: EXONYM_SOURCES, else the one that ships]",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Fetch and compare, but leave the gazetteer as it is.")
    ] = False,
    accept_shrink: Annotated[
        bool,
        typer.Option(
            "--accept-shrink", help="Go on although more entities go than max_loss in sources.toml allows."
        ),
    ] = False,
) -> None:
    """Bring a gazetteer up to date with its sources.

    Fetches what has changed, puts the sources together, tells what is different,
    and puts the new version in force by one swap. Programs that look names up are not disturbed, and
    exonym gazetteer rollback goes back.

    \b
    Examples:
      exonym gazetteer refresh geonames wikidata -g world
      exonym gazetteer refresh -g world --dry-run
      exonym gazetteer refresh -g world --sources mine.toml
    """
    from pipeline.fetch.client import Manners
    from pipeline.gazetteer import catalogue as catalogues
    from pipeline.gazetteer import refresh as refreshing

    settings = options.settings()
    known = catalogues.read(catalogue or settings.sources)
    manners = Manners(
        agent=_agent(), contact=settings.contact or known.refresh.contact, tries=known.refresh.tries
    )
    with Meter("refreshing") as meter:

        def accept(losses: Sequence[Loss]) -> bool:
            meter.shut()
            return accept_shrink or _confirmed(losses)

        meter.show()
        report = refreshing.refresh(
            gazetteer,
            names or (),
            catalogue=known,
            manners=manners,
            dry_run=dry_run,
            accept=accept,
            progress=meter.task,
        )
    failed = [_told(name, one) for name, one in report.harvests.items()]
    _show(report, gazetteer, dry_run)
    if any(failed):
        raise typer.Exit(FAILED)


def _told(name: str, one: Harvest) -> bool:
    """Say what came of a source, and return whether anything of it failed."""
    if one.failure:
        tell_error(one.failure)
        kept = f"what came {one.state.checked:%Y-%m-%d} stays" if one.state else "it is left out"
        tell(f"{name} could not be refreshed: {kept}")
        return True
    for error in one.errors:
        tell_error(error)
    if one.bad:
        tell(f"{name}: {counted(one.bad, 'bad line was', 'bad lines were')} left out, the rest was read")
    if one.state:
        since = "" if one.fresh else f", not changed since {one.state.checked:%Y-%m-%d %H:%M} UTC"
        typer.echo(f"{name}: {counted(one.state.entities, 'entity', 'entities')}{since}")
    return bool(one.bad)


def _show(report: Report, root: Path, dry_run: bool) -> None:
    from pipeline.gazetteer import diff_report

    if not report.renewed:
        typer.echo(f"{root}: nothing is new, version {report.before} stays")
        return
    if report.before:
        for line in diff_report.lines(report.changes[:_SHOWN]):
            typer.echo(line)
        if len(report.changes) > _SHOWN:
            typer.echo(f"… and {len(report.changes) - _SHOWN:,} more")
        typer.echo(diff_report.summary(report.changes))
    if report.manifest is None:
        typer.echo(f"{root}: would be renewed; nothing was changed")
        return
    made = report.manifest
    if report.before and len(report.changes) > _SHOWN:
        typer.echo(f"All of them: exonym gazetteer diff {report.before} {made.version} -g {root}")
    if report.pruned:
        typer.echo(f"{counted(len(report.pruned), 'old version')} removed")
    typer.echo(
        f"{root}: {counted(made.entities, 'entity', 'entities')}, {counted(made.names, 'name')}, "
        f"version {made.version} is in force"
    )


def _confirmed(losses: Sequence[Loss]) -> bool:
    """Ask whether a loss is right, where there is somebody to ask."""
    from pipeline.gazetteer.refresh import losses_told

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return typer.confirm(f"This would drop {losses_told(losses)}. Go on?", default=False, err=True)


def _agent() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"exonym/{version('exonym')}"
    except PackageNotFoundError:
        return "exonym"
