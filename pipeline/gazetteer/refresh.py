"""Refreshing: the sources of a gazetteer brought up to date, put together, compared, and swapped in.

A source that fails keeps what it gave the last time; the others go on. Nothing of the version in force is
touched until the new one is whole on disk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import ExonymError, GazetteerError
from pipeline.fetch.client import Client, Manners
from pipeline.gazetteer import build, decisions, harvest, shipped, store, versions
from pipeline.gazetteer.catalogue import Catalogue
from pipeline.gazetteer.diff import Change, diff
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.harvest import Harvest, Progress, State
from pipeline.gazetteer.merge import Merges
from pipeline.gazetteer.origin import Origin
from pipeline.gazetteer.store import Gazetteer, Manifest

SHIPPED = "shipped"
# Where a source had fewer entities than this, one that goes is no sign of trouble.
_FEW = 10


@dataclass(frozen=True)
class Loss:
    """How many entities that the version in force has from a source would go, of how many."""

    source: str
    gone: int
    of: int

    @property
    def share(self) -> float:
        """The part that would go, 0 to 1."""
        return self.gone / self.of


@dataclass(frozen=True)
class Report:
    """What a refresh came to.

    `harvests` tells of each source that was asked. `manifest` is that of the version in force afterwards,
    None after a dry run. `before` is the version in force before, None if there was none; `changes` are from
    that one. `renewed` is False if nothing was new. `pruned` are the versions that went.
    """

    harvests: dict[str, Harvest]
    manifest: Manifest | None
    before: str | None
    changes: tuple[Change, ...]
    renewed: bool
    pruned: tuple[str, ...] = ()


def refresh(
    root: Path,
    names: Sequence[str] = (),
    *,
    catalogue: Catalogue,
    manners: Manners | None = None,
    dry_run: bool = False,
    accept: Callable[[Sequence[Loss]], bool] = lambda losses: False,
    progress: Progress = lambda what, done, total: None,
) -> Report:
    """Bring the gazetteer at `root` up to date with its sources, or with those of these `names` alone.

    It is made of the sources it was made of, of those named, and where it is new of those that the
    catalogue says to `use`. `accept` is asked where more entities of a source would go than the catalogue
    allows. A dry run stops before the new version is written; what was fetched is kept for the next time.

    Raises GazetteerError if a name is not known, another refresh is at work, a loss is not accepted, no
    record is left, or the folder cannot be written.
    """
    with _alone(root):
        before = _in_force(root)
        chosen = _chosen(names, catalogue, before)
        # Of what the gazetteer is to have and nothing is held, all that is there is asked for too.
        asked = [name for name in chosen if not names or name in names or not _state(root, name)]
        harvests = {
            name: _harvest(root, name, catalogue, manners, progress) for name in asked if name != SHIPPED
        }
        origins = tuple(_origins(root, chosen, catalogue))
        if before and before.manifest.origins == origins and not _decided_since(root, before):
            return Report(harvests, None if dry_run else before.manifest, before.manifest.version, (), False)
        progress("putting together", 0, None)
        merges = build.merged(_records(root, chosen), root)
        if not merges.entities:
            raise _nothing(harvests)
        losses = list(_losses(before, merges, catalogue.refresh.max_loss))
        if losses and not dry_run and not accept(losses):
            raise _too_much(losses, catalogue, before)
        progress("comparing", 0, None)
        in_order = sorted(merges.entities, key=lambda entity: entity.id)
        changes = tuple(diff(before, in_order)) if before else ()
        was = before.manifest.version if before else None
        if dry_run:
            return Report(harvests, None, was, changes, True)
        progress("writing", 0, None)
        manifest = store.write(root, merges, origins)
        pruned = versions.prune(root, catalogue.refresh.keep)
        return Report(harvests, manifest, was, changes, True, tuple(pruned))


def losses_told(losses: Sequence[Loss]) -> str:
    """Return the losses as a text: "geonames: 30 of 120 entities (25 %)"."""
    return "; ".join(f"{one.source}: {one.gone:,} of {one.of:,} entities ({one.share:.0%})" for one in losses)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the lock of a gazetteer's sources; a process that is killed lets go of it."""
    from filelock import FileLock, Timeout

    try:
        (root / "sources").mkdir(parents=True, exist_ok=True)
        with FileLock(root / "sources" / ".lock", timeout=0):
            yield
    except Timeout:
        raise GazetteerError(
            f"another refresh of {root} is at work", hint="Wait until it is done, and look what it brought"
        ) from None
    except OSError as error:
        raise GazetteerError(
            f"cannot write to {root}: {error.strerror or error}",
            hint="Check the folder's permissions and the room on the disk",
        ) from error


