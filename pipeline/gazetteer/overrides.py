"""Overrides: what an analyst decided, which wins over whatever exonym would say.

They lie beside the versions of a gazetteer, in G/overrides.jsonl, one decision a line with who decided,
when and why, so that builds leave them alone and a person can read, edit and share them. What was decided
before a command changed them is kept in overrides.past, for articles of that time to be compared with.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from pipeline.article import Evidence
from pipeline.errors import GazetteerError, RecordError
from pipeline.gazetteer.entity import Entity, Name
from pipeline.names.fold import fold
from pipeline.names.nearby import spellings

if TYPE_CHECKING:
    from pipeline.gazetteer.lookup import Match
    from pipeline.gazetteer.store import Gazetteer

Kind = Literal["is", "is-not", "ignore", "prefer", "distinct"]

FILE = "overrides.jsonl"
_PAST = "overrides.past"


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One decision about a spelling, `text`, or about two records.

    - "is": it stands for `entity`, by its family name alone if `short`
    - "is-not": it does not stand for `entity`
    - "ignore": it is no name
    - "prefer": it is how the name of `entity` is to be written
    - "distinct": `entity` and `other` are two, whatever their sources say; there is no `text`

    `lang` (BCP 47) limits a decision to what is written in that language, `source` to articles whose
    source, host or id it is, with * for any letters; "prefer" and "distinct" have neither. `when` is a
    date, YYYY-MM-DD.
    """

    kind: Kind
    text: str = ""
    entity: str | None = None
    other: str | None = None
    lang: str | None = None
    source: str | None = None
    short: bool = False
    who: str = ""
    when: str = ""
    why: str = ""

    def says(self) -> str:
        """Return the decision as a sentence."""
        what = {
            "is": f"{self.text} is {self.entity}{' by the family name' if self.short else ''}",
            "is-not": f"{self.text} is not {self.entity}",
            "ignore": f"{self.text} is no name",
            "prefer": f"{self.entity} is written {self.text}",
            "distinct": f"{self.entity} and {self.other} are two",
        }[self.kind]
        lang = f" in {self.lang}" if self.lang else ""
        source = f" in articles from {self.source}" if self.source else ""
        by = " on ".join(part for part in (self.who, self.when) if part)
        return f"{what}{lang}{source}{f', says {by}' if by else ''}{f': {self.why}' if self.why else ''}"

    def holds(self, origins: Iterable[str]) -> bool:
        """Tell whether the decision is for all articles, or for those of one of these origins."""
        return self.source is None or any(
            fnmatchcase(origin.casefold(), self.source.casefold()) for origin in origins
        )

    def evidence(self) -> Evidence:
        """Return the decision as the reason for a verdict."""
        return Evidence("override", self.says(), 1.0)


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
        if not self.decisions:
            return ""
        return hashlib.blake2b(msgspec.json.encode(self.decisions), digest_size=4).hexdigest()

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


def read(path: Path) -> list[Decision]:
    """Read the decisions in a file, none if there is no such file.

    Raises RecordError for a line that is no decision, GazetteerError if the file cannot be read.
    """
    return [decision for _, decision in _read(path)]


def add(path: Path, decision: Decision) -> None:
    """Add a decision at the end of a file; raises RecordError if it does not make sense, as `read` does."""
    _check(decision, "the decision")
    lines = [line for line, _ in _read(path)]
    _write(path, [*lines, msgspec.json.encode(decision).decode()])


def remove(path: Path, number: int) -> Decision:
    """Remove a decision by its number, from 1, and return it; raises GazetteerError if there is none."""
    found = _read(path)
    if not 1 <= number <= len(found):
        raise GazetteerError(
            f"there is no decision {number} in {path}, it has {len(found)}",
            hint="See their numbers with: exonym gazetteer override list -g FOLDER",
        )
    _write(path, [line for place, (line, _) in enumerate(found, 1) if place != number])
    return found[number - 1][1]


def past(path: Path, digest: str) -> list[Decision] | None:
    """Return the decisions of this digest, now in a file or before it was last changed by a command.

    None if they are not known any more. Raises GazetteerError if a file cannot be read.
    """
    for one in (path, path.parent / _PAST / f"{digest}.jsonl"):
        decisions = read(one)
        if Overrides(decisions).digest == digest:
            return decisions
    return None if digest else []


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


def _check(decision: Decision, where: str) -> None:
    lacks = "entity" if decision.kind != "ignore" and not decision.entity else None
    if decision.kind == "distinct":
        lacks = "other" if not decision.other or decision.other == decision.entity else lacks
    elif not fold(decision.text):
        lacks = "text"
    if lacks:
        raise RecordError(
            f'a decision of kind "{decision.kind}" needs the field "{lacks}"', where=where,
            hint='It looks like {"kind": "is", "text": "Szin", "entity": "per.shin-won-sik", "lang": "pl"}',
        )  # fmt: skip


def _read(path: Path) -> list[tuple[str, Decision]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # not splitlines: a text may hold U+2028
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise GazetteerError(
            f"cannot read {path}: {error.strerror}", hint="Check your rights to it"
        ) from None
    except ValueError as error:
        raise GazetteerError(f"cannot read {path}: {error}", hint="It must be UTF-8 JSON Lines") from None
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            decision = msgspec.json.decode(line, type=Decision)
        except (msgspec.DecodeError, RecursionError) as error:
            raise RecordError(
                f"not a decision: {error}", where=where, hint="Mend or delete the line"
            ) from None
        _check(decision, where)
        found.append((line, decision))
    return found


def _write(path: Path, lines: Iterable[str]) -> None:
    """Put lines in place of a file by one atomic swap; what was there is kept under its digest."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        if digest := Overrides(read(path)).digest:
            (path.parent / _PAST).mkdir(exist_ok=True)
            shutil.copyfile(path, path.parent / _PAST / f"{digest}.jsonl")
        with draft.open("w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise GazetteerError(
            f"cannot write {path}: {error.strerror or error}", hint="Check the folder's permissions"
        ) from error
