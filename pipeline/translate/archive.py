"""Unpack a package archive that nobody vouches for.

An Argos package is a zip file of one folder. Anybody can make one, and `zipfile.extractall` writes
whatever it is told to; so the table of contents is judged first, as a whole, and only then is anything
written. What is written goes to a staging folder beside its destination and is renamed when it is
complete: a process killed half way leaves no half package.
"""

from __future__ import annotations

import hashlib
import shutil
import stat
import time
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from pipeline.errors import PackageError

MAX_MEMBERS = 5_000
MAX_BYTES = 4 << 30
# Models hardly shrink (about 1.2 to 1) and vocabularies shrink to a fifth; bombs start above 1,000 to 1.
MAX_RATIO = 60
# Below this size no ratio does harm.
_SMALL = 1 << 20

_STAGING = ".exonym-"
_STALE_SECONDS = 24 * 3600
_HINT = "Get the package again from a source you trust"


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a package archive to read; raises PackageError for what is not a sound zip file.

    Damage that shows only when a file is read is told in the same way. An error of writing passes through.
    """
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise PackageError(
            f"the package cannot be opened ({reason})", where=str(path), hint="Check the path"
        ) from error
    except zipfile.BadZipFile as error:
        raise _damaged(error, path) from error
    with archive:
        try:
            yield archive
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
            raise _damaged(error, path) from error


def members(archive: zipfile.ZipFile) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """Return the files of an archive by their path inside its one folder.

    Raises PackageError for an archive that is not one folder of plain files within sane bounds: absolute
    paths, "..", links, devices, two files of one name, too many files or bytes, or bytes out of proportion
    to the archive.
    """
    infos = archive.infolist()
    where = str(archive.filename)
    if len(infos) > MAX_MEMBERS:
        raise _refused(f"it holds {len(infos):,} files, more than {MAX_MEMBERS:,}", where)
    size = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if size > MAX_BYTES:
        raise _refused(f"it unpacks to {size:,} bytes, more than {MAX_BYTES:,}", where)
    if size > _SMALL and size > MAX_RATIO * packed:
        raise _refused(f"it unpacks to {size // max(packed, 1):,} times its size", where)
    found: dict[PurePosixPath, zipfile.ZipInfo] = {}
    folders: set[str] = set()
    seen: set[str] = set()
    for info in infos:
        path = _safe_path(info, where)
        folders.add(path.parts[0])
        if info.is_dir():
            continue
        if len(path.parts) == 1:
            raise _refused(f"{info.filename!r} lies outside the package's folder", where)
        if str(path).casefold() in seen:
            raise _refused(f"it holds {info.filename!r} twice", where)
        seen.add(str(path).casefold())
        found[PurePosixPath(*path.parts[1:])] = info
    if len(folders) != 1:
        raise _refused(f"it must hold one folder, and holds {len(folders)}", where)
    return found


def fingerprint(archive: zipfile.ZipFile) -> str:
    """Return 16 hexadecimal digits that change with the content of any file of the archive.

    Made from the table of contents (names, sizes, checksums), so nothing is unpacked for it.
    """
    table = sorted((info.filename, info.file_size, info.CRC) for info in archive.infolist())
    return hashlib.sha256(repr(table).encode()).hexdigest()[:16]


def unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Write the files of an archive into `folder`, which is new; raises what `members` raises."""
    for path, info in members(archive).items():
        destination = folder.joinpath(*path.parts)
        destination.parent.mkdir(parents=True, exist_ok=True)
        # ZipExtFile reads no more than the size it declared, and checks the CRC.
        with archive.open(info) as source, destination.open("wb") as sink:
            shutil.copyfileobj(source, sink, 1 << 20)


@contextmanager
def staging(packages: Path, variable: str) -> Iterator[Path]:
    """Give a new folder on the disk of `packages` and remove it, with all that is left in it, at the end.

    It lies inside `packages`, where a rename is atomic even if that is a mounted volume. argostranslate
    takes every folder there for a package and fails without metadata, so the staging folder has a metadata
    file of a type that argostranslate passes over. Folders that a killed process left a day ago go too.
    Raises PackageError if the disk cannot be written; `variable` is what moves `packages` elsewhere.
    """
    folder = packages / f"{_STAGING}{uuid.uuid4().hex[:12]}"
    try:
        folder.mkdir(parents=True)
        (folder / "metadata.json").write_text('{"type": "staging"}', encoding="utf-8")
        for left in packages.glob(_STAGING + "*"):
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
        yield folder
    except OSError as error:
        raise PackageError(
            f"the folder of packages cannot be written ({error.strerror or error})",
            where=str(packages),
            hint=f"Make room there, or set {variable} to a folder that can be written",
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _safe_path(info: zipfile.ZipInfo, where: str) -> PurePosixPath:
    """Return the path of a member, or raise PackageError if it could write anywhere but in its folder."""
    name = info.filename
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refused(f"{name!r} is a link or a device", where)
    if info.flag_bits & 1:
        raise _refused(f"{name!r} is encrypted", where)
    path = PurePosixPath(name)
    parts = name.rstrip("/").split("/")
    if path.is_absolute() or "\\" in name or ":" in name or any(part in ("", ".", "..") for part in parts):
        raise _refused(f"{name!r} would be written outside the package's folder", where)
    return path


def _damaged(error: Exception, path: Path) -> PackageError:
    return PackageError(f"the package is damaged or no package ({error})", where=str(path), hint=_HINT)


def _refused(reason: str, where: str) -> PackageError:
    return PackageError(f"the package is refused: {reason}", where=where, hint=_HINT)
