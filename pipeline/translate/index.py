"""The Argos package index: what can be had, and fetching it over HTTP.

The index is a JSON list of package metadata, each with `links` to the package file. Nothing here runs
unless somebody asks for a package: this and the refreshing of gazetteers are the only network use.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import Settings
from pipeline.errors import FetchError, TranslationError
from pipeline.translate.engine import Pair

if TYPE_CHECKING:
    from pipeline.fetch.client import Client
    from pipeline.fetch.download import Progress

_MAX_INDEX_BYTES = 16 << 20
_MAX_PACKAGE_BYTES = 2 << 30
_TRIES, _PAUSE = 3, 0.3
_AGENT = "exonym (for ArgosTranslate)"
_OFFLINE_HINT = (
    "Check the connection, or fetch the .argosmodel file on another machine and install it from there: "
    "exonym models install FILE"
)


@dataclass(frozen=True)
class Offer:
    """A package that the index offers; `sha256` is the checksum of its file where the index states one."""

    pair: Pair
    from_name: str
    to_name: str
    version: str
    links: tuple[str, ...]
    sha256: str = ""


def index_address(index: str) -> str:
    """Return the address of the index file.

    argostranslate appends "index.json" to what it is given; a full address of a .json file works as well.
    """
    return index if index.endswith(".json") else index.rstrip("/") + "/index.json"


def version_key(version: str) -> tuple[int, ...]:
    """Return a key that sorts "1.10" after "1.9"."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def available(settings: Settings) -> list[Offer]:
    """Return the newest package the index offers for each pair, sorted by pair.

    Entries that are no translation packages, or have no link over HTTP, are left out. Raises
    TranslationError if the index cannot be reached or read.
    """
    from pipeline.fetch.answers import json_of

    address = index_address(settings.index)
    try:
        body = _client().ask(address, lambda answer: answer.body(_MAX_INDEX_BYTES))
    except FetchError as error:
        raise TranslationError(
            f"the package index cannot be reached ({error.message})", where=address, hint=_OFFLINE_HINT
        ) from error
    try:
        entries = json_of(body, address)
        if not isinstance(entries, list):
            raise FetchError("it is not a list")
    except FetchError as error:
        raise TranslationError(
            f"the package index cannot be read ({error.message})",
            where=address,
            hint="ARGOS_PACKAGE_INDEX must be the address of a folder with an Argos index.json in it",
        ) from error
    newest: dict[Pair, Offer] = {}
    for offer in filter(None, map(_offer, entries)):
        known = newest.get(offer.pair)
        if known is None or version_key(offer.version) > version_key(known.version):
            newest[offer.pair] = offer
    return [newest[pair] for pair in sorted(newest)]


def download(offer: Offer, destination: Path, parts: Path, progress: Progress | None = None) -> None:
    """Fetch the file of an offer, from the first of its links that gives all of it.

    A download that breaks is gone on with, also by the next call: what came of it is kept in the folder
    `parts`. `progress` is called after every chunk. Raises TranslationError if no link gives the file, or
    not the one whose checksum the index states.
    """
    from pipeline.fetch import download as files

    problems = []
    for link in offer.links:
        part = parts / f"{hashlib.sha256(f'{link} {offer.version}'.encode()).hexdigest()[:16]}.part"
        try:
            files.download(
                _client(),
                link,
                destination,
                checksum=offer.sha256,
                most=_MAX_PACKAGE_BYTES,
                progress=progress,
                part=part,
            )
            return
        except FetchError as error:
            problems.append(f"{link}: {error.message}")
    raise TranslationError(
        f"the package {offer.pair} cannot be fetched ({'; '.join(problems)})", hint=_OFFLINE_HINT
    )


def _client() -> Client:
    from pipeline.fetch.client import Client, Manners

    return Client(Manners(agent=_AGENT, tries=_TRIES, pause=_PAUSE))


def _offer(entry: object) -> Offer | None:
    """Return the offer an index entry makes, None if it makes none."""
    if not isinstance(entry, dict) or entry.get("type", "translate") != "translate":
        return None
    source, target, links = entry.get("from_code"), entry.get("to_code"), entry.get("links")
    if not (isinstance(source, str) and isinstance(target, str) and isinstance(links, list)):
        return None
    usable = tuple(link for link in links if isinstance(link, str) and link.startswith(("http:", "https:")))
    if not usable:
        return None
    return Offer(
        pair=Pair(source, target),
        from_name=str(entry.get("from_name", source)),
        to_name=str(entry.get("to_name", target)),
        version=str(entry.get("package_version", "0")),
        links=usable,
        sha256=str(entry.get("sha256") or ""),
    )