def _in_force(root: Path) -> Gazetteer | None:
    """Open the version in force as built; None if there is none, or none that this exonym can read."""
    folder = store.current(root)
    try:
        return Gazetteer(folder) if folder else None
    except GazetteerError:
        return None


def _decided_since(root: Path, before: Gazetteer) -> bool:
    """Tell whether an analyst decided something since a version was built: it may be about merging."""
    file, manifest = root / decisions.FILE, before.folder / "manifest.json"
    return file.is_file() and file.stat().st_mtime >= manifest.stat().st_mtime


def _chosen(names: Sequence[str], catalogue: Catalogue, before: Gazetteer | None) -> list[str]:
    """Return the sources a gazetteer is to be made of, in the order of the catalogue."""
    if unknown := [name for name in names if name not in catalogue.sources]:
        raise GazetteerError(
            f"there is no source {', '.join(unknown)}", hint=f"There are: {', '.join(catalogue.sources)}"
        )
    made_of = {origin.source for origin in before.manifest.origins} if before else set()
    made_of = made_of or {name for name, source in catalogue.sources.items() if source.use}
    return [name for name in catalogue.sources if name in made_of or name in names]


def _harvest(
    root: Path, name: str, catalogue: Catalogue, manners: Manners | None, progress: Progress
) -> Harvest:
    source = catalogue.sources[name]
    client = Client(replace(manners or Manners(), interval=source.interval))
    return harvest.harvest(name, source, root / "sources" / name, client, progress)


def _origins(root: Path, chosen: Sequence[str], catalogue: Catalogue) -> Iterator[Origin]:
    """Yield where the records of the chosen sources are from; one of which nothing is held is left out."""
    for name in chosen:
        source = catalogue.sources[name]
        if name == SHIPPED:
            known = store.manifest(shipped.shipped())
            yield Origin(source=name, kind=source.kind, entities=known.entities, version=known.version)
        elif state := _state(root, name):
            yield Origin(
                source=name,
                kind=source.kind,
                entities=state.entities,
                licence=source.licence,
                attribution=source.attribution,
                version=state.version,
                files=state.files,
            )


def _state(root: Path, name: str) -> State | None:
    return harvest.held(root / "sources" / name)


def _records(root: Path, chosen: Sequence[str]) -> build.Records:
    found = build.Records()
    for name in chosen:
        records = shipped.records() if name == SHIPPED else harvest.records(root / "sources" / name)
        for record in records:
            found.add(record)
    return found


def _losses(before: Gazetteer | None, merges: Merges, allowed: float) -> Iterator[Loss]:
    """Yield the losses greater than the share allowed, by the source that entities name."""
    if before is None:
        return
    there = set(_ids(merges))
    had: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    for entity in before:
        had[entity.source] += 1
        gone[entity.source] += entity.id not in there
    for source, number in sorted(gone.items()):
        few = had[source] < _FEW and number < had[source]
        if number > allowed * had[source] and not few:
            yield Loss(source, number, had[source])


def _ids(merges: Merges) -> Iterator[str]:
    """Yield every id that something is still known by: its own, those merged into it, those it states."""
    for entity in merges.entities:
        yield from _names_of(entity)
    for made in merges.merged.values():
        for record in made.records:
            yield from _names_of(record)


def _names_of(entity: Entity) -> Iterator[str]:
    yield entity.id
    yield from entity.same_as


def _too_much(losses: Sequence[Loss], catalogue: Catalogue, before: Gazetteer | None) -> GazetteerError:
    hint = "Nothing was changed. See what with --dry-run; if it is right, refresh with --accept-shrink"
    if before and not before.manifest.origins:
        hint = (
            "Nothing was changed. It was built from files, which only a list of sources of your own can name "
            "(docs/refreshing.md): --sources. Or refresh into another folder"
        )
    told = f"too much would go: {losses_told(losses)}; {catalogue.refresh.max_loss:.0%} may"
    return GazetteerError(told, hint=hint)


def _nothing(harvests: dict[str, Harvest]) -> GazetteerError:
    failures: list[ExonymError] = [one.failure for one in harvests.values() if one.failure]
    why = f": {failures[0]}" if failures else ""
    return GazetteerError(
        f"no record is there to make a gazetteer of{why}",
        hint="Name the sources to refresh: exonym gazetteer refresh SOURCE... -g FOLDER",
    )
