"""An article in the terminal: the text with its names in colour, and a table of who is who under it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.article import Article, EntityType, Mention
from pipeline.formats.marked import result
from pipeline.formats.summary import KINDS, Row, summarize

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

# Of middling lightness, so that they read on a dark ground and on a light one. Terminals of sixteen colours
# get names instead, as the nearest of theirs would be grey.
_COLOURS: dict[EntityType, tuple[str, str]] = {
    "PER": ("#2f80ed", "cyan"),
    "LOC": ("#2e8b57", "green"),
    "ORG": ("#b266c9", "magenta"),
    "EVT": ("#c0762b", "yellow"),
    "PRO": ("#c0762b", "yellow"),
    "MISC": ("#c0762b", "yellow"),
}


def show(article: Article, console: Console) -> None:
    """Print the article's result and, under it, a row for each entity.

    Names are coloured by type: linked ones bold, ambiguous ones underlined, unknown ones in italics.
    Width, colours and NO_COLOR are the console's affair.
    """
    from rich.rule import Rule
    from rich.text import Text

    shown = result(article)
    langs = " → ".join(dict.fromkeys(lang for lang in (article.lang, shown.lang) if lang))
    title = Text(article.id, style="bold").append(f"  {langs}", style="not bold dim")
    console.print(Rule(title, align="left", style="dim"))
    for outcome in article.outcomes:
        if outcome.message and outcome.status != "skipped":
            style = "red" if outcome.status == "failed" else "yellow"
            console.print(Text(f"{outcome.stage}: {outcome.message}", style=style))
    text = Text()
    for piece, mark in shown.pieces():
        text.append(piece, style=_style(mark.mention, console) if mark else "")
    console.print(text)
    if rows := summarize(article):
        console.print()
        console.print(_table(rows, console))
    console.print()


def _style(named: Mention | Row, console: Console) -> str:
    weight = {"linked": "bold", "ambiguous": "underline"}.get(named.status, "italic")
    few = console.color_system in ("standard", "windows")
    return f"{weight} {_COLOURS[named.type][few]}"


def _table(rows: list[Row], console: Console) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, header_style="dim"
    )
    for column in ("Name", "Type", "Verdict"):
        table.add_column(column, overflow="fold")
    table.add_column("Spellings found", overflow="fold", ratio=1)
    for row in rows:
        spellings = Text(_counted(row.spellings))
        if row.translated:
            spellings.append(
                f"{'; ' if row.spellings else ''}translated {_counted(row.translated)}", style="dim"
            )
        table.add_row(Text.assemble((row.name, _style(row, console))), KINDS[row.type], row.status, spellings)
    return table


def _counted(spellings: Counter[str]) -> str:
    return ", ".join(f"{text} ×{n}" if n > 1 else text for text, n in spellings.most_common())
