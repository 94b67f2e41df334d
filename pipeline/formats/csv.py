"""Articles to CSV: one row a mention, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from pipeline.article import Article, Mention
from pipeline.formats.summary import reason

COLUMNS = (
    "article",
    "lang",
    "in",
    "start",
    "end",
    "surface",
    "type",
    "status",
    "name",
    "entity",
    "score",
    "rendering",
    "reason",
)
# A spreadsheet runs a cell that opens with one of these as a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write_rows(articles: Iterable[Article], out: TextIO) -> None:
    """Write a header and one row for each mention, article by article as they come.

    `in` tells where the mention stands, and so what its offsets count in: "source" is the article's text,
    "translation" the normalized translation. Cells that a spreadsheet would run as a formula get a leading
    apostrophe. Open `out` with newline="", as the csv module asks.
    """
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for article in articles:
        writer.writerows(_row(article, article.lang, "source", m) for m in article.mentions)
        new = article.normalized
        if new and new.of == "translation":
            writer.writerows(_row(article, new.lang, "translation", m) for m in new.mentions)


def _row(article: Article, lang: str | None, where: str, mention: Mention) -> list[object]:
    cells = (
        article.id,
        lang,
        where,
        mention.start,
        mention.end,
        mention.text,
        mention.type,
        mention.status,
        mention.name,
        mention.entity,
        round(mention.score, 4),
        mention.rendering,
        reason(mention),
    )
    return [_guarded(cell) if isinstance(cell, str) else cell for cell in cells]


def _guarded(cell: str) -> str:
    cell = cell.encode("utf-8", "replace").decode()  # lone surrogates cannot be written
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
