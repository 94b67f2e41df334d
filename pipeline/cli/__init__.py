"""The command line: one module a group of commands, thin over the library."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline.cli import articles, gazetteer, models
from pipeline.cli.lookup import lookup
from pipeline.cli.messages import errors_told, tell_warnings


class _Commands(TyperGroup):
    """The commands, with one place for what any of them may raise."""

    def invoke(self, ctx: Any) -> Any:
        with errors_told():
            return super().invoke(ctx)


app = typer.Typer(
    name="exonym",
    cls=_Commands,
    no_args_is_help=True,
    rich_markup_mode=None,  # help in plain text: importing rich takes longer than all the rest
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (articles.run, articles.detect, articles.translate, articles.names, lookup):
    app.command()(command)
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(models.app, name="models")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"exonym {version('exonym')}")
        except PackageNotFoundError:
            typer.echo("exonym (from a checkout, not installed)")
        raise typer.Exit


@app.callback()
def exonym(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Read the foreign press: every spelling of a name becomes one.

    exonym run does everything; detect, translate and names do one step each and pipe into each other.

    \b
    Examples:
      exonym run article.txt
      exonym lookup "Szin Won Sik" --lang pl
    """
    tell_warnings()


def main() -> None:
    """Run the command line; the entry point of the command exonym."""
    # A shell can start a program without these ("exonym ... >&-").
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
    # Stopped, as interrupted: what is half written is cleared away.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    app(prog_name="exonym")
