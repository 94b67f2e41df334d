"""Compressed files that may be bombs: unpacked as they are read, no further than is sensible.

What a file is compressed with is told by its first bytes, not by its name: JRC-Names ends in .gzip, and a
server may send what it likes.
"""

from __future__ import annotations

import bz2
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from pipeline.errors import InputError

MAX_RATIO = 250
"""Times its size that a file may unpack to. Lists of names shrink to a tenth, seldom to a fiftieth."""
_SMALL = 64 << 20  # below this size no ratio does harm
_GZIP, _BZIP2, _ZIP = b"\x1f\x8b", b"BZh", b"PK\x03\x04"
_HINT = "Get it again from a source you trust"


@contextmanager
def opened(path: Path, member: str = "") -> Iterator[IO[bytes]]:
    """Give the contents of a file, unpacked where it is gzip, bzip2 or zip.

    Of a zip archive that is the file called `member`; if none is named the only one, or the one that is
    called as the archive is. Raises InputError for one that unpacks out of all proportion, is broken off, or
    has no such member; OSError if it cannot be read.
    """
    with path.open("rb") as file:
        magic = file.read(4)
        file.seek(0)
        try:
            if magic.startswith(_ZIP):
                with zipfile.ZipFile(file) as archive:
                    info = _member(archive, member, path)
                    with archive.open(info) as stream:
                        yield _Capped(stream, path)
                return
            yield cast("IO[bytes]", _Capped(_unpacking(file, magic), path) if _packed(magic) else file)
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile, NotImplementedError) as error:
            raise InputError(f"it is broken off or damaged ({error})", where=str(path), hint=_HINT) from error
        except OSError as error:
            if error.strerror or not _packed(magic):  # bz2 says so without a number
                raise
            raise InputError(f"it is damaged ({error})", where=str(path), hint=_HINT) from error


class _Capped(io.BufferedReader):
    """A stream that raises InputError once it has given too much for the file it comes from."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        super().__init__(_Counted(stream, path), 1 << 20)


class _Counted(io.RawIOBase):
    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self._stream = stream
        self._path = path
        self._most = max(_SMALL, MAX_RATIO * path.stat().st_size)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer and return by how many bytes; raises InputError beyond what is sensible."""
        found = self._stream.read(len(buffer))
        self._given += len(found)
        if self._given > self._most:
            raise InputError(
                f"it unpacks to more than {MAX_RATIO} times its size", where=str(self._path), hint=_HINT
            )
        buffer[: len(found)] = found
        return len(found)


def _packed(magic: bytes) -> bool:
    return magic.startswith((_GZIP, _BZIP2))


def _unpacking(file: IO[bytes], magic: bytes) -> IO[bytes]:
    if magic.startswith(_GZIP):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    return bz2.BZ2File(file)


def _member(archive: zipfile.ZipFile, name: str, path: Path) -> zipfile.ZipInfo:
    """Return the file of an archive that is wanted; nothing is written, so its name can do no harm."""
    files = [info for info in archive.infolist() if not info.is_dir()]
    wanted = [info for info in files if info.filename == name] if name else files
    if not name and len(files) > 1:
        wanted = [info for info in files if Path(info.filename).stem == path.stem]
    if len(wanted) != 1:
        inside = ", ".join(info.filename for info in files[:5]) or "nothing"
        raise InputError(
            f"it holds no file {name}" if name else f"it holds {len(files)} files",
            where=str(path),
            hint=f"It holds: {inside}",
        )
    if wanted[0].flag_bits & 1:
        raise InputError("it is encrypted", where=str(path), hint="Unpack it and name the file inside")
    return wanted[0]
