"""The difference of two gazetteers, entity by entity: what came, went, was renamed, merged or split."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, get_args

import msgspec

from pipeline.article import EntityType
from pipeline.gazetteer.entity import Entity, Name, short_names
from pipeline.gazetteer.store import Gazetteer
from pipeline.names.fold import fold

Kind = Literal["added", "removed", "merged", "split", "renamed", "names", "changed"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# What is compared besides the names, as far as it may change what a text means.
_FIELDS = ("type", "family", "country", "weight", "same_as")
# An entity that went without saying where is part of another if that one gained this share of its names,
# and this many: one name alone may be a namesake's.
_SHARE, _FEWEST = 0.5, 2


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change from gazetteer A to gazetteer B, about the entity `id`, called `name` in the newest of them.

    - "added": it is in B alone; "removed": in A alone
    - "merged": it is in A alone, and in B part of the entity `other`
    - "split": it is in B alone, and was in A part of the entity `other`
    - "renamed": its canonical name was `before`
    - "names": it gained and lost other names
    - "changed": `fields` maps a field to its values in A and B

    `why` says how a merger or split is known. They are told once, not as a removal or addition too.
    `forms` are the other names, surnames alone among them, by which a text may mean what came, went or
    changed: which articles a change affects is told by them.
    """

    kind: Kind
    id: str
    type: EntityType
    name: str
    before: str | None = None
    other: str | None = None
    gained: tuple[Name, ...] = ()
    lost: tuple[Name, ...] = ()
    fields: dict[str, tuple[object, object]] = msgspec.field(default_factory=dict)
    why: str | None = None
    forms: tuple[Name, ...] = ()


def diff(a: Iterable[Entity], b: Iterable[Entity]) -> list[Change]:
    """Return the changes from `a` to `b` (Gazetteers, or entities in order of id), by kind, then by id.

    Both are read once, side by side; only what differs is held in memory. What a Gazetteer knows of its
    own mergers is believed; else they are told by ids stated and by names. Raises ValueError if the entities
    do not come in order.
    """
    changes: list[Change] = []
    went: list[Entity] = []
    came: list[Entity] = []
    kept: list[tuple[Entity, Entity]] = []
    for before, after in _side_by_side(a, b):
        if after is None and before is not None:
            went.append(before)
        elif before is None and after is not None:
            came.append(after)
        elif before is not None and after is not None and before != after:
            kept.append((before, after))
            changes.extend(_altered(before, after))
    # A split is a merger seen from the other end.
    merged = _absorbed(went, [*came, *(after for _, after in kept)], dict(_gains(kept, came)))
    split = _absorbed(came, [*went, *(before for before, _ in kept)], dict(_losses(kept, went)))
    merged |= _known(went, b)
    split |= _known(came, a)
    # An entity that only changed its id is no split of itself.
    split = {new: found for new, found in split.items() if merged.get(found[0], ("", ""))[0] != new}
    changes.extend(_gone(went, merged, "removed", "merged"))
    changes.extend(_gone(came, split, "added", "split"))
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(changes, key=lambda change: (order[change.kind], change.id))


def counts(changes: Sequence[Change]) -> dict[str, int]:
    """Return how many changes there are of each kind that occurs."""
    found = Counter(change.kind for change in changes)
    return {kind: found[kind] for kind in KINDS if found[kind]}


def _side_by_side(a: Iterable[Entity], b: Iterable[Entity]) -> Iterator[tuple[Entity | None, Entity | None]]:
    left, right = _in_order(a), _in_order(b)
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one.id < other.id):
            yield one, None
            one = next(left, None)
        elif one is None or other.id < one.id:
            yield None, other
            other = next(right, None)
        else:
            yield one, other
            one, other = next(left, None), next(right, None)


def _in_order(entities: Iterable[Entity]) -> Iterator[Entity]:
    last = ""
    for entity in entities:
        if entity.id < last:
            raise ValueError(f"{entity.id} comes after {last}: sort the entities by id")
        last = entity.id
        yield entity


