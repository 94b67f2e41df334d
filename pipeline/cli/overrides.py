"""The commands about an analyst's decisions: gazetteer override add, list, remove, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import options
from pipeline.cli.languages import tag
from pipeline.cli.messages import FAILED, counted, say, tell
from pipeline.cli.versions import AsJson, Root

app = typer.Typer(help="Decide what a spelling is; builds do not undo it.", no_args_is_help=True)


def signed(who: str | None) -> dict[str, str]:
    """Return who decides, the user where that is not said, and today's date."""
    import getpass
    from datetime import UTC, datetime

    return {"who": getpass.getuser() if who is None else who, "when": f"{datetime.now(UTC):%Y-%m-%d}"}


@app.command()
def add(
    gazetteer: Root,
    text: Annotated[
        str | None,
        typer.Argument(metavar="SPELLING", help="The spelling decided on.", show_default=False),
    ] = None,
    is_: Annotated[str | None, typer.Option("--is", metavar="ID", help="The entity it stands for.")] = None,
    is_not: Annotated[
        str | None, typer.Option("--is-not", metavar="ID", help="An entity it does not stand for.")
    ] = None,
    prefer_for: Annotated[
        str | None, typer.Option("--prefer-for", metavar="ID", help="The entity whose name is written so.")
    ] = None,
    ignore: Annotated[bool, typer.Option("--ignore", help="It is no name.")] = False,
    distinct: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--distinct",
            metavar="ID ID",
            help="Two records that are not the same, whatever is stated; takes no SPELLING.",
            show_default=False,
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang", "-l", metavar="CODE", callback=tag, help="In this language alone (BCP 47, such as pl)."
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--in",
            metavar="SOURCE",
            help="In articles from this source alone: their field source, the host of their url, or their "
            "id; * stands for any letters.",
        ),
    ] = None,
    short: Annotated[
        bool, typer.Option("--short", help="With --is: it is the family name alone, to be written so.")
    ] = False,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for others.")] = "",
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="Who decides. [default: your user name]")
    ] = None,
) -> None:
    """Add a decision, which wins over what exonym would say.

    \b
    Examples:
      exonym gazetteer override add "Szin" --is per.shin --lang pl -g staff
      exonym gazetteer override add "Kim Koo" --is-not per.kim-gu -g staff
      exonym gazetteer override add "Kiev" --prefer-for loc.kyiv -g staff
      exonym gazetteer override add "Mercury" --ignore -g staff
      exonym gazetteer override add "Pan" --is org.pan --in "*.pan.pl" -g staff
      exonym gazetteer override add --distinct per.kim NK-123 -g staff
    """
    from typing import get_args

    from pipeline.gazetteer import decisions

    one, other = distinct or (None, None)
    chosen = {
        "is": is_,
        "is-not": is_not,
        "prefer": prefer_for,
        "ignore": "" if ignore else None,
        "distinct": one,
    }
    given = {kind: entity for kind, entity in chosen.items() if entity is not None}
    if len(given) != 1:
        raise typer.BadParameter("say one thing: --is, --is-not, --prefer-for, --ignore or --distinct")
    [(kind, entity)] = given.items()
    if (text is None) != (kind == "distinct"):
        raise typer.BadParameter("goes with all but --distinct", param_hint="SPELLING")
    if short and is_ is None:
        raise typer.BadParameter("only goes with --is", param_hint="--short")
    for option, value in (("--lang", lang), ("--in", source)):
        if value and kind in ("prefer", "distinct"):
            raise typer.BadParameter("does not go with --prefer-for or --distinct", param_hint=option)
    opened = options.gazetteer(gazetteer)
    for id_ in filter(None, (entity, other)):
        if opened.find(id_) is None:
            raise typer.BadParameter(f"the gazetteer has no {id_}", param_hint=f"--{kind}")
    decision = decisions.Decision(
        kind=next(one for one in get_args(decisions.Kind) if one == kind),
        text=text or "",
        entity=entity or None,
        other=other,
        lang=lang,
        source=source,
        short=short,
        **signed(who),
        why=why,
    )
    decisions.add(gazetteer / decisions.FILE, decision)
    say(decision.says())
    if distinct and opened.find(distinct[0]) == opened.find(distinct[1]):
        typer.echo("The next build keeps them apart; exonym gazetteer unmerge does it now.")


@app.command("list")
def list_(gazetteer: Root, as_json: AsJson = False) -> None:
    """List the decisions with their numbers.

    \b
    Example:
      exonym gazetteer override list -g staff
    """
    import msgspec

    from pipeline.gazetteer import decisions

    for number, decision in enumerate(decisions.read(_file(gazetteer)), 1):
        if as_json:
            typer.echo(msgspec.json.encode(decision))
        else:
            say(f"{number:3}  {decision.says()}")


@app.command()
def remove(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Its number in the list.")],
    gazetteer: Root,
) -> None:
    """Remove a decision.

    \b
    Example:
      exonym gazetteer override remove 3 -g staff
    """
    from pipeline.gazetteer import decisions

    say(f"removed: {decisions.remove(_file(gazetteer), number).says()}")


@app.command()
def check(gazetteer: Root) -> None:
    """Look for decisions that clash, or are on entities that are gone.

    \b
    Example:
      exonym gazetteer override check -g staff
    """
    from pipeline.gazetteer import overrides

    opened = options.gazetteer(gazetteer)
    troubles = list(overrides.check(opened.overrides.decisions, opened))
    for trouble in troubles:
        tell(trouble)
    if troubles:
        raise typer.Exit(FAILED)
    typer.echo(f"{counted(len(opened.overrides.decisions), 'decision')}, all sound")


def _file(root: Path) -> Path:
    """Return the file of decisions of a gazetteer; raises GazetteerError if there is no gazetteer."""
    from pipeline.gazetteer import decisions, versions

    versions.history(root)
    return root / decisions.FILE
