"""Overrides: the decisions of an analyst in force, which win over whatever exonym would say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from pipeline.gazetteer.decisions import Decision, digest
from pipeline.gazetteer.entity import Entity, Name
from pipeline.names.fold import fold
from pipeline.names.nearby import spellings

if TYPE_CHECKING:
    from pipeline.gazetteer.lookup import Match
    from pipeline.gazetteer.store import Gazetteer


class Overrides:
    """The decisions on a gazetteer, applied to what comes from `origins` (see Article.origins).

    Of two on one thing the later wins, one that names the language over one for all, and one that names
    the source over both.
    """

    def __init__(self, decisions: Iterable[Decision] = (), origins: Sequence[str] = ()) -> None:
        self.decisions = tuple(decisions)
        self.distinct: set[frozenset[str]] = set()
        self._verdicts: dict[str, list[Decision]] = defaultdict(list)
        self._barred: dict[str, list[Decision]] = defaultdict(list)
        self._preferred: dict[str, str] = {}
        self.held = tuple(one for one in self.decisions if one.holds(origins))
        for one in self.held:
            if one.kind == "prefer":
                self._preferred[one.entity or ""] = one.text
            elif one.kind == "distinct":
                self.distinct.add(frozenset((one.entity or "", one.other or "")))
            else:
                filed = self._barred if one.kind == "is-not" else self._verdicts
                filed[fold(one.text)].append(one)
        self._spotted = {*self._verdicts, *self._barred}
        self._beginnings = {key[:end] for key in self._spotted for end in range(1, len(key) + 1)}

    def __bool__(self) -> bool:
        return bool(self.held)

    def within(self, origins: tuple[str, ...]) -> Overrides:
        """Return the decisions as they are for an article of these origins, this very object if no other."""
        held = tuple(one for one in self.decisions if one.holds(origins))
        return self if held == self.held else Overrides(self.decisions, origins)

    @property
    def digest(self) -> str:
        """A short digest of the decisions, empty if there are none."""
        return digest(self.decisions)

    def on(self, gazetteer: Gazetteer, text: str, lang: str = "und") -> Decision | None:
        """Return what was decided a spelling is ("is" or "ignore"), also where it has a case ending.

        None if nothing was, or the gazetteer lacks the entity.
        """
        for form in spellings(text, lang) if self._verdicts else ():
            for one in reversed(_valid(self._verdicts.get(form, ()), lang)):
                if one.entity is None or gazetteer.number(one.entity) is not None:
                    return one
        return None

    def barred(self, text: str, lang: str = "und") -> frozenset[str]:
        """Return the ids of the entities that a spelling is not, as was decided."""
        if not self._barred:
            return frozenset()
        found = (one for form in spellings(text, lang) for one in _valid(self._barred.get(form, ()), lang))
        return frozenset(one.entity for one in found if one.entity)

    def written(self, entity: Entity) -> Entity:
        """Return an entity with the canonical name that was decided; the one before stays a name of it."""
        name = self._preferred.get(entity.id)
        if name is None or name == entity.name:
            return entity
        return msgspec.structs.replace(entity, name=name, names=(Name(entity.name, "en"), *entity.names))

    def applied(self, gazetteer: Gazetteer, text: str, lang: str, found: list[Match]) -> list[Match]:
        """Return the matches of a spelling as the decisions leave them, best first."""
        if not self.held:
            return found
        if decision := self.on(gazetteer, text, lang):
            match = decided_match(decision, gazetteer)
            return [match] if match else []
        barred = self.barred(text, lang)
        return [match for match in found if gazetteer.entity(match.entity).id not in barred]

    # What a text is searched for, as an Index has it: there are no numbers to tell.

    def exact(self, folded: str) -> list[int]:
        """Return [0] if something was decided on this folded text, else nothing."""
        return [0] if folded in self._spotted else []

    def begins(self, text: str) -> list[str]:
        """Return the folded texts decided on that `text`, folded too, begins with, shortest first."""
        ends = range(1, len(text) + 1) if text[:1] in self._beginnings else ()
        return [text[:end] for end in ends if text[:end] in self._spotted]

    def leads_on(self, folded: str) -> bool:
        """Tell whether some text decided on begins with this folded text."""
        return folded in self._beginnings


def decided_match(decision: Decision, gazetteer: Gazetteer) -> Match | None:
    """Return the match that a decision makes, None to ignore or if the gazetteer lacks the entity."""
    from pipeline.gazetteer.index import IndexedName
    from pipeline.gazetteer.lookup import Match

    number = gazetteer.number(decision.entity) if decision.entity else None
    if decision.kind != "is" or number is None:
        return None
    kind = "short" if decision.short else "full"
    name = IndexedName(-1, number, decision.text, decision.lang or "und", kind, ())
    return Match(number, name, 1.0, "exact")


def check(decisions: Sequence[Decision], gazetteer: Gazetteer) -> Iterator[str]:
    """Yield what is wrong with decisions, in sentences: entities that are gone, decisions that clash."""
    latest: dict[tuple[str | None, ...], int] = {}
    for number, one in enumerate(decisions, 1):
        if one.entity and gazetteer.find(one.entity) is None:
            yield f"decision {number}: the gazetteer has no {one.entity} ({one.says()})"
        if one.other and gazetteer.find(one.other) is None:
            yield f"decision {number}: the gazetteer has no {one.other} ({one.says()})"
        if one.kind == "is-not":
            continue
        about = _about(one)
        if about in latest:
            yield f"decision {latest[about]} has no effect, decision {number} is on the same ({one.says()})"
        latest[about] = number
    for number, one in enumerate(decisions, 1):
        at = latest.get(_about(one))
        if one.kind == "is-not" and at and decisions[at - 1].entity == one.entity:
            yield f"decisions {min(at, number)} and {max(at, number)} say the opposite ({one.says()})"


def _about(decision: Decision) -> tuple[str | None, ...]:
    """Return what a decision is on: of two on the same only one can hold."""
    if decision.kind == "prefer":
        return "prefer", decision.entity
    if decision.kind == "distinct":
        return "distinct", *sorted((decision.entity or "", decision.other or ""))
    return fold(decision.text), decision.lang, decision.source


def _valid(decisions: Iterable[Decision], lang: str) -> list[Decision]:
    """Return the decisions that hold for a language, those for all languages and sources first."""
    own = lang.split("-")[0]
    held = [one for one in decisions if one.lang is None or one.lang.split("-")[0] == own]
    return sorted(held, key=lambda one: (one.source is not None, one.lang is not None))
