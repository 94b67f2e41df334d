"""gazetteer refresh, and what info and history tell of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.gazetteer.store import Gazetteer
from tests.gazetteer.publishers import INDEX, OpenSanctions, person
from tests.server import Reply, Server

from .conftest import Run, rows

PEOPLE = [person(f"NK-{n}", f"Politician Number{n}") for n in range(30)]


@pytest.fixture
def dataset(server: Server) -> OpenSanctions:
    made = OpenSanctions(server)
    made.publish("1", *PEOPLE)
    return made


@pytest.fixture
def mine(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of sources that EXONYM_SOURCES names."""
    path = tmp_path / "mine.toml"
    path.write_text(f"""
[refresh]
keep = 2
tries = 1

[sources.opensanctions]
kind = "opensanctions"
url = "{server.address}{INDEX}"
use = true
licence = "CC BY-NC 4.0"
attribution = "OpenSanctions"

[sources.staff]
kind = "table"
url = "staff.jsonl"
columns = {{ name = "kto" }}
type = "PER"
""")
    (tmp_path / "staff.jsonl").write_text('{"kto": "Ana Horvat"}\n{oops\n{"kto": "Mia Kos"}\n')
    monkeypatch.setenv("EXONYM_SOURCES", str(path))
    return path


def test_from_nothing_to_a_change_and_back(
    run: Run, dataset: OpenSanctions, mine: Path, tmp_path: Path
) -> None:
    root = tmp_path / "G"
    first = run("gazetteer", "refresh", "-g", root)
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.splitlines()[0] == "opensanctions: 30 entities"
    assert first.stdout.splitlines()[1].startswith(f"{root}: 30 entities, 60 names, version ")

    again = run("gazetteer", "refresh", "-g", root)
    assert "opensanctions: 30 entities, not changed since" in again.stdout
    assert "nothing is new" in again.stdout.splitlines()[-1] and again.exit_code == 0

    dataset.publish("2", person("NK-3", "Politician Renamed"), person("NK-99", "Kaja Kallas"))
    would = run("gazetteer", "refresh", "-g", root, "--dry-run")
    assert "would be renewed; nothing was changed" in would.stdout
    done = run("gazetteer", "refresh", "-g", root)
    for told in (would, done):
        assert "added    NK-99  Kaja Kallas" in told.stdout
        assert "renamed  NK-3  Politician Number3 → Politician Renamed" in told.stdout
        assert "1 added, 1 renamed" in told.stdout
    assert Gazetteer.open(root).find("NK-99")
    assert run("gazetteer", "rollback", "-g", root).exit_code == 0
    assert not Gazetteer.open(root).find("NK-99")


def test_info_and_history_tell_where_it_came_from(
    run: Run, dataset: OpenSanctions, mine: Path, tmp_path: Path, server: Server
) -> None:
    run("gazetteer", "refresh", "-g", tmp_path / "G")
    told = run("gazetteer", "info", "-g", tmp_path / "G").stdout
    assert "OpenSanctions, CC BY-NC 4.0\n" in told
    assert "from opensanctions 1, 30 records\n" in told
    assert f"  {server.address}/artifacts/default/1/entities.ftm.json  20" in told and told.endswith(
        'UTC, "1"\n'
    )
    facts = json.loads(run("gazetteer", "info", "-g", tmp_path / "G", "--json").stdout)
    assert facts["origins"][0]["files"][1]["etag"] == '"1"'
    assert run("gazetteer", "history", "-g", tmp_path / "G").stdout.endswith("names  opensanctions 1\n")
    [version] = rows(run("gazetteer", "history", "-g", tmp_path / "G", "--json").stdout)
    assert version["origins"][0]["version"] == "1"


def test_a_bad_line_is_told_and_the_rest_goes_through(
    run: Run, dataset: OpenSanctions, mine: Path, tmp_path: Path
) -> None:
    result = run("gazetteer", "refresh", "opensanctions", "staff", "-g", tmp_path / "G")
    assert result.exit_code == 1
    assert f"{tmp_path / 'staff.jsonl'}, line 2: not a row" in result.stderr
    assert "staff: 1 bad line was left out, the rest was read" in result.stderr
    assert "32 entities" in result.stdout.splitlines()[-1]


def test_a_server_that_fails_leaves_what_was_there(
    run: Run, dataset: OpenSanctions, mine: Path, tmp_path: Path, server: Server
) -> None:
    run("gazetteer", "refresh", "-g", tmp_path / "G")
    server.routes[INDEX] = Reply(status=503)
    result = run("gazetteer", "refresh", "-g", tmp_path / "G")
    assert result.exit_code == 1
    assert "the server answers 503" in result.stderr and "Try again later" in result.stderr
    assert "opensanctions could not be refreshed: what came 20" in result.stderr
    assert "nothing is new" in result.stdout and len(Gazetteer.open(tmp_path / "G")) == 30


def test_shrinking_stops_and_can_be_accepted(
    run: Run, dataset: OpenSanctions, mine: Path, tmp_path: Path
) -> None:
    run("gazetteer", "refresh", "-g", tmp_path / "G")
    dataset.publish("2", gone=[f"NK-{n}" for n in range(25)])
    result = run("gazetteer", "refresh", "-g", tmp_path / "G")
    assert result.exit_code == 1
    assert "too much would go: opensanctions: 25 of 30 entities (83%); 10% may" in result.stderr
    assert "--accept-shrink" in result.stderr and len(Gazetteer.open(tmp_path / "G")) == 30
    done = run("gazetteer", "refresh", "-g", tmp_path / "G", "--accept-shrink")
    assert done.exit_code == 0 and len(Gazetteer.open(tmp_path / "G")) == 5
    assert "… and 5 more" in done.stdout and "exonym gazetteer diff " in done.stdout


def test_wrong_use(run: Run, mine: Path, tmp_path: Path) -> None:
    result = run("gazetteer", "refresh", "nowhere", "-g", tmp_path / "G")
    assert result.exit_code == 1 and "There are: opensanctions, staff" in result.stderr
    result = run("gazetteer", "refresh", "-g", tmp_path / "G", "--sources", tmp_path / "none.toml")
    assert result.exit_code == 1 and "No such file" in result.stderr
    assert run("gazetteer", "refresh").exit_code == 2
