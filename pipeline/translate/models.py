"""Translation packages: which are installed, and installing, unpacking and removing them.

They lie where argostranslate keeps its own, in its layout - a folder each, with metadata.json, model/ for
CTranslate2, and sentencepiece.model or bpe.model - so either program can use what the other installed.
Packages that ship with exonym count as installed and are unpacked into the cache when first needed.

argostranslate is not imported for this: at import it creates folders in the user's home and reads its own
settings file, its `install_from_path` extracts archives unchecked, and offline its index look-up never
returns. The layout is plain enough to read directly.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pipeline import resources
from pipeline.config import Settings
from pipeline.errors import ExonymError, NoModelError, PackageError
from pipeline.translate import archive as archives
from pipeline.translate.codes import package_codes
from pipeline.translate.engine import Pair
from pipeline.translate.index import Offer, available, download, version_key

if TYPE_CHECKING:
    from pipeline.fetch.download import Progress

__all__ = [
    "Offer", "Package", "available", "digest", "folder", "install", "installed", "match", "outdated", "remove"
]  # fmt: skip

_log = logging.getLogger(__name__)

_VARIABLE = "ARGOS_PACKAGES_DIR"
_CODE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,31}")
_METADATA = PurePosixPath("metadata.json")
_MODEL = PurePosixPath("model/model.bin")
_TOKENIZERS = (PurePosixPath("sentencepiece.model"), PurePosixPath("bpe.model"))
_MAX_METADATA_BYTES = 1 << 20


@dataclass(frozen=True)
class Package:
    """A package on this machine.

    `path` is its folder or, for a `bundled` one, the archive it ships as: `folder` unpacks that.
    `target_prefix` is a token the model wants every translation to begin with, mostly "".
    """

    from_code: str
    to_code: str
    from_name: str
    to_name: str
    version: str
    target_prefix: str
    path: Path
    bundled: bool

    @property
    def pair(self) -> Pair:
        """Return the direction the package translates in."""
        return Pair(self.from_code, self.to_code)


def installed(settings: Settings) -> list[Package]:
    """Return the packages that can be used without the network, one a pair, sorted by pair.

    The newest version of a pair wins, and any installed one over a bundled one. Folders that hold no
    translation package are passed over; a damaged one is logged as a warning.
    """
    best: dict[Pair, Package] = {}
    for package in [*_in_folder(settings.packages), *_bundled()]:
        known = best.get(package.pair)
        if known is None or (
            known.bundled == package.bundled and version_key(package.version) > version_key(known.version)
        ):
            best[package.pair] = package
    return [best[pair] for pair in sorted(best)]


def match(packages: list[Package], source: str, target: str) -> Package | None:
    """Return the package that translates the language tag `source` into `target`, None if there is none.

    Tags are BCP 47; "pt-BR" finds a package for Brazilian Portuguese, else one for Portuguese.
    """
    by_pair = {package.pair: package for package in packages}
    for from_code in package_codes(source):
        for to_code in package_codes(target):
            if package := by_pair.get(Pair(from_code, to_code)):
                return package
    return None


def folder(package: Package, settings: Settings) -> Path:
    """Return the folder of a package, unpacking a bundled one into the cache the first time.

    Raises PackageError if that fails.
    """
    if not package.bundled:
        return package.path
    with archives.opened(package.path) as archive:
        cache = settings.cache / "packages"
        destination = cache / f"{_folder_name(package)}-{archives.fingerprint(archive)}"
        if destination.is_dir():
            return destination
        with archives.staging(cache, "EXONYM_CACHE") as aside:
            archives.unpack(archive, aside / "new")
            try:
                (aside / "new").rename(destination)
            except OSError:
                # Another process may have been faster; its folder is as good as ours.
                if not destination.is_dir():
                    raise
    return destination


def digest(package: Package) -> str:
    """Return 8 hexadecimal digits that change with the package's content, whatever its version says."""
    if package.bundled:
        with archives.opened(package.path) as archive:
            return archives.fingerprint(archive)[:8]
    try:
        with package.path.joinpath(*_MODEL.parts).open("rb") as model:
            return hashlib.file_digest(model, "sha256").hexdigest()[:8]
    except OSError as error:
        raise _wrong(f"its model cannot be read ({error.strerror})", package.path) from error


def install(
    spec: tuple[str, str] | Offer | str | Path, settings: Settings, progress: Progress | None = None
) -> tuple[Package, ...]:
    """Install from a package file (a path) or from the index (a pair of language tags, or its offer).

    A pair the index has no package for is installed as two, through English. What was installed for the
    same pair is replaced. Returns what is installed now. Raises PackageError for a package that is
    damaged, hostile or not what it should be, NoModelError if the index has none for the pair,
    TranslationError if it cannot be reached.
    """
    if isinstance(spec, tuple):
        return tuple(_install_offer(offer, settings, progress) for offer in _choose(*spec, settings))
    if isinstance(spec, Offer):
        return (_install_offer(spec, settings, progress),)
    return (_install_file(Path(spec), settings),)


def outdated(settings: Settings) -> list[tuple[Package, Offer]]:
    """Return the installed packages that the index has a newer version of; raises what `available` raises."""
    offers = {offer.pair: offer for offer in available(settings)}
    return [
        (package, offers[package.pair])
        for package in installed(settings)
        if package.pair in offers and version_key(offers[package.pair].version) > version_key(package.version)
    ]


