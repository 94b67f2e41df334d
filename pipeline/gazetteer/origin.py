"""Where the records of a version came from."""

from __future__ import annotations

import msgspec

from pipeline.fetch.stamp import Stamp


class Origin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source of a version: `version` is what its publisher calls it, `entities` how many records it gave.

    `files` say which addresses they were read from, when, and how these can be asked whether they changed.
    """

    source: str
    kind: str
    entities: int
    licence: str = ""
    attribution: str = ""
    version: str = ""
    files: tuple[Stamp, ...] = ()

    def __str__(self) -> str:
        return f"{self.source} {self.version}".rstrip()
