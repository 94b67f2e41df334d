"""History, use, rollback, prune, verify; and builders killed at any moment while readers look up."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import GazetteerError
from pipeline.gazetteer import store, versions
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.store import Gazetteer


def people(*names: str) -> list[Entity]:
    return [Entity(id=f"per.{name.lower().replace(' ', '-')}", type="PER", name=name) for name in names]


def three(root: Path) -> list[str]:
    """Build three versions, a minute apart, and return their names, oldest first."""
    made = []
    for number, names in enumerate((["Rex Tillerson"], ["Ivo Sanader"], ["Rex Tillerson", "Ivo Sanader"])):
        made.append(store.write(root, people(*names)).version)
        when = time.time() - 600 + 60 * number
        os.utime(root / "versions" / made[-1] / "manifest.json", (when, when))
    return made


def test_history_is_newest_first_and_marks_the_one_in_force(tmp_path: Path) -> None:
    made = three(tmp_path)
    found = versions.history(tmp_path)
    assert [one.version for one in found] == made[::-1]
    assert [one.current for one in found] == [True, False, False]
    assert [one.entities for one in found] == [2, 1, 1]
    assert found[0].built > found[1].built > found[2].built


def test_use_takes_the_beginning_of_a_name(tmp_path: Path) -> None:
    made = three(tmp_path)
    assert versions.use(tmp_path, made[0][:6]) == made[0]
    assert [entity.name for entity in Gazetteer.open(tmp_path)] == ["Rex Tillerson"]
    for wrong in ("zzz", ""):
        with pytest.raises(GazetteerError, match=f"{made[1]}"):
            versions.use(tmp_path, wrong)
    assert Gazetteer.open(tmp_path).version == made[0]


def test_a_beginning_that_several_share_is_not_enough(tmp_path: Path) -> None:
    [name] = {store.write(tmp_path, people("Rex Tillerson")).version}
    (tmp_path / "versions" / (name + "0")).mkdir()
    assert versions.pick(tmp_path, name).name == name
    with pytest.raises(GazetteerError, match="one of 2 versions"):
        versions.pick(tmp_path, name[:5])


def test_rollback_goes_one_back_each_time(tmp_path: Path) -> None:
    made = three(tmp_path)
    assert versions.rollback(tmp_path) == made[1]
    assert versions.rollback(tmp_path) == made[0]
    with pytest.raises(GazetteerError, match="oldest"):
        versions.rollback(tmp_path)
    assert Gazetteer.open(tmp_path).version == made[0]


def test_rollback_after_building_old_records_again_undoes_that(tmp_path: Path) -> None:
    made = three(tmp_path)
    assert store.write(tmp_path, people("Rex Tillerson")).version == made[0]
    assert [one.version for one in versions.history(tmp_path)] == [made[0], made[2], made[1]]
    assert versions.rollback(tmp_path) == made[2]


def test_rollback_mends_a_gazetteer_with_none_in_force(tmp_path: Path) -> None:
    made = three(tmp_path)
    (tmp_path / "CURRENT").unlink()
    assert versions.rollback(tmp_path) == made[2]


def test_a_damaged_version_is_not_put_in_force(tmp_path: Path) -> None:
    made = three(tmp_path)
    text = tmp_path / "versions" / made[0] / "names.text"
    text.write_bytes(text.read_bytes()[::-1])
    assert versions.damage(text.parent) == ["names.text"]
    with pytest.raises(GazetteerError, match=r"damaged: names\.text"):
        versions.use(tmp_path, made[0])
    assert Gazetteer.open(tmp_path).version == made[2]


def test_prune_keeps_the_newest_the_one_in_force_and_what_readers_hold(tmp_path: Path) -> None:
    made = three(tmp_path)
    reader = Gazetteer.open(tmp_path / "versions" / made[1])
    versions.use(tmp_path, made[0])
    assert versions.prune(tmp_path, keep=1) == [made[1]]
    assert {one.version for one in versions.history(tmp_path)} == {made[0], made[2]}
    assert [entity.name for entity in reader] == ["Ivo Sanader"]
    assert reader.index.exact("ivo sanader")
    assert not list((tmp_path / "versions").glob(".*"))


def test_prune_clears_what_killed_builds_left_but_not_builds_at_work(tmp_path: Path) -> None:
    three(tmp_path)
    old, young = tmp_path / "versions" / ".old", tmp_path / "versions" / ".young"
    swap = tmp_path / ".CURRENT.old"
    for folder in (old, young):
        folder.mkdir()
    swap.write_text("x")
    for path in (old, swap):
        os.utime(path, (0, 0))
    versions.prune(tmp_path, keep=3)
    assert (old.exists(), swap.exists(), young.exists()) == (False, False, True)


def test_an_unreadable_version_is_listed_as_such(tmp_path: Path) -> None:
    made = three(tmp_path)
    (tmp_path / "versions" / made[1] / "manifest.json").write_text("{")
    assert {one.version: one.names is None for one in versions.history(tmp_path)}[made[1]]
    with pytest.raises(GazetteerError, match="cannot read"):
        versions.use(tmp_path, made[1])


def test_where_there_is_none_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="exonym gazetteer build"):
        versions.history(tmp_path)


def test_a_reader_that_comes_between_swap_and_prune_gets_the_new_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.write(tmp_path, people("Rex Tillerson")).version
    really, told = store.current, []

    def late(root: Path) -> Path | None:
        """Tell the version in force, after which it is replaced and removed at once."""
        found = really(root)
        if not told:
            told.append(found)
            store.write(tmp_path, people("Ivo Sanader"))
            monkeypatch.setattr(store, "current", really)
            for old in (tmp_path / "versions" / first).iterdir():
                old.unlink()
        return found

    monkeypatch.setattr(store, "current", late)
    assert [entity.name for entity in Gazetteer.open(tmp_path)] == ["Ivo Sanader"]


READER = """
import sys
from pathlib import Path
from pipeline.gazetteer.lookup import lookup
from pipeline.gazetteer.store import Gazetteer

