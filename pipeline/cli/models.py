"""The commands about translation packages: list, install, update, probe, remove."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options
from pipeline.cli.messages import FAILED, say, tell
from pipeline.cli.progress import Meter
from pipeline.cli.versions import AsJson

if TYPE_CHECKING:
    from pipeline.config import Settings
    from pipeline.translate.index import Offer
    from pipeline.translate.models import Package

app = typer.Typer(help="See, install, update, probe and remove translation packages.", no_args_is_help=True)


@app.command("list")
def list_(
    available: Annotated[
        bool, typer.Option("--available", "-a", help="List what the package index offers (uses the network).")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the packages on this machine, or those on offer.

    \b
    Examples:
      exonym models list
      exonym models list --available --json
    """
    import msgspec

    from pipeline.translate import models

    settings = options.settings()
    here = models.installed(settings)
    known = {package.pair: package.version for package in here}
    facts: list[tuple[Package | Offer, dict[str, object], str]]
    if available:
        facts = [
            (offer, {"installed": known.get(offer.pair)}, _state(offer.version, known.get(offer.pair)))
            for offer in models.available(settings)
        ]
    else:
        facts = [
            (one, {"path": str(one.path)}, "ships with exonym" if one.bundled else str(one.path))
            for one in here
        ]
    if as_json:
        for one, more, _ in facts:
            row = {"from": one.pair.source, "to": one.pair.target, "version": one.version}
            typer.echo(msgspec.json.encode(row | more))
    elif facts or available:
        _table((str(o.pair), f"{o.from_name} → {o.to_name}", o.version, told) for o, _, told in facts)
    else:
        typer.echo("No package is installed. Install one with: exonym models install pt en")


@app.command()
def install(
    what: Annotated[
        list[str],
        typer.Argument(metavar="FROM TO | FILE", help="Two language codes, or .argosmodel files."),
    ],
) -> None:
    """Install a package from the index or a file.

    Only this, update and list --available use the network. The index is that of Argos, or of
    ARGOS_PACKAGE_INDEX. Two languages without a package of their own are joined
    through English. A package is probed for how to get names through it.

    \b
    Examples:
      exonym models install pl en
      exonym models install translate-pl_en.argosmodel
    """
    from pipeline.translate import models

    settings = options.settings()
    if len(what) == 2 and not any(map(_is_file, what)):
        with Meter(f"fetching {what[0]}-{what[1]}", is_bytes=True) as meter:
            meter.show()
            packages = models.install((what[0], what[1]), settings, meter.at)
    elif all(map(_is_file, what)):
        packages = tuple(package for path in what for package in models.install(path, settings))
    else:
        raise typer.BadParameter(
            "give two languages (exonym models install pl en) or package files", param_hint="FROM TO"
        )
    for package in packages:
        _tell(package, settings)


@app.command()
def update() -> None:
    """Replace packages the index has a newer version of.

    \b
    Example:
      exonym models update
    """
    from pipeline.translate import models

    settings = options.settings()
    old = models.outdated(settings)
    for _, offer in old:
        with Meter(f"fetching {offer.pair}", is_bytes=True) as meter:
            meter.show()
            [package] = models.install(offer, settings, meter.at)
        _tell(package, settings)
    if not old:
        typer.echo("Every package is up to date")


@app.command()
def probe(
    source: Annotated[str, typer.Argument(metavar="FROM", help="Language to translate from.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Language to translate into.")] = "en",
    device: options.DeviceName = None,
    beam: options.Beam = None,
    threads: options.Threads = None,
    engine: options.EngineName = None,
) -> None:
    """Measure a translator: names kept, words a second, memory.

    The sentences are a few of the kind newspapers print. Which placeholder a package
    keeps, and with which beam and threads it runs best here (or those you name), is
    stored beside it.

    \b
    Examples:
      exonym models probe pt en
      exonym models probe pt en --device cuda
    """
    if not _probe(source, target, options.settings(target, device, beam, threads, engine=engine)):
        raise typer.Exit(FAILED)


@app.command()
def remove(
    source: Annotated[str, typer.Argument(metavar="FROM", help="Language the package translates from.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Language it translates into.")],
) -> None:
    """Remove an installed package.

    \b
    Example:
      exonym models remove pl en
    """
    from pipeline.translate import models

    for package in models.remove((source, target), options.settings()):
        typer.echo(f"Removed {package.pair} {package.version}")


def _tell(package: Package, settings: Settings) -> None:
    """Say that a package was installed, and probe it."""
    typer.echo(
        f"Installed {package.pair} ({package.from_name} → {package.to_name}) {package.version} "
        f"in {package.path}"
    )
    _probe(package.from_code, package.to_code, replace(settings, engine="argos"))


def _probe(source: str, target: str, settings: Settings) -> bool:
    """Probe a translator, say what was found, and store it beside the package if it is one.

    Returns whether there are sentences to probe with.
    """
    from pipeline.translate import engines, models, probe, tuning

    texts = probe.texts(source)
    if not texts:
        tell(f"not probed: there are no sentences in {source} to probe with")
        return False
    package = models.match(models.installed(settings), source, target) if settings.engine == "argos" else None
    if package:
        plan = tuning.measure(engines.opened, settings, texts, (source, target))
        settings = replace(settings, beam=plan.beam, inter_threads=plan.inter, intra_threads=plan.intra)
    found = probe.probe(engines.opened(settings), source, target)
    assert found is not None, "there are sentences"
    run = ""
    if package:
        probe.store(models.folder(package, settings), found, tuning.record(plan, settings))
        run = f", beam {plan.beam}, {plan.inter} x {plan.intra} threads"
    memory = "" if found.megabytes is None else f", {found.megabytes:,.0f} MB"
    typer.echo(
        f"{source}-{target}: {found.names:.0%} of names kept, {found.kept:.0%} of placeholders "
        f"{found.placeholder.format(1)}, {found.words_per_second:,.0f} words/s{memory}{run}"
    )
    return True


def _is_file(text: str) -> bool:
    return text.endswith(".argosmodel") or Path(text).is_file()


def _state(offered: str, installed: str | None) -> str:
    """Return what to say of an offer, given the version that is here."""
    if installed is None:
        return ""
    return "installed" if installed == offered else f"installed: {installed}"


def _table(rows: Iterable[tuple[str, ...]]) -> None:
    """Write rows of text in columns, each as wide as it must be."""
    lines = list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        say("  ".join(f"{cell:{wide}}" for cell, wide in zip(line, widths, strict=True)).rstrip())
