"""The tables of names do what the code that reads them expects, and their tools make them again."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import marisa_trie
import pytest

from pipeline.names import customary, nicknames

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "gazetteers" / "tables"
# What of tools/requirements.txt each tool needs.
NEEDS = {
    "make_spellings.py": ("rigour",),
    "make_han.py": ("pypinyin", "ToJyutping", "hanja", "opencc-python-reimplemented"),
}
MADE = {"make_spellings.py": "spellings.marisa", "make_han.py": "han.txt"}


def test_one_table_serves_spelling_and_nicknames() -> None:
    assert customary.spellings("محمد")[0] == "mohamed"
    assert "smith" in customary.spellings("스미스")
    assert customary.spellings("smith") == ()
    # A nickname in another script is found by its customary spelling: בוב is Bob, and Bob is Robert.
    assert "robert" in nicknames.partners(*customary.spellings("בוב"), "bob")


def test_another_table_can_be_read_in_its_place(tmp_path: Path) -> None:
    marisa_trie.BytesTrie([("смит", b"smythe")]).save(str(tmp_path / "own.marisa"))
    try:
        customary.use(tmp_path / "own.marisa")
        assert customary.spellings("смит") == ("smythe",)
        assert customary.spellings("محمد") == ()
    finally:
        customary.use(TABLES / "spellings.marisa")
    assert customary.spellings("محمد")


def wanted(tool: str) -> dict[str, str]:
    """Return the packages a tool needs, as tools/requirements.txt pins them."""
    lines = (ROOT / "tools" / "requirements.txt").read_text("utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if "==" in line)
    return {package: pinned[package] for package in NEEDS[tool]}


def missing(tool: str) -> str:
    """Return what a tool needs that is not installed in that version."""
    lacking = []
    for package, pinned in wanted(tool).items():
        try:
            found = version(package)
        except PackageNotFoundError:
            found = "nothing"
        if found != pinned:
            lacking.append(f"{package}=={pinned} (found {found})")
    return ", ".join(lacking)


@pytest.mark.slow
@pytest.mark.parametrize("tool", sorted(NEEDS))
def test_the_tool_makes_the_same_bytes_again(tool: str, tmp_path: Path) -> None:
    if lacking := missing(tool):
        pytest.skip(f"pip install --no-deps -r tools/requirements.txt first; missing: {lacking}")
    made = tmp_path / MADE[tool]
    subprocess.run([sys.executable, str(ROOT / "tools" / tool), "--output", str(made)], check=True)
    assert made.read_bytes() == (TABLES / MADE[tool]).read_bytes()


@pytest.mark.slow
def test_the_table_for_benchmarks_knows_nothing_they_ask_for(tmp_path: Path) -> None:
    if lacking := missing("make_spellings.py"):
        pytest.skip(f"pip install --no-deps -r tools/requirements.txt first; missing: {lacking}")
    sys.path.insert(0, str(ROOT / "tools"))
    from make_spellings import clusters, installed, pairs

    from benchmarks.data import held_out

    made, tool = tmp_path / "spellings.marisa", ROOT / "tools" / "make_spellings.py"
    subprocess.run([sys.executable, str(tool), "--without-held-out", "--output", str(made)], check=True)
    kept = pairs(names for names, item in clusters(installed()) if not held_out(item))
    asked = pairs(names for names, item in clusters(installed()) if held_out(item))
    table = marisa_trie.BytesTrie()
    table.load(str(made))
    assert asked.keys() - kept.keys()
    assert [word for word in asked.keys() - kept.keys() if word in table] == []
