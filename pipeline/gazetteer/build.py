"""Building: the records of several files made into one gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pipeline.errors import ExonymError, GazetteerError
from pipeline.gazetteer import store
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.lookup import exact_matches
from pipeline.gazetteer.sources import Options, read
from pipeline.gazetteer.store import Gazetteer, Manifest
from pipeline.names import weights

# A user's "Kim" or "Swiss" is not the one that goes by this name among others; "Great Britain" is.
_LENT_BY = frozenset({"full", "alias", "acronym", "former"})
_PLACES_LENT_BY = _LENT_BY | {"short"}


@dataclass(frozen=True)
class Report:
    """What a build made, the entities that were lent names, and the lines that were left out and why."""

    manifest: Manifest
    lent: int
    errors: tuple[ExonymError, ...]


def build(
    files: Sequence[Path],
    output: Path,
    *,
    base: Iterable[Entity] = (),
    aliases_from: Gazetteer | None = None,
    options: Options | None = None,
) -> Report:
    """Build a gazetteer at `output` from `base` and then the records of `files`; a later record wins.

    `aliases_from` lends its names to the entities of `files` that it knows by name and type, and adds no
    entity of its own. `options` say how to read files that do not say it themselves. Bad lines are left
    out and reported. Raises GazetteerError if nothing is left or the output cannot be written, InputError
    if a file cannot be read.
    """
    found = {entity.id: entity for entity in base}
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
            found[entity.id] = entity
    if not found:
        raise GazetteerError(
            "no record could be read" + (f"; the first trouble: {errors[0]}" if errors else ""),
            hint="A gazetteer needs records with id, type and name: exonym gazetteer build --help",
        )
    return Report(store.write(output, found.values()), lent, tuple(errors))


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
    names = tuple(dict.fromkeys((*entity.names, *model.all_names())))
    return msgspec.structs.replace(
        entity,
        names=names,
        family=entity.family or model.family,
        country=entity.country or model.country,
        same_as=(*entity.same_as, f"exonym:{model.id}"),
    )
