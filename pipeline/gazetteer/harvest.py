"""Harvesting: what a source has now, brought into records of our own that are kept between refreshes.

    G/sources/<name>/state.json       what was fetched, when, and which file holds the records
    G/sources/<name>/records-*.jsonl  the entities of the source, one a line
    G/sources/<name>/downloads/       files as they came, each with what the server said of it

state.json is replaced last and at once: a harvest that is killed or fails leaves what the last one brought.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import msgspec

from pipeline.errors import ExonymError, InputError, RecordError
from pipeline.fetch.client import Client
from pipeline.fetch.download import Copy, download, write_whole
from pipeline.fetch.stamp import Stamp
from pipeline.gazetteer import sources
from pipeline.gazetteer.catalogue import Source
from pipeline.gazetteer.entity import Entity

Progress = Callable[[str, int, int | None], None]
"""Told what is done, how much of it is done, and how much there is, None where that is not known."""

_DOWNLOADS = "downloads"
_UNSAFE, _LONGEST_NAME = re.compile(r"[^\w.-]", re.ASCII), 100
# What the reader of FollowTheMoney calls publishers; there are many, so the catalogue's name says which.
_MANY = frozenset({"ftm", "opensanctions"})
_TOLD = 100  # bad lines that are kept to be told; all are counted
_EVERY = 1000


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What is held of a source. `config` is the digest of its settings, `version` what its publisher says.

    `files` are the stamps of what it was read from, `memory` what its module wants to know the next time.
    """

    config: str
    version: str
    records: str
    entities: int
    checked: datetime
    files: tuple[Stamp, ...]
    memory: dict[str, Any] = {}


@dataclass
class Found:
    """What a source gave: all its records, or the errors that lines would raise, and where they are from."""

    records: Iterable[Entity | RecordError]
    files: tuple[Stamp, ...]
    version: str = ""
    memory: dict[str, Any] = field(default_factory=dict)


@dataclass
class Task:
    """One source to be harvested into `folder`; `held` is what is there, if its settings are the same."""

    name: str
    source: Source
    folder: Path
    client: Client
    held: State | None = None
    progress: Progress = lambda what, done, total: None

    def download(self, url: str, checksum: str = "") -> Copy:
        """Fetch a file of the source, or learn that it has not changed; raises FetchError."""
        # The publisher chooses the address: what would be no name of a file here becomes one.
        name = _UNSAFE.sub("_", PurePosixPath(urlsplit(url).path).name).lstrip(".")[-_LONGEST_NAME:]
        return download(
            self.client,
            url,
            self.folder / _DOWNLOADS / (name or "download"),
            checksum=checksum,
            most=self.source.max_bytes,
            progress=lambda done, total: self.progress(f"fetching {self.name}", done, total),
        )

    def records(self) -> Iterator[Entity]:
        """Yield the records that are held; raises InputError if they cannot be read."""
        if self.held is not None:
            yield from _records(self.folder / self.held.records)


@dataclass(frozen=True)
class Harvest:
    """What came of a source: its state, whether anything is new, and the lines that were left out and why.

    `bad` counts these lines, of which `errors` are the first. `failure` says why the source could not be
    harvested; then the state is the one before, None if there is none.
    """

    state: State | None
    fresh: bool = False
    bad: int = 0
    errors: tuple[RecordError, ...] = ()
    failure: ExonymError | None = None


