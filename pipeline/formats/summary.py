"""Who and what an article names: one row an entity, with every spelling it was found under."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.article import Article, EntityType, Mention, Status
from pipeline.formats.marked import rewritten

KINDS: dict[EntityType, str] = {
    "PER": "person",
    "LOC": "place",
    "ORG": "organisation",
    "EVT": "event",
    "PRO": "product",
    "MISC": "other",
}
_RANK: dict[Status, int] = {"linked": 0, "ambiguous": 1, "unknown": 2, "demonym": 3}


@dataclass
class Row:
    """One entity of an article.

    `key` is `key(mention)` of each of its mentions. `name` is the canonical name, or the fullest spelling
    where none is known. `spellings` counts how the article writes it, `translated` how its translation did
    where that had to be put right, or where it stands only there.
    """

    key: str
    name: str
    entity: str | None
    type: EntityType
    status: Status
    reason: str = ""
    spellings: Counter[str] = field(default_factory=Counter)
    translated: Counter[str] = field(default_factory=Counter)


def summarize(article: Article) -> list[Row]:
    """Return the rows of an article, in the order in which their first mentions stand.

    Mentions with one entity share a row, provisional entities too; an ambiguous name has a row for each
    of its spellings. Entities that stand only in the translation come last.
    """
    rows: dict[str, Row] = {}
    for mention in sorted(article.mentions, key=lambda m: m.start):
        if mention.status != "demonym":
            _row(rows, mention).spellings[mention.text] += 1
    if article.normalized and article.normalized.of == "translation":
        for mark in rewritten(article.normalized):
            if mark.mention.status == "demonym":
                continue
            row = _row(rows, mark.mention)
            if mark.change:
                row.translated[mark.change.text] += 1
            elif not row.spellings:
                row.translated[mark.mention.text] += 1
    for row in rows.values():
        row.name = row.name or max([*row.spellings, *row.translated], key=len)
    return list(rows.values())


def reason(mention: Mention) -> str:
    """Return why a mention got its verdict, in sentences: its evidence, then whom else it could mean."""
    says = [evidence.says.rstrip(".") for evidence in mention.evidence if evidence.says]
    if mention.status == "ambiguous" and mention.candidates:
        says.append("Could be " + " or ".join(candidate.name for candidate in mention.candidates))
    return ". ".join(says)


def key(mention: Mention) -> str:
    """Return what a mention is grouped by: its entity, or its spelling where it has none."""
    if mention.status == "demonym":
        return f"demonym {mention.text.casefold()}"
    return mention.entity or f"{mention.status} {mention.type} {mention.text.casefold()}"


def _row(rows: dict[str, Row], mention: Mention) -> Row:
    """Return the row of a mention, made if it has none yet and bettered if this mention is surer."""
    row = rows.get(key(mention))
    if row is None:
        row = rows[key(mention)] = Row(
            key=key(mention),
            name=mention.name or "",
            entity=mention.entity,
            type=mention.type,
            status=mention.status,
            reason=reason(mention),
        )
    elif _RANK[mention.status] < _RANK[row.status]:
        row.name, row.type, row.status = mention.name or row.name, mention.type, mention.status
        row.reason = reason(mention)
    return row
