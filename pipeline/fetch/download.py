"""A file from a server: all of it, verified, and only if it is not the one we have.

Beside the file lies what the server said of it (`Stamp`), so that the next time we can ask for it only if it
has changed. What comes of a download that breaks lies in a part beside it, with the validator that tells
whether the rest still belongs to it (RFC 9110, 13 and 14).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import FetchError
from pipeline.fetch.answers import refuse_page
from pipeline.fetch.client import Answer, Client, Passing
from pipeline.fetch.stamp import Stamp

Progress = Callable[[int, int | None], None]
"""Told the bytes that have come so far and the bytes expected, None where the server does not say."""

MAX_BYTES = 8 << 30
_HEAD = 4096
_ALGORITHMS = {32: "md5", 40: "sha1", 64: "sha256"}  # by the length of the checksum


@dataclass(frozen=True)
class Copy:
    """A file that is here: `fresh` if it has just come, else the server says that it has not changed."""

    path: Path
    stamp: Stamp
    fresh: bool


def download(
    client: Client,
    url: str,
    path: Path,
    *,
    checksum: str = "",
    most: int = MAX_BYTES,
    progress: Progress | None = None,
    part: Path | None = None,
) -> Copy:
    """Fetch `url` into `path`, unless the copy that is there is still the same.

    `checksum` (MD5, SHA-1 or SHA-256, hexadecimal) is what the file must have; `most` bytes are accepted.
    What came of a broken download is kept in `part` (beside the file, if not said) and gone on with, also
    by a later call. `progress` is called after every chunk. Raises FetchError if the file cannot be had.
    """
    from filelock import FileLock

    if checksum and len(checksum) not in _ALGORITHMS:
        raise FetchError(
            f"a checksum of {len(checksum)} digits is stated for it",
            where=url,
            hint="Known are MD5, SHA-1 and SHA-256, in hexadecimal",
        )
    part = part or path.with_name(path.name + ".part")
    part.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(part.with_name(part.name + ".lock")):  # two processes must not add to one part
        held, furthest = _held(url, path, checksum), _size(part)

        def once() -> Copy:
            """Try once, and note how far that got."""
            nonlocal furthest
            try:
                return _once(client, url, path, part, held, most, bool(checksum), progress)
            except Passing as passing:
                # What comes again from the beginning is no progress, however much it is.
                passing.gained = _size(part) - furthest
                furthest = max(furthest, _size(part))
                raise

        copy = client.retry(url, once)
        if copy.fresh:
            _verify(part, checksum, url)
            _sidecar(path).unlink(missing_ok=True)  # it tells of the file that goes now
            part.replace(path)
            _sidecar(part).unlink(missing_ok=True)
            write_whole(_sidecar(path), msgspec.json.encode(copy.stamp))
        return copy


def forget(copy: Copy) -> None:
    """Remove a file that is of use once, and what lies beside it."""
    part = copy.path.with_name(copy.path.name + ".part")
    for path in (copy.path, _sidecar(copy.path), part.with_name(part.name + ".lock")):
        path.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside, flush it to the disk and put it in place at once."""
    aside = path.with_name(f".{path.name}.new")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _once(
    client: Client,
    url: str,
    path: Path,
    part: Path,
    held: Stamp | None,
    most: int,
    provable: bool,
    progress: Progress | None,
) -> Copy:
    done, headers = _resumed(part, url, provable)
    if held:
        headers |= {"If-None-Match": held.etag} if held.etag else {"If-Modified-Since": held.modified}
    with client.open(url, headers=headers) as answer:
        if answer.status == 304 and held:
            return Copy(path, held, fresh=False)
        if answer.status == 416:  # there is nothing after what we have, so it was of another file
            part.unlink(missing_ok=True)
            raise Passing("the server has no more of it than we have", wait=0.0)
        if not (done and answer.headers.get("Content-Range", "").startswith(f"bytes {done}-")):
            done = 0
        _receive(answer, url, part, done, most, progress)
        stamp = Stamp(
            url=url,
            fetched=datetime.now(UTC),
            bytes=part.stat().st_size,
            etag=answer.headers.get("ETag", ""),
            modified=answer.headers.get("Last-Modified", ""),
            at="" if answer.url == url else answer.url,
        )
    return Copy(path, stamp, fresh=True)