def harvest(name: str, source: Source, folder: Path, client: Client, progress: Progress) -> Harvest:
    """Bring what is held of a source up to date; a failure is returned, not raised.

    Raises OSError if the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = held(folder)
    task = Task(name, source, folder, client, progress=progress)
    task.held = known if known and known.config == source.digest else None
    try:
        found = _fetcher(source)(task)
        if found is None and task.held is not None:
            return Harvest(task.held)
        if found is None:
            raise InputError("it gave nothing", where=source.url)
        return _keep(task, found)
    except ExonymError as error:
        if isinstance(error, InputError):  # what could not be read is to come again, whole
            shutil.rmtree(folder / _DOWNLOADS, ignore_errors=True)
        return Harvest(known, failure=error)


def held(folder: Path) -> State | None:
    """Return what is held of a source in its folder, None if that is nothing that can be read."""
    try:
        state = msgspec.json.decode((folder / "state.json").read_bytes(), type=State)
    except (OSError, msgspec.DecodeError):
        return None
    return state if (folder / state.records).is_file() else None


def records(folder: Path) -> Iterator[Entity]:
    """Yield the records that are held of a source; raises InputError if they cannot be read."""
    if state := held(folder):
        yield from _records(folder / state.records)


def fetch_file(task: Task) -> Found | None:
    """Harvest a source that is one file, at an address or a path; None if it has not changed."""
    source = task.source
    if "://" in source.url:
        copy = task.download(source.url)
        path, stamp = copy.path, copy.stamp
    else:
        path, stamp = Path(source.url), _local(Path(source.url))
    if task.held and task.held.files == (stamp,):
        return None
    kind = next(one for one in sources.KINDS if one == source.kind)
    how = sources.Options(kind, source.columns, source.type, source.lang)
    return Found(sources.read(path, how), (stamp,))


def _fetcher(source: Source) -> Callable[[Task], Found | None]:
    """Return the function that harvests sources of a kind, from the module that knows its servers."""
    modules = {"opensanctions": "opensanctions", "wikidata-query": "wikidata_query"}
    if source.kind == "geonames" and "://" in source.url and source.alternates:
        modules["geonames"] = "geonames_daily"
    if module := modules.get(source.kind):
        fetch: Callable[[Task], Found | None] = import_module(f"{sources.__name__}.{module}").fetch
        return fetch
    return fetch_file


def _keep(task: Task, found: Found) -> Harvest:
    """Write the records of a source, then its state; bad lines are counted, and told by the first of them."""
    path = task.folder / f"records-{secrets.token_hex(4)}.jsonl"
    errors: list[RecordError] = []
    bad = good = 0
    try:
        with path.open("wb") as file:
            for record in found.records:
                if isinstance(record, RecordError):
                    bad += 1
                    errors += [record] if bad <= _TOLD else []
                    continue
                if record.source in _MANY:
                    record = msgspec.structs.replace(record, source=task.name)
                file.write(msgspec.json.encode(record) + b"\n")
                good += 1
                if good % _EVERY == 0:
                    task.progress(f"reading {task.name}", good, None)
        if not good:
            first = f"; the first trouble: {errors[0]}" if errors else ""
            raise InputError(
                f"no record could be read{first}",
                where=task.source.url,
                hint="Check the kind and the address of the source in sources.toml",
            )
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    state = State(
        config=task.source.digest,
        version=found.version,
        records=path.name,
        entities=good,
        checked=datetime.now(UTC),
        files=found.files,
        memory=found.memory,
    )
    write_whole(task.folder / "state.json", msgspec.json.encode(state))
    for old in task.folder.glob("records-*.jsonl"):
        if old != path:
            old.unlink()
    return Harvest(state, True, bad, tuple(errors))


def _records(path: Path) -> Iterator[Entity]:
    decode = msgspec.json.Decoder(Entity).decode
    try:
        with path.open("rb") as lines:
            for line in lines:
                yield decode(line)
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(
            f"the records held of a source are damaged: {error}",
            where=str(path),
            hint=f"Remove {path.parent} and refresh again",
        ) from error


def _local(path: Path) -> Stamp:
    """Return the stamp of a file on this machine: when it was written last stands for its ETag."""
    with contextlib.suppress(OSError):
        about = path.stat()
        when = datetime.fromtimestamp(about.st_mtime, UTC)
        return Stamp(url=str(path), fetched=when, bytes=about.st_size, modified=when.isoformat())
    raise InputError(
        f"there is no file {path}", hint="A path in sources.toml counts from the folder it is in"
    )
