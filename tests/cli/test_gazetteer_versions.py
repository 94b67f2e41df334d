"""gazetteer history, use, rollback, prune and verify."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.gazetteer import store
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.store import Gazetteer

from .conftest import Run, rows


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, str, str]:
    """A gazetteer of two versions: its folder, the older and the newer."""
    made = [
        store.write(tmp_path / "G", [Entity(id="per.x", type="PER", name=name)]).version
        for name in ("Rex Tillerson", "Ivo Sanader")
    ]
    return tmp_path / "G", made[0], made[1]


def test_history(run: Run, two: tuple[Path, str, str]) -> None:
    root, first, second = two
    lines = run("gazetteer", "history", "-g", root).stdout.splitlines()
    assert [line[:18] for line in lines] == [f"* {second}", f"  {first}"]
    told = rows(run("gazetteer", "history", "-g", root, "--json").stdout)
    assert [(one["version"], one["current"]) for one in told] == [(second, True), (first, False)]


def test_use_and_rollback(run: Run, two: tuple[Path, str, str]) -> None:
    root, first, second = two
    result = run("gazetteer", "rollback", "-g", root)
    assert (result.exit_code, first in result.stdout) == (0, True)
    assert Gazetteer.open(root).version == first
    result = run("gazetteer", "rollback", "-g", root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "oldest" in result.stderr
    assert run("gazetteer", "use", second[:8], "-g", root).exit_code == 0
    assert Gazetteer.open(root).version == second
    result = run("gazetteer", "use", "nothing", "-g", root)
    assert result.exit_code == 1
    assert f"There are: {second}, {first}" in result.stderr


def test_prune(run: Run, two: tuple[Path, str, str]) -> None:
    root, first, second = two
    assert "0 removed" in run("gazetteer", "prune", "-g", root).stdout
    assert f"1 removed: {first}" in run("gazetteer", "prune", "-g", root, "--keep", "1").stdout
    assert [folder.name for folder in (root / "versions").iterdir()] == [second]


def test_verify(run: Run, two: tuple[Path, str, str]) -> None:
    root, first, second = two
    assert run("gazetteer", "verify", "-g", root).stdout == f"{second}  whole\n"
    text = root / "versions" / first / "names.text"
    text.write_bytes(text.read_bytes()[::-1])
    assert run("gazetteer", "verify", "-g", root).exit_code == 0
    result = run("gazetteer", "verify", "-g", root, "--all")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [f"{second}  whole", f"{first}  damaged: names.text"]
    told = rows(run("gazetteer", "verify", "-g", root, "--all", "--json").stdout)
    assert told == [{"version": second, "damaged": []}, {"version": first, "damaged": ["names.text"]}]
    (root / "versions" / first / "manifest.json").unlink()
    assert "damaged: manifest.json" in run("gazetteer", "verify", "-g", root, "--all").stdout


def test_no_gazetteer(run: Run, tmp_path: Path) -> None:
    for command in ("history", "rollback", "prune", "verify"):
        result = run("gazetteer", command, "-g", tmp_path)
        assert (result.exit_code, "there are no versions" in result.stderr) == (1, True)
