"""The tables of names do what the code that reads them expects, and their tools make them again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import marisa_trie
import pytest

from pipeline.names import customary, nicknames
from tests.tool_packages import need

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


@pytest.mark.slow
@pytest.mark.parametrize("tool", sorted(NEEDS))
def test_the_tool_makes_the_same_bytes_again(tool: str, tmp_path: Path) -> None:
    need(*NEEDS[tool])
    made = tmp_path / MADE[tool]
    subprocess.run([sys.executable, str(ROOT / "tools" / tool), "--output", str(made)], check=True)
    assert made.read_bytes() == (TABLES / MADE[tool]).read_bytes()


@pytest.mark.slow
def test_the_table_for_benchmarks_knows_nothing_they_ask_for(tmp_path: Path) -> None:
    need(*NEEDS["make_spellings.py"])
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
