"""Decisions: what an analyst said of a spelling or of two records, and the file they are kept in.

They lie beside the versions of a gazetteer, in G/overrides.jsonl, one decision a line with who decided,
when and why, so that builds leave them alone and a person can read, edit and share them. What was decided
before a command changed them is kept in overrides.past, for articles of that time to be compared with.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

import msgspec

from pipeline.article import Evidence
from pipeline.errors import GazetteerError, RecordError
from pipeline.names.fold import fold

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


def digest(decisions: Sequence[Decision]) -> str:
    """Return a short digest of decisions, empty if there are none."""
    return hashlib.blake2b(msgspec.json.encode(decisions), digest_size=4).hexdigest() if decisions else ""


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


def past(path: Path, wanted: str) -> list[Decision] | None:
    """Return the decisions of this digest, now in a file or before it was last changed by a command.

    None if they are not known any more. Raises GazetteerError if a file cannot be read.
    """
    for one in (path, path.parent / _PAST / f"{wanted}.jsonl"):
        decisions = read(one)
        if digest(decisions) == wanted:
            return decisions
    return None if wanted else []


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
        if before := digest(read(path)):
            (path.parent / _PAST).mkdir(exist_ok=True)
            shutil.copyfile(path, path.parent / _PAST / f"{before}.jsonl")
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
