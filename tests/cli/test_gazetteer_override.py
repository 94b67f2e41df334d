"""gazetteer override add, list, remove and check."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.gazetteer.build import build

from .conftest import Run, rows


@pytest.fixture
def mine(records: Path, tmp_path: Path) -> Path:
    build([records], tmp_path / "G")
    return tmp_path / "G"


def test_add_then_look_up_then_remove(run: Run, mine: Path) -> None:
    added = run(
        "gazetteer", "override", "add", "Gary Pen", "--is", "per.lloyd-austin", "--lang", "pl",
        "--who", "Ada", "--why", "he says so", "-g", mine,
    )  # fmt: skip
    assert added.exit_code == 0
    assert added.stdout.startswith("Gary Pen is per.lloyd-austin in pl, says Ada on ")
    asked = ("lookup", "Gary Pen", "--lang", "pl", "-g", mine, "-f", "jsonl")
    assert rows(run(*asked).stdout)[0]["entity"] == "per.lloyd-austin"
    assert "1  Gary Pen is" in run("gazetteer", "override", "list", "-g", mine).stdout
    [told] = rows(run("gazetteer", "override", "list", "-g", mine, "--json").stdout)
    assert (told["kind"], told["who"], told["why"]) == ("is", "Ada", "he says so")
    assert run("gazetteer", "override", "remove", "1", "-g", mine).stdout.startswith("removed: Gary Pen is")
    assert rows(run(*asked).stdout)[0].get("entity") is None
    assert run("gazetteer", "override", "remove", "1", "-g", mine).exit_code == 1


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["--ignore", "--is", "loc.seoul"],
        ["--is", "per.nobody"],
        ["--ignore", "--short"],
        ["--prefer-for", "loc.seoul", "--lang", "pl"],
    ],
)
def test_wrong_use(run: Run, mine: Path, wrong: list[str]) -> None:
    assert run("gazetteer", "override", "add", "Seul", *wrong, "-g", mine).exit_code == 2
    assert not (mine / "overrides.jsonl").exists()


def test_check(run: Run, mine: Path) -> None:
    for entity in ("loc.paris-fr", "loc.paris-us"):
        run("gazetteer", "override", "add", "Paris", "--is", entity, "-g", mine)
    result = run("gazetteer", "override", "check", "-g", mine)
    assert (result.exit_code, "decision 1 has no effect" in result.stderr) == (1, True)
    run("gazetteer", "override", "remove", "1", "-g", mine)
    assert "1 decision, all sound" in run("gazetteer", "override", "check", "-g", mine).stdout


def test_what_ships_has_no_decisions(run: Run, tmp_path: Path) -> None:
    result = run("gazetteer", "override", "add", "Seul", "--ignore", "-g", tmp_path)
    assert result.exit_code == 2
    assert "there is no gazetteer" in result.stderr


@pytest.mark.parametrize("command", ["list", "check", "remove 1"])
def test_where_there_is_no_gazetteer(run: Run, tmp_path: Path, command: str) -> None:
    result = run("gazetteer", "override", *command.split(), "-g", tmp_path / "nowhere")
    assert result.exit_code in (1, 2) and str(tmp_path / "nowhere") in result.stderr


def test_what_is_written_cannot_steer_the_terminal(run: Run, mine: Path) -> None:
    decide = ("gazetteer", "override", "add", "Pan", "--ignore", "-g", mine, "--why")
    assert "\x1b" not in run(*decide, "\x1b[2J\u2028so").stdout
    assert "\x1b" not in run("gazetteer", "override", "list", "-g", mine).stdout
    assert run("gazetteer", "override", "list", "-g", mine, "--json").stdout.count("\n") == 1