stop, done = Path(sys.argv[2]), 0
print("reading", flush=True)
while not stop.exists():
    opened = Gazetteer.open(sys.argv[1])
    size = len(opened)
    answer = lookup(opened, f"Person Number {size - 1}", "en")
    assert answer.entity == f"per.{size - 1}", (opened.version, answer)
    assert lookup(opened, f"Person Number {size}", "en").entity is None
    assert sum(1 for _ in opened) == size
    done += 1
print(done)
"""


def numbered(size: int) -> list[Entity]:
    return [Entity(id=f"per.{n}", type="PER", name=f"Person Number {n}") for n in range(size)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to start builders at no cost")
def test_builders_killed_at_fifty_points_lose_nothing_and_disturb_no_reader(tmp_path: Path) -> None:
    root, stop = tmp_path / "G", tmp_path / "stop"
    random.seed(4)
    began = time.monotonic()
    store.write(root, numbered(50))
    lasts = time.monotonic() - began
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(root), str(stop)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    killed = 0
    try:
        for reader in readers:
            assert reader.stdout is not None and reader.stdout.readline() == "reading\n"
        for attempt in range(50):
            before, size = Gazetteer.open(root).version, 51 + attempt
            builder = os.fork()
            if builder == 0:
                store.write(root, numbered(size))
                os._exit(0)
            time.sleep(random.uniform(0, 1.5 * lasts))
            os.kill(builder, signal.SIGKILL)
            killed += os.WIFSIGNALED(os.waitpid(builder, 0)[1])
            after = Gazetteer.open(root)
            assert after.version == before or len(after) == size
            assert versions.damage(after.folder) == []
    finally:
        stop.touch()
        told = [reader.communicate(timeout=30)[0] for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0]
    assert all(int(count) > 0 for count in told)
    assert killed >= 10, "the points must fall into the builds, not after them"
    for one in versions.history(root):
        assert versions.damage(Path(one.folder)) == []
    for left in (root / "versions").glob(".*"):
        os.utime(left, (0, 0))
    store.write(root, numbered(50))
    assert not list((root / "versions").glob(".*"))
