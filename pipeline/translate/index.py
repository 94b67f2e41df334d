"""The Argos package index: what can be had, and fetching it over HTTP.

The index is a JSON list of package metadata, each with `links` to the package file. Nothing here runs
unless somebody asks for a package: this and the refreshing of gazetteers are the only network use.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import Settings
from pipeline.errors import TranslationError
from pipeline.translate.engine import Pair

Progress = Callable[[int, int | None], None]
"""Told the bytes that have come so far and the bytes expected, None where the server does not say."""

TIMEOUT_SECONDS = 30.0
_MAX_INDEX_BYTES = 16 << 20
_MAX_PACKAGE_BYTES = 2 << 30
_TRIES = 3
_AGENT = {"User-Agent": "exonym (for ArgosTranslate)"}
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
    address = index_address(settings.index)
    try:
        with _open(address) as response:
            body = response.read(_MAX_INDEX_BYTES + 1)
    except (OSError, http.client.HTTPException) as error:
        raise TranslationError(
            f"the package index cannot be reached ({_reason(error)})", where=address, hint=_OFFLINE_HINT
        ) from error
    try:
        if len(body) > _MAX_INDEX_BYTES:
            raise ValueError("it is too long")
        entries = json.loads(body)
        if not isinstance(entries, list):
            raise ValueError("it is not a list")
    except (ValueError, RecursionError) as error:
        raise TranslationError(
            f"the package index cannot be read ({error})",
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
    problems = []
    for link in offer.links:
        part = parts / f"{hashlib.sha256(f'{link} {offer.version}'.encode()).hexdigest()[:16]}.part"
        try:
            _resume(link, destination, part, progress)
            _check(destination, offer.sha256)
            return
        except (OSError, http.client.HTTPException) as error:
            problems.append(f"{link}: {_reason(error)}")
    raise TranslationError(
        f"the package {offer.pair} cannot be fetched ({'; '.join(problems)})", hint=_OFFLINE_HINT
    )


def _resume(link: str, destination: Path, part: Path, progress: Progress | None) -> None:
    """Fetch a link, beginning with what `part` has of it; what comes of it goes there if it breaks.

    Moving `part` away makes it ours: no other process can add to the same file.
    """
    destination.unlink(missing_ok=True)
    if part.is_file():
        shutil.move(part, destination)
    try:
        for left in reversed(range(_TRIES)):
            before = destination.stat().st_size if destination.is_file() else 0
            try:
                return _fetch(link, destination, progress)
            except (OSError, http.client.HTTPException):
                gained = destination.is_file() and destination.stat().st_size > before
                if not (left and gained):
                    raise
    except BaseException:
        if destination.is_file() and destination.stat().st_size:
            part.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(destination, part)
        raise


def _fetch(link: str, destination: Path, progress: Progress | None) -> None:
    """Fetch what a file lacks of a link, or all of it if the server cannot begin in the middle."""
    done = destination.stat().st_size if destination.is_file() else 0
    try:
        response = _open(link, {"Range": f"bytes={done}-"} if done else {})
    except urllib.error.HTTPError as error:
        if error.code != 416 or not done:  # there is nothing after what we have, so it is another file
            raise
        done, response = 0, _open(link)
    with response:
        if not str(response.headers.get("Content-Range", "")).startswith(f"bytes {done}-"):
            done = 0
        announced = response.headers.get("Content-Length", "")
        total = done + int(announced) if announced.isdecimal() else None
        with destination.open("ab" if done else "wb") as sink:
            while chunk := response.read(1 << 18):
                done += len(chunk)
                if done > _MAX_PACKAGE_BYTES:
                    raise OSError(f"it is longer than {_MAX_PACKAGE_BYTES:,} bytes")
                sink.write(chunk)
                if progress:
                    progress(done, total)
    if total is not None and done != total:
        raise OSError(f"only {done:,} of {total:,} bytes came")


def _check(file: Path, sha256: str) -> None:
    """Raise OSError, and remove the file, if it has not the checksum that the index states."""
    if not sha256:
        return
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != sha256.lower():
        file.unlink()
        raise OSError(f"its checksum is {found[:12]}..., and the index says {sha256[:12]}...")


def _open(address: str, headers: Mapping[str, str] | None = None) -> Any:
    """Open an address; only HTTP, since an index must not make us read local files."""
    if not address.startswith(("http://", "https://")):
        raise OSError("it is no http or https address")
    request = urllib.request.Request(address, headers=_AGENT | dict(headers or {}))
    return urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS)


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


def _reason(error: Exception) -> str:
    """Return what went wrong, without the wrapping that urllib puts around it."""
    return str(getattr(error, "reason", None) or error or type(error).__name__)
