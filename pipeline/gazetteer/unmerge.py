"""Taking merged entities apart: a decision that their records are distinct, put into effect at once."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

from pipeline.errors import GazetteerError
from pipeline.gazetteer import decisions, store
from pipeline.gazetteer.decisions import Decision
from pipeline.gazetteer.merge import merge
from pipeline.gazetteer.store import Gazetteer


def unmerge(
    root: Path, id: str, record: str | None = None, *, who: str = "", when: str = "", why: str = ""
) -> tuple[list[Decision], str]:
    """Take the entity `id` of the gazetteer at `root` apart; return the decisions and the new version's name.

    Its records are declared distinct, one from another, or `record` from all the others; later builds mind
    that, and a version without the merger is made now. Raises GazetteerError if the entity is not made of
    several records, `record` is none of them, or the version cannot be written.
    """
    opened = Gazetteer.open(root)
    entity = opened.find(id)
    made = opened.merged(id)
    if entity is None or made is None:
        raise GazetteerError(
            f"{id} is not made of several records",
            hint=f"See which are with: exonym gazetteer merges -g {root}",
        )
    parts = [one.id for one in made.records]
    if record is not None and record not in parts:
        raise GazetteerError(f"{record} is no part of {entity.id}", hint=f"It is made of {', '.join(parts)}")
    declared = [
        Decision(kind="distinct", entity=one, other=other, who=who, when=when, why=why)
        for one, other in itertools.combinations(parts, 2)
        if one != other and record in (None, one, other)
    ]
    merges = opened.merges()
    distinct = {*opened.overrides.distinct, *(frozenset((d.entity or "", d.other or "")) for d in declared)}
    again = merge(made.records, distinct)
    rest = [one for one in merges.entities if one.id != entity.id]
    merged = {at: one for at, one in merges.merged.items() if at != entity.id}
    for decision in declared:
        decisions.add(root / decisions.FILE, decision)
    manifest = store.write(
        root,
        replace(
            merges,
            entities=[*rest, *again.entities],
            merged=merged | again.merged,
            refused=[*merges.refused, *again.refused],
        ),
        opened.manifest.origins,
    )
    return declared, manifest.version
