"""GeoNames from its server: the dump of places and of their names once, then what changed each day.

Files: https://download.geonames.org/export/dump/readme.txt ; modifications-DAY.txt and
alternateNamesModifications-DAY.txt have the columns of the dump, deletes-DAY.txt and
alternateNamesDeletes-DAY.txt begin with the number of what is gone. They are about all of GeoNames and stay
for few days: where one is missing the dump is loaded again.
"""

from __future__ import annotations

import contextlib
import email.utils
import secrets
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipeline.errors import NotThereError, RecordError
from pipeline.fetch.download import forget
from pipeline.fetch.stamp import Stamp
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.harvest import Found, Task
from pipeline.gazetteer.sources import geonames, lines

_PLACES, _NAMES = "places.txt", geonames.ALTERNATES
_KINDS = ("modifications", "deletes", "alternateNamesModifications", "alternateNamesDeletes")
_MOST_DAYS = 14
_PLACE, _CLASS, _POPULATION = 0, 6, 14
_POPULATED = "P"

Tables = tuple[dict[str, str], dict[str, tuple[str, str]]]
"""The lines of places by their number, and of names by theirs, with the number of the place."""


def fetch(task: Task) -> Found | None:
    """Harvest the places, None if nothing has changed; raises FetchError."""
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    if task.held and "day" in task.held.memory:
        day = date.fromisoformat(task.held.memory["day"])
        days = [day + timedelta(days=one) for one in range(1, (yesterday - day).days + 1)]
        if not days:
            return None
        folder = task.folder / task.held.memory["tables"]
        if task.source.daily and len(days) <= _MOST_DAYS and folder.is_dir():
            with contextlib.suppress(NotThereError):
                return _by_days(task, folder, days)
    places, names = task.download(task.source.url), task.download(task.source.alternates)
    stamps = (places.stamp, names.stamp)
    if task.held and task.held.files == stamps:
        return None
    bad: list[RecordError] = []
    rows = dict(_numbered(places.path, bad))
    wanted = _named(names.path, rows, bad)
    return _kept(task, (rows, wanted), stamps, _published(places.stamp) - timedelta(days=1), bad)


def _by_days(task: Task, folder: Path, days: list[date]) -> Found | None:
    """Bring the tables in `folder` forward by the files of some days, None if there is nothing yet.

    Raises NotThereError if these files are no longer there; those of yesterday may be still to come.
    """
    bad: list[RecordError] = []
    rows = dict(_numbered(folder / _PLACES, bad))
    names = _named(folder / _NAMES, rows, bad)
    stamps: list[Stamp] = []
    done: date | None = None
    for day in days:
        try:
            copies = [task.download(f"{task.source.daily.rstrip('/')}/{kind}-{day}.txt") for kind in _KINDS]
        except NotThereError:
            if day != days[-1]:
                raise
            break
        done = day
        stamps += [copy.stamp for copy in copies]
        _apply(rows, names, [copy.path for copy in copies], task.source.population, bad)
        for copy in copies:
            forget(copy)
    return _kept(task, (rows, names), tuple(stamps), done, bad) if done else None


def _apply(
    rows: dict[str, str],
    names: dict[str, tuple[str, str]],
    paths: list[Path],
    population: int,
    bad: list[RecordError],
) -> None:
    changed, gone, renamed, unnamed = paths
    for number, line in _numbered(changed, bad):
        if number in rows or _large(line, population):
            rows[number] = line
    for number, _ in _numbered(gone, bad):
        rows.pop(number, None)
    names.update(_named(renamed, rows, bad))
    for number, _ in _numbered(unnamed, bad):
        names.pop(number, None)


def _kept(task: Task, tables: Tables, stamps: tuple[Stamp, ...], day: date, bad: list[RecordError]) -> Found:
    """Write the tables anew, for the next day, and read them as a dump of GeoNames is read."""
    held = str(task.held.memory.get("tables", "")) if task.held else ""
    for old in task.folder.glob("tables-*"):
        if old.name != held:
            shutil.rmtree(old)
    folder = task.folder / f"tables-{secrets.token_hex(4)}"
    folder.mkdir()
    rows, names = tables
    _write(folder / _PLACES, rows.values())
    _write(folder / _NAMES, (line for place, line in names.values() if place in rows))
    memory = {"day": day.isoformat(), "tables": folder.name}

    def records() -> Iterator[Entity | RecordError]:
        yield from bad
        yield from geonames.read(folder / _PLACES)

    return Found(records(), stamps, day.isoformat(), memory)


def _numbered(path: Path, bad: list[RecordError]) -> Iterator[tuple[str, str]]:
    """Yield the number that each line begins with, and the line."""
    for where, line in lines.read(path):
        if isinstance(line, RecordError):
            bad.append(line)
            continue
        number = line.split("\t", 1)[0]
        if number.isdecimal():
            yield number, line
        else:
            bad.append(
                RecordError("not a line of GeoNames", where=where, hint="It begins with a number and a tab")
            )


def _named(path: Path, rows: dict[str, str], bad: list[RecordError]) -> dict[str, tuple[str, str]]:
    """Return the names of these places, by their numbers."""
    found = {}
    for number, line in _numbered(path, bad):
        place = line.split("\t", 2)[1] if "\t" in line else ""
        if place in rows:
            found[number] = place, line
    return found


def _large(line: str, population: int) -> bool:
    columns = line.split("\t")
    people = columns[_POPULATION] if len(columns) > _POPULATION else ""
    return columns[_CLASS : _CLASS + 1] == [_POPULATED] and people.isdecimal() and int(people) >= population


def _published(stamp: Stamp) -> date:
    """Return the day a dump was made; it has the changes of the day before."""
    try:
        return email.utils.parsedate_to_datetime(stamp.modified).astimezone(UTC).date()
    except ValueError:
        return stamp.fetched.date() - timedelta(days=1)


def _write(path: Path, rows: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{row}\n" for row in rows)
