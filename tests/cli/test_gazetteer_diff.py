"""gazetteer diff."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.gazetteer import store
from pipeline.gazetteer.entity import Entity, Name

from .conftest import Run, rows


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, str, str]:
    before = Entity(id="loc.kyiv", type="LOC", name="Kiev")
    after = Entity(id="loc.kyiv", type="LOC", name="Kyiv", names=(Name("Київ", "uk"),))
    made = [store.write(tmp_path / "G", [entity]).version for entity in (before, after)]
    return tmp_path / "G", made[0], made[1]


def test_two_versions_as_text(run: Run, two: tuple[Path, str, str]) -> None:
    root, first, second = two
    result = run("gazetteer", "diff", first[:8], second[:8], "-g", root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "renamed  loc.kyiv  Kiev → Kyiv",
        "names    loc.kyiv  Kyiv: +Київ (uk)",
        f"{first} → {second}: 1 renamed, 1 with other names",
    ]


def test_two_folders_as_json(run: Run, two: tuple[Path, str, str], gazetteer: str) -> None:
    told = rows(run("gazetteer", "diff", two[0], gazetteer, "-f", "jsonl").stdout)
    facts = [(row["kind"], row["id"], row["type"], row["name"]) for row in told]
    assert ("removed", "loc.kyiv", "LOC", "Kyiv") in facts
    assert ("added", "loc.seoul", "LOC", "Seoul") in facts
    assert "per.vladimir-putin" in run("gazetteer", "diff", gazetteer, "shipped").stdout


def test_a_page(run: Run, two: tuple[Path, str, str]) -> None:
    root, first, second = two
    page = run("gazetteer", "diff", first, second, "-g", root, "--format", "html").stdout
    assert page.startswith("<!doctype html>") and page.endswith("</html>\n")
    assert f"From {first} to {second}" in page


def test_the_suffix_of_a_file_chooses(run: Run, two: tuple[Path, str, str], tmp_path: Path) -> None:
    root, first, second = two
    begins = {"d.html": "<!doctype html>", "d.jsonl": '{"kind":"renamed"', "d.txt": "renamed  loc.kyiv"}
    for name, start in begins.items():
        result = run("gazetteer", "diff", first, second, "-g", root, "-o", tmp_path / name)
        assert (result.exit_code, result.stdout) == (0, "")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert run("gazetteer", "diff", first, second, "-g", root, "-o", tmp_path / "d.csv").exit_code == 2
    assert not (tmp_path / "d.csv").exists()


def test_what_is_not_there(run: Run, two: tuple[Path, str, str]) -> None:
    root, first, _ = two
    result = run("gazetteer", "diff", first, "nothing", "-g", root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "There are:" in result.stderr
    assert run("gazetteer", "diff", root, root / "nowhere").exit_code == 2