def _altered(before: Entity, after: Entity) -> Iterator[Change]:
    about: dict[str, Any] = {"id": after.id, "type": after.type, "name": after.name}
    own = {(name.text, name.lang) for name in (Name(before.name, "en"), Name(after.name, "en"))}
    gained, lost = (
        tuple(
            n for n in x.names if _about(n) not in set(map(_about, y.names)) and (n.text, n.lang) not in own
        )
        for x, y in ((after, before), (before, after))
    )
    if gained or lost or before.name != after.name:
        forms = tuple(dict.fromkeys((*_only(after, before), *_only(before, after))))
        if before.name != after.name:
            yield Change(kind="renamed", before=before.name, forms=forms, **about)
        if gained or lost:
            yield Change(kind="names", gained=gained, lost=lost, forms=forms, **about)
    fields = {
        field: (getattr(before, field), getattr(after, field))
        for field in _FIELDS
        if getattr(before, field) != getattr(after, field)
    }
    if fields:
        every = tuple(dict.fromkeys((*_forms(after), *_forms(before))))
        yield Change(kind="changed", fields=fields, forms=every, **about)


def _about(name: Name) -> Name:
    """Return a name as it is, whoever says so."""
    return Name(name.text, name.lang, name.kind) if name.source else name


def _forms(entity: Entity) -> Iterator[Name]:
    """Yield all names of an entity and its short forms, whoever says so."""
    for name in (*entity.all_names(), *short_names(entity)):
        yield _about(name)


def _only(one: Entity, other: Entity) -> Iterator[Name]:
    """Yield the forms of an entity as it was that it lacks as it is, or the other way round."""
    held = set(_forms(other))
    return (name for name in _forms(one) if name not in held)


def _gains(kept: Iterable[tuple[Entity, Entity]], came: Iterable[Entity]) -> Iterator[tuple[str, set[str]]]:
    """Yield the names that entities have in B and not in A, folded."""
    for before, after in kept:
        yield after.id, _folded(after) - _folded(before)
    for after in came:
        yield after.id, _folded(after)


def _losses(kept: Iterable[tuple[Entity, Entity]], went: Iterable[Entity]) -> Iterator[tuple[str, set[str]]]:
    return _gains(((after, before) for before, after in kept), went)


def _absorbed(
    absent: Sequence[Entity], others: Sequence[Entity], gains: dict[str, set[str]]
) -> dict[str, tuple[str, str]]:
    """Return which of the absent are part of which other entity, and how that is known."""
    by_id = {entity.id: entity for entity in others}
    stated: dict[str, str] = {}
    holders: dict[str, list[str]] = defaultdict(list)
    for entity in others:
        for other in entity.same_as:
            stated.setdefault(other, entity.id)
        for name in gains[entity.id]:
            holders[name].append(entity.id)
    found: dict[str, tuple[str, str]] = {}
    for entity in absent:
        said = [stated[other] for other in (entity.id, *entity.same_as) if other in stated]
        said += [other for other in entity.same_as if other in by_id]
        if said:
            found[entity.id] = said[0], "stated in same_as"
            continue
        names = _folded(entity)
        tally = Counter(
            other for name in names for other in holders.get(name, ()) if by_id[other].type == entity.type
        )
        best = tally.most_common(1)
        if best and best[0][1] >= max(_FEWEST, _SHARE * len(names)):
            found[entity.id] = best[0][0], f"{best[0][1]} of {len(names)} names"
    return found


def _known(absent: Iterable[Entity], side: Iterable[Entity]) -> dict[str, tuple[str, str]]:
    """Return which of the entities that a gazetteer lacks are part of one of its entities."""
    found = {}
    if isinstance(side, Gazetteer):
        for entity in absent:
            if (made := side.merged(entity.id)) and (whole := made.records[0].id) != entity.id:
                why = (reason for reason in made.why if f"{entity.id} (" in reason)
                found[entity.id] = whole, next(why, "merged")
    return found


def _gone(
    entities: Iterable[Entity], absorbed: dict[str, tuple[str, str]], plain: Kind, special: Kind
) -> Iterator[Change]:
    for entity in entities:
        forms = tuple(dict.fromkeys(_forms(entity)))
        about: dict[str, Any] = {"id": entity.id, "type": entity.type, "name": entity.name, "forms": forms}
        if entity.id in absorbed:
            other, why = absorbed[entity.id]
            yield Change(kind=special, other=other, why=why, **about)
        else:
            yield Change(kind=plain, **about)


def _folded(entity: Entity) -> set[str]:
    return {key for name in entity.all_names() if (key := fold(name.text))}