def remove(pair: tuple[str, str], settings: Settings) -> tuple[Package, ...]:
    """Remove every installed version of a pair's package and return what was removed.

    Raises NoModelError if none is installed, PackageError for one that ships with exonym.
    """
    wanted = match(installed(settings), *pair)
    if wanted is None:
        have = ", ".join(str(package.pair) for package in installed(settings)) or "none"
        raise NoModelError(f"no package for {Pair(*pair)} is installed", hint=f"Installed packages: {have}")
    if wanted.bundled:
        raise PackageError(
            f"the package {wanted.pair} ships with exonym and cannot be removed",
            where=str(wanted.path),
            hint="A package installed for the same languages takes its place",
        )
    found = tuple(package for package in _in_folder(settings.packages) if package.pair == wanted.pair)
    with archives.staging(settings.packages, _VARIABLE) as aside:
        for package in found:
            package.path.rename(aside / package.path.name)
    return found


def _install_offer(offer: Offer, settings: Settings, progress: Progress | None) -> Package:
    with archives.staging(settings.packages, _VARIABLE) as aside:
        file = aside / "download.argosmodel"
        download(offer, file, settings.cache / "downloads", progress)
        return _install_file(file, settings, expected=offer.pair)


def _install_file(path: Path, settings: Settings, expected: Pair | None = None) -> Package:
    """Unpack a package file aside, then rename it into place and drop what it replaces."""
    with archives.opened(path) as archive:
        package = _inspect(archive, path, bundled=False)
        if expected is not None and package.pair != expected:
            raise PackageError(
                f"the index promised {expected} and sent a package for {package.pair}",
                hint="Nothing was installed. Report it to whoever keeps the index",
            )
        destination = settings.packages / _folder_name(package)
        with archives.staging(settings.packages, _VARIABLE) as aside:
            archives.unpack(archive, aside / "new")
            if destination.exists():
                destination.rename(aside / "old")
            (aside / "new").rename(destination)
            for known in _in_folder(settings.packages):
                if known.pair == package.pair and known.path != destination:
                    known.path.rename(aside / f"old-{known.path.name}")
    return _package(json.loads((destination / "metadata.json").read_bytes()), destination, bundled=False)


def _choose(source: str, target: str, settings: Settings) -> list[Offer]:
    """Return the offers that together translate `source` into `target`."""
    offers = {offer.pair: offer for offer in available(settings)}

    def offered(one: str, other: str) -> Offer | None:
        pairs = (Pair(a, b) for a in package_codes(one) for b in package_codes(other))
        return next((offers[pair] for pair in pairs if pair in offers), None)

    if direct := offered(source, target):
        return [direct]
    first, second = offered(source, "en"), offered("en", target)
    if first and second:
        return [first, second]
    raise NoModelError(
        f"the package index has no package from {source} to {target}, nor a way through English",
        where=settings.index,
        hint="exonym models list --available shows what it has",
    )


def _bundled() -> Iterator[Package]:
    for path in sorted(resources.models().glob("*.argosmodel")):
        with archives.opened(path) as archive:
            yield _inspect(archive, path, bundled=True)


def _in_folder(packages: Path) -> Iterator[Package]:
    """Yield the translation packages of a folder, by name; nothing if there is no such folder."""
    if not packages.is_dir():
        return
    for path in sorted(packages.iterdir()):
        file = path / "metadata.json"
        if path.name.startswith(".") or not file.is_file():
            continue
        try:
            metadata = json.loads(file.read_bytes())
            # Sentence splitters are packages too.
            if isinstance(metadata, dict) and metadata.get("type", "translate") != "translate":
                continue
            yield _package(metadata, path, bundled=False)
        except (ExonymError, ValueError, RecursionError, OSError) as error:
            _log.warning("%s is passed over: %s", path, error)


def _inspect(archive: zipfile.ZipFile, path: Path, *, bundled: bool) -> Package:
    """Return the package that an archive holds, or raise PackageError; nothing is unpacked."""
    files = archives.members(archive)
    if _METADATA not in files or files[_METADATA].file_size > _MAX_METADATA_BYTES:
        raise _wrong("it has no metadata.json of a sensible size", path)
    if _MODEL not in files or not any(tokenizer in files for tokenizer in _TOKENIZERS):
        raise _wrong("it has no model/model.bin with a sentencepiece.model or bpe.model beside it", path)
    try:
        metadata = json.loads(archive.read(files[_METADATA]))
    except (ValueError, RecursionError) as error:
        raise _wrong(f"its metadata.json is no JSON ({error})", path) from error
    return _package(metadata, path, bundled=bundled)


def _package(metadata: object, path: Path, *, bundled: bool) -> Package:
    """Return the package that metadata describes, or raise PackageError."""
    if not isinstance(metadata, dict) or metadata.get("type", "translate") != "translate":
        raise _wrong("its metadata.json does not describe a translation package", path)
    source, target = metadata.get("from_code"), metadata.get("to_code")
    version, prefix = metadata.get("package_version") or "0", metadata.get("target_prefix") or ""
    for code in (source, target):
        if not (isinstance(code, str) and _CODE.fullmatch(code)):
            raise _wrong(f"{code!r} in its metadata.json is not a language code", path)
    if not (isinstance(version, str) and _VERSION.fullmatch(version)):
        raise _wrong(f"{version!r} in its metadata.json is not a version", path)
    if not isinstance(prefix, str):
        raise _wrong("target_prefix in its metadata.json is not a text", path)
    return Package(
        from_code=str(source),
        to_code=str(target),
        from_name=str(metadata.get("from_name") or source),
        to_name=str(metadata.get("to_name") or target),
        version=version,
        target_prefix=prefix,
        path=path,
        bundled=bundled,
    )


def _folder_name(package: Package) -> str:
    return f"translate-{package.from_code}_{package.to_code}-{package.version.replace('.', '_')}"


def _wrong(reason: str, path: Path) -> PackageError:
    return PackageError(
        f"this is no usable Argos package: {reason}", where=str(path), hint="Get the package again"
    )
