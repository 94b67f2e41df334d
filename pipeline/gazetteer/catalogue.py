"""The catalogue of sources: gazetteers/sources.toml, or a file of the user's own in its form."""

from __future__ import annotations

import os
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from pipeline import resources
from pipeline.article import EntityType
from pipeline.errors import GazetteerError

Kind = Literal[
    "exonym", "ftm", "geonames", "glossary", "jrc", "opensanctions", "shipped", "table", "wikidata",
    "wikidata-query",
]  # fmt: skip
_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Licence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be done with the records of a source, and who is to be named."""

    licence: str = ""
    attribution: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.attribution, self.licence)))


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How gazetteers are refreshed; see docs/refreshing.md."""

    keep: Annotated[int, msgspec.Meta(ge=1)] = 10
    max_loss: _Share = 0.1
    contact: str = ""
    tries: Annotated[int, msgspec.Meta(ge=1)] = 5


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One source: what it is, where it is, and how to read it; see docs/refreshing.md for every field."""

    kind: Kind
    url: str = ""
    use: bool = False
    licence: str = ""
    attribution: str = ""
    max_bytes: int = 8 << 30
    interval: float = 0.0
    columns: dict[str, str] = {}
    type: EntityType | None = None
    lang: str = "und"
    topics: tuple[str, ...] = ()
    alternates: str = ""
    daily: str = ""
    population: int = 0
    api: str = ""
    classes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    least_links: int = 0

    @property
    def digest(self) -> str:
        """What changes with everything that says which records the source gives."""
        said = msgspec.structs.replace(self, use=False, licence="", attribution="", max_bytes=0, interval=0.0)
        return blake2b(msgspec.json.encode(said), digest_size=8).hexdigest()


class Catalogue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sources by their names, in the order in which they are put together, and how to refresh."""

    refresh: Policy = Policy()
    sources: dict[str, Source] = {}
    licences: dict[str, Licence] = {}

    def licence(self, source: str) -> Licence | None:
        """Return the licence of records that say they are from `source`, None if it is not known."""
        if found := self.sources.get(source):
            stated = Licence(found.licence, found.attribution)
            return stated if str(stated) else None
        return self.licences.get(source)


def shipped_path() -> Path:
    """Return where the catalogue that ships with exonym is."""
    return resources.gazetteers() / "sources.toml"


def read(path: Path | None = None) -> Catalogue:
    """Read a catalogue, the one that ships if no path is given; a source's path counts from its folder.

    Raises GazetteerError, naming the field that is wrong.
    """
    where = path or shipped_path()
    try:
        found = msgspec.toml.decode(where.read_bytes(), type=Catalogue)
    except (OSError, ValueError) as error:  # what TOML and msgspec raise are ValueErrors
        reason = getattr(error, "strerror", None) or error
        raise GazetteerError(
            f"cannot read the list of sources: {reason}",
            where=str(where),
            hint=f"docs/refreshing.md describes it; {shipped_path()} is an example",
        ) from error
    sources = {name: _complete(name, source, where) for name, source in found.sources.items()}
    return msgspec.structs.replace(found, sources=sources)


@lru_cache(maxsize=1)
def shipped() -> Catalogue:
    """Return the catalogue that ships with exonym, read once."""
    return read()


def _complete(name: str, source: Source, where: Path) -> Source:
    if not name.replace("-", "").replace("_", "").isalnum():
        raise _wrong(name, "a name is made of letters, digits, - and _", where)
    if source.kind == "shipped":
        return source
    if not source.url:
        raise _wrong(name, "it needs a url: an address or a path", where)
    if source.kind == "wikidata-query" and not (source.api and source.classes):
        raise _wrong(name, "it needs api, the address of wbgetentities, and classes", where)
    if "://" in source.url:
        return source
    return msgspec.structs.replace(source, url=os.path.normpath(where.resolve().parent / source.url))


def _wrong(name: str, what: str, where: Path) -> GazetteerError:
    return GazetteerError(f"source {name}: {what}", where=str(where), hint="Correct it there")
