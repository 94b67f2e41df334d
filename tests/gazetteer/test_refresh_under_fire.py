"""Refreshes killed at random points while four processes look names up: no lookup fails, nothing is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.gazetteer import store, versions
from pipeline.gazetteer.store import Gazetteer
from tests.server import Server, serving

from .publishers import INDEX, OpenSanctions, person

READERS = 4
STAYING = 400  # people in every version, whom the readers look up

# Opens whatever version is in force again and again, and writes what it found when told to stop.
READER = """
import json, sys
from pathlib import Path
from pipeline.gazetteer.lookup import lookup
from pipeline.gazetteer.store import Gazetteer

root, stop = Path(sys.argv[1]), Path(sys.argv[2])
lookups, seen, errors = 0, set(), []
while not stop.exists():
    try:
        opened = Gazetteer.open(root)
        seen.add(opened.manifest.version)
        for n in range(int(sys.argv[3]), 400, 57):
            found = lookup(opened, f"Politician Number{n:04}", "en")
            lookups += 1
            if found.entity != f"NK-{n}":
                errors.append(f"{opened.version}: {n} is {found}")
    except Exception as error:
        errors.append(repr(error))
print(json.dumps({"lookups": lookups, "seen": sorted(seen), "errors": errors[:5]}))
"""
EXONYM = (sys.executable, "-m", "pipeline", "gazetteer", "refresh", "-g")


@contextmanager
def readers(root: Path, folder: Path) -> Iterator[list[dict[str, object]]]:
    """Let four processes read a gazetteer until the block ends; what they say goes into the list."""
    stop, said = folder / "stop", []  # type: tuple[Path, list[dict[str, object]]]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(root), str(stop), str(n)], stdout=subprocess.PIPE, text=True
        )
        for n in range(READERS)
    ]
    try:
        yield said
    finally:
        stop.touch()
        for process in started:
            output, _ = process.communicate(timeout=120)
            said.append(json.loads(output))


def publish(dataset: OpenSanctions, version: int) -> None:
    """Publish a version in which some come, some go and some are renamed."""
    changing = range(STAYING + version * 5, STAYING + version * 5 + 20)
    gone = [id_ for id_ in dataset.people if int(id_[3:]) >= STAYING and int(id_[3:]) not in changing]
    people = [person(f"NK-{n}", f"Passing Person{n} Version{version}") for n in changing]
    dataset.publish(f"{version:04}", *people, gone=gone)


def run_through(kills: int, folder: Path) -> None:
    root, random_ = folder / "G", random.Random(kills)
    environment = {**os.environ, "EXONYM_SOURCES": str(folder / "mine.toml")}
    with serving() as server:
        dataset = OpenSanctions(server)
        _list(server, folder / "mine.toml")
        dataset.publish("0000", *(person(f"NK-{n}", f"Politician Number{n:04}") for n in range(STAYING)))
        publish(dataset, 1)
        started = time.monotonic()
        subprocess.run([*EXONYM, root], env=environment, check=True, capture_output=True)
        takes = time.monotonic() - started
        killed, version = 0, 1
        with readers(root, folder) as said:
            while killed < kills:
                version += 1
                publish(dataset, version)
                process = subprocess.Popen([*EXONYM, root], env=environment, stdout=subprocess.DEVNULL)
                time.sleep(random_.uniform(0.1, 1.5 * takes))
                process.send_signal(signal.SIGKILL)
                killed += process.wait() == -signal.SIGKILL
                # Whatever came of it: a whole version is in force, the last one or the one before.
                current = store.current(root)
                assert current is not None and versions.damage(current) == []
            last = subprocess.run(
                [*EXONYM, root], env=environment, check=False, capture_output=True, text=True
            )
        assert last.returncode == 0, last.stderr
    assert killed == kills and len(said) == READERS
    assert [one["errors"] for one in said] == [[]] * READERS
    assert all(int(str(one["lookups"])) > 0 for one in said)
    found = {record.id: record.name for record in Gazetteer.open(root)}
    assert found == {id_: one["caption"] for id_, one in dataset.people.items()}
    for one in versions.history(root):
        assert versions.damage(Path(one.folder)) == []


def _list(server: Server, path: Path) -> None:
    path.write_text(
        "[refresh]\nkeep = 1\n"  # so that versions go while readers open them
        f'[sources.opensanctions]\nkind = "opensanctions"\nurl = "{server.address}{INDEX}"\nuse = true\n'
    )


def test_a_few_kills(tmp_path: Path) -> None:
    run_through(3, tmp_path)


@pytest.mark.slow
def test_fifty_kills(tmp_path: Path) -> None:
    run_through(50, tmp_path)
