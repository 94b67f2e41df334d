"""The gazetteer that ships with exonym, made from gazetteers/world when exonym is built."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from pipeline import resources
from pipeline.errors import ExonymError
from pipeline.gazetteer import store
from pipeline.gazetteer.entity import OWN, Entity

SOURCE = "exonym"
_ROOT = Path(__file__).resolve().parent.parent / "_shipped"


def records() -> Iterator[Entity]:
    """Yield the records of gazetteers/world, files in order of name; raises RecordError for a bad one.

    Those that name no source were written for exonym.
    """
    from pipeline.gazetteer.sources import exonym  # only who builds needs it

    for path in _world():
        for record in exonym.read(path):
            if isinstance(record, ExonymError):
                raise record
            yield replace(record, source=SOURCE) if record.source == OWN else record


def shipped() -> Path:
    """Return the folder of the shipped gazetteer.

    Where it is missing, of another format or, in a checkout, older than the data files, it is built, which
    takes seconds. Raises GazetteerError if it cannot be.
    """
    folder = store.current(_ROOT)
    if folder is None or store.format_of(folder) != store.FORMAT or _stale():
        folder = _ROOT / "versions" / build().version
    return folder


def build() -> store.Manifest:
    """Build the shipped gazetteer and make it current; the build of a wheel runs this.

    The version before is kept for programs that have it open, older ones go.
    """
    before = store.current(_ROOT)
    manifest = store.write(_ROOT, {record.id: record for record in records()}.values())
    for folder in (_ROOT / "versions").iterdir():
        if folder.name != manifest.version and folder != before and not folder.name.startswith("."):
            shutil.rmtree(folder, ignore_errors=True)
    return manifest


def _world() -> list[Path]:
    return sorted((resources.gazetteers() / "world").glob("*.jsonl"))


def _stale() -> bool:
    if not resources.in_checkout():
        return False
    made = (_ROOT / "CURRENT").stat().st_mtime
    return any(path.stat().st_mtime >= made for path in (*_world(), *store.rules()))
