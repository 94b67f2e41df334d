"""A task to harvest a source from a server as a refresh does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.fetch.client import Client, Manners
from pipeline.gazetteer import harvest
from pipeline.gazetteer.catalogue import Source
from pipeline.gazetteer.harvest import Harvest

HASTY = Manners(contact="desk@example.org", tries=3, pause=0.01, longest_wait=2.0, timeout=2.0)


@pytest.fixture
def reap(tmp_path: Path) -> Callable[..., Harvest]:
    """Harvest a source into a folder, again and again."""

    def call(source: Source, manners: Manners = HASTY) -> Harvest:
        return harvest.harvest("it", source, tmp_path / "it", Client(manners), lambda *about: None)

    return call


@pytest.fixture
def names(tmp_path: Path) -> Callable[[], dict[str, Any]]:
    """What is held of that source: canonical names by id."""

    def call() -> dict[str, Any]:
        return {record.id: record.name for record in harvest.records(tmp_path / "it")}

    return call
