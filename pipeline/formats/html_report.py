"""Articles as one HTML page that stands alone: no scripts, nothing fetched, every text escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from pipeline.article import Article, Status
from pipeline.formats.marked import Mark, Marked, plain, result, source
from pipeline.formats.summary import KINDS, Row, key, reason, summarize
from pipeline.language.scripts import script_of

_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"})


def page(articles: Iterable[Article]) -> Iterator[str]:
    """Yield the page in pieces, an article at a time as they come.

    Each article shows its normalized text beside the original, names marked by type, with the spelling
    before, the canonical name and the verdict's reasons on hovering; under both, a table of its entities.
    """
    css = (Path(__file__).parent / "report.css").read_text("utf-8")
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>exonym</title>\n<style>\n{css}</style>\n</head>\n<body>\n"
        f'<header class="page"><h1>exonym</h1>{_LEGEND}</header>\n'
    )
    for number, article in enumerate(articles, 1):
        yield _article(article, f"a{number}")
    yield "</body>\n</html>\n"


_STATUSES: tuple[Status, ...] = ("linked", "ambiguous", "unknown", "demonym")
_LEGEND = (
    '<div class="legend">'
    + "".join(f'<span class="type {t.lower()}">{KINDS[t]}</span>' for t in ("PER", "LOC", "ORG", "MISC"))
    + "".join(f'<span><span class="name {s}">{s}</span></span>' for s in _STATUSES)
    + "</div>"
)


def _article(article: Article, anchor: str) -> str:
    rows = summarize(article)
    anchors = {row.key: f"{anchor}e{number}" for number, row in enumerate(rows, 1)}
    before, after = source(article), result(article)
    if after.text == before.text:
        texts = _text("Text", after, anchors)
        two = ""
    else:
        made = "Normalized" if article.normalized else "Translation"
        texts = _text(made, after, anchors) + _text("Original", before, anchors)
        two = " two"
    title = article.extra.get("title")
    heading = title if isinstance(title, str) and title else article.id
    meta = [] if heading == article.id else [article.id]
    if article.gazetteer:
        meta.append(f"gazetteer {article.gazetteer}")
    notes = "".join(
        f'<p class="note {outcome.status}">{_safe(outcome.stage)}: {_safe(outcome.message)}</p>\n'
        for outcome in article.outcomes
        if outcome.message
    )
    return (
        f'<article id="{anchor}">\n<header><h2 dir="auto">{_safe(heading)}</h2>'
        f'<span class="meta">{_safe(" · ".join(meta))}</span></header>\n{notes}'
        f'<div class="texts{two}">\n{texts}</div>\n{_table(rows, anchors)}</article>\n'
    )


def _text(title: str, marked: Marked, anchors: dict[str, str]) -> str:
    lang = _safe(marked.lang or "und")
    runs = _direction(marked.text)
    body = "".join(_piece(piece, mark, anchors, runs) for piece, mark in marked.pieces())
    if not body.strip():
        body = '<span class="empty">no text</span>'
    return (
        f'<section class="{"original" if title == "Original" else "result"}"><h3>{title} · {lang}</h3>'
        f'<div class="text" dir="{runs}" lang="{lang}">{body}</div></section>\n'
    )


def _direction(text: str) -> str:
    """Return the direction of a text: its script's, whatever it begins with, for a Latin name may open it."""
    return "rtl" if script_of(text) in _RIGHT_TO_LEFT else "ltr"


def _piece(piece: str, mark: Mark | None, anchors: dict[str, str], runs: str) -> str:
    if mark is None:
        return escape(piece)
    mention = mark.mention
    says = [mention.name if mention.name and mention.name != mention.text else None, mention.status]
    if mark.change:
        says.append(f"was: {mark.change.text}")
    hover = " · ".join(filter(None, says)) + (f"\n{why}" if (why := reason(mention)) else "")
    kinds = f"name {mention.type.lower()} {mention.status}" + (
        " counter" if _direction(piece) != runs else ""
    )
    return (
        f'<a class="{kinds}" href="#{anchors.get(key(mention), "")}"'
        f' title="{_safe(hover)}">{escape(piece)}</a>'
    )


def _table(rows: list[Row], anchors: dict[str, str]) -> str:
    if not rows:
        return ""
    body = "".join(_row(row, anchors[row.key]) for row in rows)
    return (
        '<div class="scroll"><table>\n<colgroup><col><col><col><col></colgroup>\n'
        "<thead><tr><th>Name</th><th>Type</th><th>Verdict</th>"
        f"<th>Spellings found</th></tr></thead>\n<tbody>\n{body}</tbody>\n</table></div>\n"
    )


def _row(row: Row, anchor: str) -> str:
    known = row.entity and not row.entity.startswith("new:")
    entity = f'<span class="id">{_safe(row.entity or "")}</span>' if known else ""
    why = f"<small>{_safe(row.reason)}</small>" if row.reason else ""
    translated = (
        f'<span class="translated">translated: {_spellings(row.translated)}</span>' if row.translated else ""
    )
    return (
        f'<tr id="{anchor}"><td><bdi>{_safe(row.name)}</bdi>{entity}</td>'
        f'<td><span class="type {row.type.lower()}">{KINDS[row.type]}</span></td>'
        f'<td class="verdict">{row.status}{why}</td>'
        f"<td>{_spellings(row.spellings)}{translated}</td></tr>\n"
    )


def _spellings(spellings: Counter[str]) -> str:
    return " ".join(
        f'<span class="spelling"><bdi>{_safe(text)}</bdi>{f"<span>×{n}</span>" if n > 1 else ""}</span>'
        for text, n in spellings.most_common()
    )


def _safe(text: str) -> str:
    return escape(plain(text))
