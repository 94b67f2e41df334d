"""Building: the records of several files made into one gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pipeline.errors import ExonymError, GazetteerError
from pipeline.gazetteer import decisions, store
from pipeline.gazetteer.entity import OWN, Entity
from pipeline.gazetteer.lookup import exact_matches
from pipeline.gazetteer.merge import Merges, merge
from pipeline.gazetteer.overrides import Overrides
from pipeline.gazetteer.sources import Options, read
from pipeline.gazetteer.store import Gazetteer, Manifest
from pipeline.names import weights

# A user's "Kim" or "Swiss" is not the one that goes by this name among others; "Great Britain" is.
_LENT_BY = frozenset({"full", "alias", "acronym", "former"})
_PLACES_LENT_BY = _LENT_BY | {"short"}


@dataclass(frozen=True)
class Report:
    """What a build made, the entities that were lent names, and the lines that were left out and why.

    `merged` counts the entities made of several records, `refused` the pairs of records that something
    spoke for merging and something against, `replaced` the records that a later one of their id and source
    took the place of.
    """

    manifest: Manifest
    lent: int
    errors: tuple[ExonymError, ...]
    merged: int = 0
    refused: int = 0
    replaced: int = 0


def build(
    files: Sequence[Path],
    output: Path,
    *,
    base: Iterable[Entity] = (),
    aliases_from: Gazetteer | None = None,
    options: Options | None = None,
) -> Report:
    """Build a gazetteer at `output` from `base` and then the records of `files`.

    Of two records with one id the later wins, if it is of the same source or the user's own; records of
    several sources that are of one thing are merged, but for those declared distinct at `output`.
    `aliases_from` lends its names to the entities of `files` that it knows by name and type, and adds no
    entity of its own. `options` say how to read files that do not say it themselves. Bad lines are left
    out and reported. Raises GazetteerError if nothing is left or the output cannot be written, InputError
    if a file cannot be read.
    """
    records = Records(base)
    errors: list[ExonymError] = []
    lent = 0
    for path in files:
        for entity in read(path, options):
            if isinstance(entity, ExonymError):
                errors.append(entity)
                continue
            if aliases_from is not None:
                richer = lend(entity, aliases_from)
                lent += richer is not entity
                entity = richer
            records.add(entity)
    if not records:
        raise GazetteerError(
            "no record could be read" + (f"; the first trouble: {errors[0]}" if errors else ""),
            hint="A gazetteer needs records with id, type and name: exonym gazetteer build --help",
        )
    merges = merged(records, output)
    manifest = store.write(output, merges)
    return Report(manifest, lent, tuple(errors), len(merges.merged), len(merges.refused), records.replaced)


class Records:
    """The records of several sources on their way into one gazetteer, in the order they came.

    Of two with one id the later wins, if it is of the same source or the user's own; `replaced` counts those
    that one of the same source took the place of.
    """

    def __init__(self, records: Iterable[Entity] = ()) -> None:
        self.replaced = 0
        self._by_id: dict[str, Entity] = {}
        self._more: dict[tuple[str, str], Entity] = {}
        for record in records:
            self.add(record)

    def __len__(self) -> int:
        return len(self._by_id) + len(self._more)

    def __iter__(self) -> Iterator[Entity]:
        yield from self._by_id.values()
        yield from self._more.values()

    def add(self, record: Entity) -> None:
        """Take a record in, perhaps in place of one."""
        held = self._by_id.get(record.id)
        self.replaced += held is not None and held.source == record.source and held != record
        if held is None or record.source in (held.source, OWN):
            self._by_id[record.id] = record
        else:
            self._more[record.id, record.source] = record


def merged(records: Iterable[Entity], root: Path) -> Merges:
    """Merge records for the gazetteer at `root`, minding what an analyst declared distinct there."""
    decided = Overrides(decisions.read(root / decisions.FILE))
    return merge(records, decided.distinct)


def lend(entity: Entity, lender: Gazetteer) -> Entity:
    """Return the entity with the names of the one that `lender` knows by the same name and type.

    It says in `same_as` who lent them, and comes back as it was if nobody or more than one could.
    """
    by = _PLACES_LENT_BY if entity.type == "LOC" else _LENT_BY
    known = [
        lender.entity(match.entity)
        for match in exact_matches(lender, entity.name, "en")
        if match.undone is None and match.name.kind in by
    ]
    alike = sorted((e for e in known if e.type == entity.type), key=lambda e: -e.weight)
    if not alike:
        return entity
    if len(alike) > 1 and alike[0].weight - alike[1].weight < weights.load().verdict.weight_margin:
        return entity
    model = alike[0]
    names = tuple(dict.fromkeys((*entity.names, *entity.borrowed(model))))
    return msgspec.structs.replace(
        entity,
        names=names,
        family=entity.family or model.family,
        country=entity.country or model.country,
        same_as=(*entity.same_as, f"exonym:{model.id}"),
    )
