"""The commands about gazetteers, each from the module beside this one that it is in."""

from __future__ import annotations

import typer

from pipeline.cli import merges, overrides, versions
from pipeline.cli.affected import affected
from pipeline.cli.build import build
from pipeline.cli.diff import diff
from pipeline.cli.info import info
from pipeline.cli.refresh import refresh

app = typer.Typer(help="Build gazetteers of your own, see and keep what is in them.", no_args_is_help=True)
for command in (
    *(build, info, refresh),
    *(merges.show, merges.merges, merges.unmerge, diff, affected),
    *(versions.history, versions.use, versions.rollback, versions.prune, versions.verify),
):
    app.command()(command)
app.add_typer(overrides.app, name="override")
