"""Versions: the snapshots a gazetteer keeps, which one is in force, and whether they are whole.

They stand in the order in which they were built last, which the time of their manifests tells.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from pipeline.errors import GazetteerError
from pipeline.gazetteer import store
from pipeline.gazetteer.origin import Origin


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One snapshot: its name, when it was built (UTC), what it holds, and whether it is in force.

    `origins` are the sources that a refresh made it from. `entities` and `names` are None where its manifest
    cannot be read, or is of another format.
    """

    version: str
    built: datetime
    entities: int | None
    names: int | None
    current: bool
    folder: str
    origins: tuple[Origin, ...] = ()


def history(root: Path) -> list[Version]:
    """Return the versions a gazetteer keeps, newest first; raises GazetteerError if there is none."""
    in_force = store.current(root)
    found = []
    for folder in (root / "versions").glob("[!.]*"):
        manifest = folder / "manifest.json"
        try:
            built = datetime.fromtimestamp(manifest.stat().st_mtime, UTC)
        except OSError:
            built = datetime.fromtimestamp(0, UTC)
        known = _manifest(folder)
        found.append(
            Version(
                version=folder.name,
                built=built,
                entities=known.entities if known else None,
                names=known.names if known else None,
                origins=known.origins if known else (),
                current=folder == in_force,
                folder=str(folder),
            )
        )
    if not found:
        raise GazetteerError(
            f"there are no versions at {root}",
            hint="Name the folder a gazetteer was built in: exonym gazetteer build FILE... -o FOLDER",
        )
    return sorted(found, key=lambda one: (one.built, one.version), reverse=True)


def pick(root: Path, version: str) -> Path:
    """Return the folder of the version that is named, or begins, like this.

    Raises GazetteerError if there is none, or more than one.
    """
    names = [one.version for one in history(root)]
    alike = [name for name in names if name == version]
    alike = alike or [name for name in names if version and name.startswith(version)]
    if len(alike) != 1:
        what = f"{version} may be one of {len(alike)} versions" if alike else f"there is no version {version}"
        raise GazetteerError(f"{what} at {root}", hint=f"There are: {', '.join(alike or names)}")
    return root / "versions" / alike[0]


def use(root: Path, version: str) -> str:
    """Put a version in force and return its full name; readers keep the one they have open.

    Its checksums are looked at first. Raises GazetteerError if it is not there or not whole.
    """
    folder = pick(root, version)
    if bad := damage(folder):
        raise GazetteerError(
            f"{folder} is damaged: {', '.join(bad)} not as built",
            hint="Choose another version: exonym gazetteer history -g FOLDER",
        )
    try:
        store.make_current(root, folder.name)
    except OSError as error:
        raise GazetteerError(
            f"cannot write to {root}: {error.strerror or error}", hint="Check the folder's permissions"
        ) from error
    return folder.name


def rollback(root: Path) -> str:
    """Put in force the version built before the one that is, and return its name.

    Where none is in force, the newest. Raises GazetteerError if there is none before.
    """
    found = history(root)
    place = next((at for at, one in enumerate(found) if one.current), -1)
    if place + 1 == len(found):
        raise GazetteerError(
            f"{found[place].version} is the oldest version at {root}",
            hint="See what is there with: exonym gazetteer history -g FOLDER",
        )
    return use(root, found[place + 1].version)


def prune(root: Path, keep: int) -> list[str]:
    """Remove all but the newest `keep` versions and the one in force; return the names of those gone.

    Programs that have one of them open keep it. What killed builds left behind goes too.
    Raises GazetteerError if there is no gazetteer or a version cannot be removed.
    """
    gone = []
    for one in history(root)[keep:]:
        if one.current:
            continue
        folder = Path(one.folder)
        aside = folder.with_name(f".{folder.name}.pruned")
        try:
            shutil.rmtree(aside, ignore_errors=True)  # of a prune that was killed
            folder.rename(aside)  # at once, so that no half of a version is ever there to be opened
            shutil.rmtree(aside)
        except OSError as error:
            raise GazetteerError(
                f"cannot remove {folder}: {error.strerror or error}", hint="Check the folder's permissions"
            ) from error
        gone.append(one.version)
    store.clear_drafts(root)
    return gone


def damage(folder: Path) -> list[str]:
    """Return the files of a version that are not as built, by their checksums.

    Raises GazetteerError if the manifest, which holds these, cannot be read.
    """
    return store.damaged(folder, store.manifest(folder), thorough=True)


def _manifest(folder: Path) -> store.Manifest | None:
    try:
        return store.manifest(folder)
    except GazetteerError:
        return None
