"""Snapshots: a gazetteer on disk, written aside and made current by one atomic swap.

    G/CURRENT                   the name of the version in force
    G/versions/<version>/       manifest.json, entities.sqlite and the files of the index

A version's name is the digest of its records and of the tables they are indexed by (see `rules`), so
that the same data always make the same version. What entities of several records were made of is kept too.
Readers keep the version they opened. A build that is killed leaves a folder that begins with a dot; a
build an hour later clears it away.
"""

from __future__ import annotations

import contextlib
import copy
import hashlib
import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from pipeline import resources
from pipeline.errors import GazetteerError
from pipeline.gazetteer import decisions
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.index import Index
from pipeline.gazetteer.merge import Merged, Merges, Refusal
from pipeline.gazetteer.origin import Origin
from pipeline.gazetteer.overrides import Overrides

FORMAT = 9
_OLD_DRAFT_SECONDS = 3600
_AGAIN = "Build it again with: exonym gazetteer build FILE... -o FOLDER"
_NAMED = 3  # damaged files that are named


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot says of itself. `files` maps each file to its size in bytes and its BLAKE2 digest.

    `sources` counts the entities of each source, `names_from` the names that entities of other sources
    have from it; `merged` counts the entities made of several records.
    """

    version: str
    format: int
    entities: int
    names: int
    words: int
    types: dict[str, int]
    sources: dict[str, int]
    names_from: dict[str, int]
    merged: int
    files: dict[str, tuple[int, str]]
    origins: tuple[Origin, ...] = ()


class _Format(msgspec.Struct):
    format: int


class Gazetteer:
    """A gazetteer opened for reading: entities by number or id, and the index that finds them."""

    def __init__(self, folder: str | Path, overrides: Overrides | None = None) -> None:
        """Open one version folder; raises GazetteerError if it is missing, damaged or of another format.

        `overrides` are decisions that win over what it holds; `version` is another one with them.
        """
        self.folder = folder = Path(folder)
        self.manifest = manifest(folder)
        self.overrides = Overrides() if overrides is None else overrides
        self.version = "+".join(filter(None, (self.manifest.version, self.overrides.digest)))
        if bad := damaged(folder, self.manifest):
            named = ", ".join(bad[:_NAMED]) + (f" and {len(bad) - _NAMED} more" if bad[_NAMED:] else "")
            raise GazetteerError(f"{folder} is damaged: {named} not as built", hint=_AGAIN)
        try:
            self.index = Index(folder)
            self._records = sqlite3.connect(
                f"{(folder / 'entities.sqlite').resolve().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
            )
            self._records.execute("SELECT record FROM entity LIMIT 1")
        # marisa-trie raises RuntimeError; ValueError are bytes that are no text
        except (OSError, RuntimeError, ValueError, sqlite3.Error) as error:
            raise GazetteerError(f"{folder} is damaged: {error}", hint=_AGAIN) from error
        self._decode = msgspec.json.Decoder(Entity).decode
        self.entity = lru_cache(maxsize=50_000)(self._entity)

    @classmethod
    def open(cls, path: str | Path | None = None) -> Gazetteer:
        """Open the current version of the gazetteer at `path`, or the shipped one.

        `path` may also be a version folder. The decisions in overrides.jsonl beside the versions are in
        force too. Raises GazetteerError if there is none or it cannot be read.
        """
        if path is None:
            from pipeline.gazetteer.shipped import shipped

            return cls(shipped())
        root = Path(path)
        folder = current(root)
        if folder is None:
            return cls(root)
        try:
            return cls(folder, Overrides(decisions.read(root / decisions.FILE)))
        except GazetteerError:
            if current(root) == folder:
                raise
            return cls.open(root)  # swapped and pruned between the reading of CURRENT and the opening

    def within(self, origins: tuple[str, ...]) -> Gazetteer:
        """Return the gazetteer as it is for an article of these origins (see Article.origins).

        It shares all but the decisions, and is this very object where no decision makes a difference.
        """
        overrides = self.overrides.within(origins)
        if overrides is self.overrides:
            return self
        one = copy.copy(self)
        one.overrides = overrides
        return one

    def __len__(self) -> int:
        return self.manifest.entities

    def __iter__(self) -> Iterator[Entity]:
        for (record,) in self._records.execute("SELECT record FROM entity ORDER BY number"):
            yield self._decode(record)

    def _entity(self, number: int) -> Entity:
        """Return an entity by its number in this version; raises KeyError."""
        row = self._records.execute("SELECT record FROM entity WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return self.overrides.written(self._decode(row[0]))

    def entities(self, numbers: Collection[int]) -> dict[int, Entity]:
        """Return the entities of these numbers, by number: one at a time they take longer."""
        marks = ",".join("?" * len(numbers))
        rows = self._records.execute(
            f"SELECT number, record FROM entity WHERE number IN ({marks})", tuple(numbers)
        )
        return {number: self.overrides.written(self._decode(record)) for number, record in rows}

    def number(self, id: str) -> int | None:
        """Return the number in this version of the entity of this id, or that it was merged into, or None."""
        for query in (
            "SELECT number FROM entity WHERE id = ?",
            "SELECT entity FROM part WHERE id = ?",
        ):
            if row := self._records.execute(query, (id,)).fetchone():
                return int(row[0])
        return None

    def find(self, id: str) -> Entity | None:
        """Return the entity of this id, or that a record of this id was merged into, or None."""
        number = self.number(id)
        return None if number is None else self._entity(number)

    def merged(self, id: str) -> Merged | None:
        """Return what the entity of this id was made of, None if that is one record."""
        number = self.number(id)
        row = self._records.execute("SELECT made FROM merged WHERE entity = ?", (number,)).fetchone()
        return msgspec.json.decode(row[0], type=Merged) if row else None

    def merges(self) -> Merges:
        """Return the entities, what those of several records were made of, and what was refused."""
        made = self._records.execute("SELECT id, made FROM merged JOIN entity ON entity = number")
        refused = self._records.execute("SELECT one, other, says FROM refused")
        return Merges(
            list(self),
            {id_: msgspec.json.decode(row, type=Merged) for id_, row in made},
            [Refusal(*row) for row in refused],
        )


def current(root: Path) -> Path | None:
    """Return the folder of the version in force at a gazetteer's root, None if there is none.

    Raises GazetteerError if that may not be read.
    """
    try:
        name = (root / "CURRENT").read_text(encoding="utf-8").strip()
    except PermissionError as error:
        raise GazetteerError(
            f"cannot read {root / 'CURRENT'}: {error.strerror}", hint="Check your rights to the folder"
        ) from None
    except (OSError, ValueError):  # bytes that are no text, a path with NUL
        return None
    return root / "versions" / name


def rules() -> Iterator[Path]:
    """Yield the files that tell how names are read and weighed, and so what an index of them holds."""
    home = resources.gazetteers()
    yield from (home / "matching.toml", home / "particles.toml")
    for folder in ("language", "orthography", "tables"):
        yield from sorted((home / folder).iterdir())


def format_of(folder: Path) -> int | None:
    """Return the format of a version folder, None if there is no manifest that tells."""
    try:
        return msgspec.json.decode((folder / "manifest.json").read_bytes(), type=_Format).format
    except (OSError, ValueError):
        return None


def damaged(folder: Path, manifest: Manifest, *, thorough: bool = False) -> list[str]:
    """Return the files of a version that are missing or of another size, if `thorough` of other contents."""
    return [
        name
        for name, (size, digest) in manifest.files.items()
        if not (file := folder / name).is_file()
        or file.stat().st_size != size
        or (thorough and _digest(file) != digest)
    ]


def manifest(folder: Path) -> Manifest:
    """Read the manifest of a version folder; raises GazetteerError if it cannot be read."""
    path = folder / "manifest.json"
    try:
        data = path.read_bytes()
        found = msgspec.json.decode(data, type=_Format).format
        if found == FORMAT:
            return msgspec.json.decode(data, type=Manifest)
    except (FileNotFoundError, NotADirectoryError):
        raise GazetteerError(
            f"there is no gazetteer at {folder}",
            hint="Build one with: exonym gazetteer build FILE... -o FOLDER",
        ) from None
    except (OSError, ValueError) as error:
        raise GazetteerError(f"cannot read {path}: {error}", hint=_AGAIN) from error
    raise GazetteerError(f"{folder} is of format {found}, this exonym reads format {FORMAT}", hint=_AGAIN)


def write(root: Path, entities: Iterable[Entity] | Merges, origins: tuple[Origin, ...] = ()) -> Manifest:
    """Write a version of these entities below `root` and make it current; it remembers its `origins`.

    Raises GazetteerError if the folder cannot be written. Nothing is changed until all is on disk.
    """
    merges = entities if isinstance(entities, Merges) else Merges(list(entities))
    records = sorted(merges.entities, key=lambda entity: entity.id)
    digest = hashlib.blake2b(f"format {FORMAT}\n".encode(), digest_size=8)
    for path in rules():
        digest.update(path.read_bytes())
    # Encoded here and again for the database: a million lines are dear to keep and cheap to make.
    for entity in records:
        digest.update(msgspec.json.encode(entity) + b"\n")
    if merges.merged or merges.refused:
        digest.update(msgspec.json.encode(sorted(merges.merged.items())))
        digest.update(msgspec.json.encode(sorted(merges.refused, key=msgspec.structs.astuple)))
    version = digest.hexdigest()
    from pipeline.gazetteer import indexing  # only who writes needs it

    versions = root / "versions"
    draft = versions / f".{version}.{secrets.token_hex(4)}"
    try:
        draft.mkdir(parents=True)
        clear_drafts(root)
        counts = indexing.write(draft, records)
        _write_records(draft / "entities.sqlite", records, merges)
        made = Manifest(
            version=version,
            format=FORMAT,
            entities=len(records),
            **counts,
            types=_count(entity.type for entity in records),
            sources=_count(entity.source for entity in records),
            names_from=_count(name.source for entity in records for name in entity.names if name.source),
            merged=len(merges.merged),
            files={file.name: (file.stat().st_size, _digest(file)) for file in sorted(draft.iterdir())},
            origins=origins,
        )
        _write_manifest(draft, made)
        for path in (*draft.iterdir(), draft):
            _sync(path)
        _settle(draft, versions / version, made)
        _sync(versions)
        make_current(root, version)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise GazetteerError(
            f"cannot write a gazetteer to {root}: {error.strerror or error}",
            hint="Check the folder's permissions and the room on the disk",
        ) from error
    return made


def make_current(root: Path, version: str) -> None:
    """Put the version of this name, which must be there, in force by one atomic swap; raises OSError."""
    swap = root / f".CURRENT.{version}.{secrets.token_hex(4)}"
    swap.write_text(version + "\n", encoding="utf-8")
    _sync(swap)
    swap.replace(root / "CURRENT")
    _sync(root)


def _settle(draft: Path, final: Path, made: Manifest) -> None:
    """Give a finished draft its name, unless the same version is there already and whole."""
    if final.is_dir() and (format_of(final) != FORMAT or damaged(final, made, thorough=True)):
        final.rename(final.with_name(f"{draft.name}.damaged"))
    try:
        draft.rename(final)
    except OSError:
        if not final.is_dir():
            raise
        shutil.rmtree(draft)  # this version was there, or another build has just finished it
        # The same data may have come again from elsewhere, or later. When a version was built last is its
        # place in the history, which the time of this file tells.
        _write_manifest(final, msgspec.structs.replace(manifest(final), origins=made.origins))


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    aside = folder / f".manifest.{secrets.token_hex(4)}"
    aside.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    _sync(aside)
    aside.replace(folder / "manifest.json")


def _write_records(path: Path, records: list[Entity], merges: Merges) -> None:
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE entity (number INTEGER PRIMARY KEY, id TEXT UNIQUE, record BLOB)")
        database.executemany(
            "INSERT INTO entity VALUES (?, ?, ?)",
            ((number, entity.id, msgspec.json.encode(entity)) for number, entity in enumerate(records)),
        )
        # What entities of several records were made of, and where each of these records went.
        database.execute("CREATE TABLE merged (entity INTEGER PRIMARY KEY, made BLOB)")
        database.execute("CREATE TABLE part (id TEXT PRIMARY KEY, entity INTEGER) WITHOUT ROWID")
        database.execute("CREATE TABLE refused (one TEXT, other TEXT, says TEXT)")
        for number, entity in enumerate(records if merges.merged else ()):
            if made := merges.merged.get(entity.id):
                database.execute("INSERT INTO merged VALUES (?, ?)", (number, msgspec.json.encode(made)))
                parts = ((record.id, number) for record in made.records)
                database.executemany("INSERT OR IGNORE INTO part VALUES (?, ?)", parts)
        database.executemany(
            "INSERT INTO refused VALUES (?, ?, ?)", map(msgspec.structs.astuple, merges.refused)
        )
        database.commit()


def clear_drafts(root: Path) -> None:
    """Remove what killed builds left behind; what is young may be another build at work."""
    oldest = time.time() - _OLD_DRAFT_SECONDS
    for left in (*(root / "versions").glob(".*"), *root.glob(".CURRENT.*")):
        with contextlib.suppress(OSError):  # another build may clear, or finish, the same one
            if left.stat().st_mtime < oldest:
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def _count(values: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items()))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _sync(path: Path) -> None:
    if os.name == "nt":  # Windows cannot flush a folder, nor a file opened for reading
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
