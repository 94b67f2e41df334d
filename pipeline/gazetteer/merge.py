"""Merging: records of several sources that are of one thing, made one entity.

Two records are of one thing if they state the same id, or have the same name and type and facts that agree
(see facts.py); a name alone says nothing. Facts that contradict each other forbid it, and so does an
analyst who said that the two are distinct. Two records of one source are told apart by that source, unless
they state the same id; two of a user's own list stay two even then, for that list has a reason to have
both, and twins.py keeps them from making each other ambiguous.

What was merged is kept as it was, with the reason, so that it can be told and taken apart again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from pipeline.gazetteer import facts
from pipeline.gazetteer.entity import OWN, Entity
from pipeline.names.fold import fold

Pair = frozenset[str]


class Merged(msgspec.Struct, frozen=True):
    """What one entity was made of: the records as they came, the leading one first, and why, in sentences."""

    records: tuple[Entity, ...]
    why: tuple[str, ...]


class Refusal(msgspec.Struct, frozen=True):
    """Two records, by their ids, that something spoke for merging and something against."""

    one: str
    other: str
    says: str


@dataclass
class Merges:
    """Entities, what those of several records were made of (by id), and what was refused."""

    entities: list[Entity]
    merged: dict[str, Merged] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)


def merge(records: Iterable[Entity], distinct: Collection[Pair] = ()) -> Merges:
    """Make one entity of the records that are of one thing; the others are entities as they are.

    `distinct` holds pairs of ids that an analyst said are not the same. The record that leads gives the
    entity its id, name and type: one of a source that gazetteers/merging.toml names, or the first. Of two
    records with one id that may not be merged the later is kept. Raises nothing.
    """
    given = list(records)
    groups = _Groups(given, distinct)
    for one, other, why in _same_id(given):
        groups.join(one, other, why, same_id=True)
    if len({record.source for record in given}) > 1:
        for one, other, why in _alike(given, groups):
            groups.join(one, other, why)
    return groups.result()


def ids(record: Entity) -> set[str]:
    """Return the ids a record may be meant by: its own, as it is and with its source, and same_as."""
    return {record.id, f"{record.source}:{record.id}", *record.same_as}


class _Groups:
    """Which records belong together, by their places; a record that is alone has no entry."""

    def __init__(self, records: Sequence[Entity], distinct: Collection[Pair]) -> None:
        self.records = records
        self.refused: list[Refusal] = []
        self._distinct = distinct
        self._members: dict[int, list[int]] = {}
        self._why: dict[int, list[str]] = defaultdict(list)

    def of(self, place: int) -> list[int]:
        """Return the places of the records that are one with this one, itself among them."""
        return self._members.get(place, [place])

    def join(self, one: int, other: int, why: str, *, same_id: bool = False) -> None:
        """Make the groups of two records one, unless any two records in them may not be."""
        left, right = self.of(one), self.of(other)
        if other in left:
            return
        for a in left:
            for b in right:
                if against := self._against(self.records[a], self.records[b], same_id):
                    self.refuse(one, other, f"{why}, but {against}")
                    return
        both = sorted({*left, *right})
        reasons = [*self._why.pop(left[0], ()), *self._why.pop(right[0], ()), self._says(one, other, why)]
        self._members.update(dict.fromkeys(both, both))
        self._why[both[0]] = reasons

    def refuse(self, one: int, other: int, says: str) -> None:
        """Note that two records stay two."""
        self.refused.append(Refusal(self.records[one].id, self.records[other].id, says))

    def result(self) -> Merges:
        """Return what the groups come to."""
        entities: dict[str, Entity] = {}
        merged: dict[str, Merged] = {}
        for place, record in enumerate(self.records):
            group = self.of(place)
            if group == [place]:
                entities[record.id] = record
                merged.pop(record.id, None)
            elif group[0] == place:
                ranked = sorted((self.records[at] for at in group), key=_rank)
                one = _one(ranked)
                entities[one.id] = one
                merged[one.id] = Merged(tuple(ranked), tuple(self._why[place]))
        return Merges(list(entities.values()), merged, self.refused)

    def _against(self, a: Entity, b: Entity, same_id: bool) -> str | None:
        if frozenset((a.id, b.id)) in self._distinct:
            return f"{a.id} and {b.id} were declared distinct"
        if a.source == b.source and (a.source == OWN or not same_id):
            return f"{a.id} and {b.id} are both of {a.source}"
        return facts.contradiction(a, b, same_id=same_id)

    def _says(self, one: int, other: int, why: str) -> str:
        a, b = self.records[one], self.records[other]
        return f"{a.id} ({a.source}) and {b.id} ({b.source}): {why}"


def _same_id(records: Sequence[Entity]) -> Iterator[tuple[int, int, str]]:
    """Yield the places of records that state the same id, and which."""
    first: dict[str, int] = {}
    for place, record in enumerate(records):
        for id_ in sorted(ids(record)):
            at = first.setdefault(id_, place)
            if at != place and (record.source != OWN or records[at].source != OWN):
                yield at, place, f"both are {id_}"


def _alike(records: Sequence[Entity], groups: _Groups) -> Iterator[tuple[int, int, str]]:
    """Yield the places of records with the same name and type and facts enough, and what agrees.

    A record that could so be either of two of one source is nobody's.
    """
    found: dict[tuple[int, int], str] = {}
    partners: dict[tuple[int, str], set[int]] = defaultdict(set)
    for one, other, name in _namesakes(records):
        if other in groups.of(one) or (one, other) in found:
            continue
        if agreed := facts.enough(records[one], records[other]):
            found[one, other] = f"both are called {name}, {agreed}"
            partners[one, records[other].source].add(other)
            partners[other, records[one].source].add(one)
    for (one, other), why in found.items():
        rivals = partners[one, records[other].source] | partners[other, records[one].source]
        if rivals == {one, other}:
            yield one, other, why
        else:
            groups.refuse(one, other, f"{why}, but so are others of the same source")


def _namesakes(records: Sequence[Entity]) -> Iterator[tuple[int, int, str]]:
    """Yield the places of records of two sources that share a type and a name, and the name.

    The names of the source with most records are looked up among the others' and not kept: there may be
    millions.
    """
    sizes = Counter(record.source for record in records)
    largest = max(sizes, key=lambda source: sizes[source])
    holders: dict[str, list[int]] = defaultdict(list)
    for place in sorted(range(len(records)), key=lambda place: records[place].source == largest):
        record = records[place]
        for key, text in _keys(record).items():
            for other in holders.get(key, ()):
                if records[other].type == record.type and records[other].source != record.source:
                    yield min(other, place), max(other, place), text
            if record.source != largest:
                holders[key].append(place)


def _keys(record: Entity) -> dict[str, str]:
    """Return the names by which a record may be found to be another's, folded, each as it is written."""
    rules = facts.rules()
    told = facts.stated(record)
    if not any(needed <= told for needed in rules.enough.get(record.type, ())):
        return {}
    return {
        key: name.text
        for name in record.all_names()
        if name.kind in rules.names and len((key := fold(name.text)).split()) >= rules.words[record.type]
    }


def _rank(record: Entity) -> int:
    lead = facts.rules().lead
    return lead.index(record.source) if record.source in lead else len(lead)


def _one(records: Sequence[Entity]) -> Entity:
    """Return the entity that several records come to, the first of which leads.

    It has the names of all, each with its source, and of each fact what the first has that knows it.
    """
    leader = records[0]
    names = dict.fromkeys(leader.names)
    known = {(name.text, name.lang, name.kind) for name in leader.all_names()}
    for record in records[1:]:
        for name in leader.borrowed(record):
            if (about := (name.text, name.lang, name.kind)) not in known:
                known.add(about)
                names[name] = None
    same = dict.fromkeys(id_ for record in records for id_ in (*record.same_as, record.id))
    same.pop(leader.id)
    return msgspec.structs.replace(
        leader,
        names=tuple(names),
        family=next((record.family for record in records if record.family), None),
        country=next((record.country for record in records if record.country), None),
        description=next((record.description for record in records if record.description), None),
        weight=max(record.weight for record in records),
        born=max((record.born for record in records if record.born), key=len, default=None),
        coordinates=next((record.coordinates for record in records if record.coordinates), None),
        offices=tuple(dict.fromkeys(office for record in records for office in record.offices)),
        same_as=tuple(same),
    )
