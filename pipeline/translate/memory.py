"""The translation memory: sentences that were translated before, by the same engine, in one SQLite file.

An entry is found by a digest of the engine's version, the direction and the sentence as it was sent, names
put in and all; so a new package, another beam or another canonical form asks the engine again. The memory
only saves time: where its file cannot be used, translation goes on without it and a warning is logged once.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

_log = logging.getLogger(__name__)

MAX_ENTRIES = 200_000
# With MAX_ENTRIES this bounds the file; sentences that long hardly come twice.
MAX_CHARACTERS = 2_000
_WAIT_SECONDS = 10.0
# SQLite takes 999 values in one statement in its oldest versions.
_AT_ONCE = 500

_SCHEMA = "CREATE TABLE IF NOT EXISTS memory (place INTEGER PRIMARY KEY, key BLOB UNIQUE, text TEXT NOT NULL)"


class Memory:
    """What was translated before, in `file`; it holds the `most` newest entries.

    Threads and processes may share a file: every call opens it anew and is one transaction.
    """

    def __init__(self, file: Path, most: int = MAX_ENTRIES) -> None:
        self.file = file
        self._most = most
        self._told = False

    def recall(self, version: str, source: str, target: str, sentences: Sequence[str]) -> dict[str, str]:
        """Return the translations that are known, by sentence; `version` is that of the translator."""
        wanted = {_key(version, source, target, sentence): sentence for sentence in sentences}
        keys = list(wanted)
        found: dict[str, str] = {}
        if not self.file.exists():
            return found
        with self._told_of(), self._opened() as database:
            for first in range(0, len(keys), _AT_ONCE):
                some = keys[first : first + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = database.execute(f"SELECT key, text FROM memory WHERE key IN ({marks})", some)
                found |= {wanted[key]: text for key, text in rows}
        return found

    def keep(self, version: str, source: str, target: str, translations: Mapping[str, str]) -> None:
        """Remember translations, by sentence, and forget the oldest entries beyond the bound."""
        rows = [
            (_key(version, source, target, sentence), text)
            for sentence, text in translations.items()
            if len(sentence) + len(text) <= MAX_CHARACTERS
        ]
        if not rows:
            return
        with self._told_of(), self._opened() as database, database:
            database.execute("BEGIN IMMEDIATE")
            database.executemany("INSERT OR IGNORE INTO memory (key, text) VALUES (?, ?)", rows)
            # Places only go up, so the distance between the ends bounds the number of entries.
            database.execute(
                "DELETE FROM memory WHERE place <= (SELECT max(place) FROM memory) - ?", (self._most,)
            )

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.file, timeout=_WAIT_SECONDS)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute(_SCHEMA)
            yield database

    @contextmanager
    def _told_of(self) -> Iterator[None]:
        """Let what goes wrong with the file end the block, and log it the first time."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            if not self._told:
                _log.warning(
                    "the translation memory %s is not used: %s. Delete it, or use --no-memory",
                    self.file,
                    error,
                )
            self._told = True


def _key(version: str, source: str, target: str, sentence: str) -> bytes:
    """Return what an entry is found by; the parts cannot run into each other."""
    text = "\x00".join((version, source, target, sentence))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