def _receive(answer: Answer, url: str, part: Path, done: int, most: int, progress: Progress | None) -> None:
    """Add the body of an answer to `part`, after the first `done` bytes."""
    total = _total(answer, done)
    if (total or 0) > most:
        raise _too_long(url, total or 0, most)
    if not done:
        part.unlink(missing_ok=True)
        write_whole(_sidecar(part), msgspec.json.encode({"url": url, "validator": _validator(answer)}))
    try:
        with part.open("ab") as sink:
            sink.truncate(done)
            for chunk in answer.chunks():
                done += len(chunk)
                if done > most:
                    raise _too_long(url, done, most)
                sink.write(chunk)
                if progress:
                    progress(done, total)
            sink.flush()
            os.fsync(sink.fileno())
    except FetchError:
        part.unlink(missing_ok=True)
        raise
    if total is not None and done != total:
        raise Passing(f"only {done:,} of {total:,} bytes came")


def _held(url: str, path: Path, checksum: str) -> Stamp | None:
    """Return what is known of the file that is here, None if it is not whole or cannot be asked about."""
    try:
        stamp = msgspec.json.decode(_sidecar(path).read_bytes(), type=Stamp)
        whole = path.stat().st_size == stamp.bytes and stamp.url == url
    except (OSError, msgspec.DecodeError):
        return None
    if not whole or not (stamp.etag or stamp.modified):
        return None
    return stamp if not checksum or _digest(path, checksum) == checksum.lower() else None


def _resumed(part: Path, url: str, provable: bool) -> tuple[int, dict[str, str]]:
    """Return how much of a file is here, and the headers that ask for the rest of the same file.

    Without a validator the rest may be that of another file: then only a checksum can tell.
    """
    try:
        known: Any = msgspec.json.decode(_sidecar(part).read_bytes())
        done, validator = part.stat().st_size, str(known["validator"])
        if not done or known["url"] != url or not (validator or provable):
            return 0, {}
    except (OSError, msgspec.DecodeError, LookupError, TypeError):
        return 0, {}
    return done, {"Range": f"bytes={done}-"} | ({"If-Range": validator} if validator else {})


def _validator(answer: Answer) -> str:
    """Return what If-Range may be given: a strong ETag, else the date of the last change."""
    etag = answer.headers.get("ETag", "")
    return etag if etag.startswith('"') else answer.headers.get("Last-Modified", "")


def _total(answer: Answer, done: int) -> int | None:
    announced = answer.headers.get("Content-Length", "")
    return done + int(announced) if announced.isdecimal() else None


def _verify(file: Path, checksum: str, url: str) -> None:
    """Raise FetchError, and remove the file, if it is a web page or has not this checksum."""
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
    try:
        refuse_page(head, url)
    except FetchError:
        file.unlink()
        raise
    if not checksum:
        return
    found = _digest(file, checksum)
    if found != checksum.lower():
        file.unlink()
        raise FetchError(
            f"its checksum is {found[:12]}..., and should be {checksum[:12]}...",
            where=url,
            hint="Try again later; it may have been published just now, or altered on the way",
        )


def _digest(file: Path, checksum: str) -> str:
    """Return the digest of a file, by the algorithm of a checksum; "" if there is no such file."""
    algorithm = _ALGORITHMS[len(checksum)]
    with contextlib.suppress(FileNotFoundError), file.open("rb") as stream:
        return hashlib.file_digest(stream, algorithm).hexdigest()
    return ""


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _too_long(url: str, found: int, most: int) -> FetchError:
    return FetchError(
        f"it has {found:,} bytes or more, and {most:,} are accepted",
        where=url,
        hint="Check the address; for a gazetteer's source, max_bytes in sources.toml accepts more",
    )


def _sidecar(path: Path) -> Path:
    return path.with_name(path.name + ".json")
