"""The table of customary spellings: what it says, and that making it again says the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import resources
from pipeline.names import customary
from tests.tool_packages import need

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("word", "spelling"),
    [
        ("джон", "john"),  # before con, as Azerbaijani has it, and dzons, as Latvian
        ("ジョン", "john"),  # before jong, which more clusters have
        ("조지", "george"),
        ("жак", "jacques"),
        ("майкл", "michael"),
        ("哈珀", "harper"),
        ("約翰", "john"),  # 约翰 in traditional characters
        ("爱丽丝", "alice"),
    ],
)
def test_the_likeliest_spelling_is_the_english_one(word: str, spelling: str) -> None:
    assert customary.spellings(word)[0] == spelling


@pytest.mark.parametrize("word", ["сергей", "зеленська", "john", "грибовик"])
def test_what_the_rules_write_as_usual_is_left_to_them(word: str) -> None:
    assert customary.spellings(word) == ()


@pytest.mark.slow
def test_making_it_again_gives_the_same_table(tmp_path: Path) -> None:
    need("rigour")
    again = tmp_path / "spellings.marisa"
    subprocess.run([sys.executable, "tools/make_spellings.py", "--output", again], cwd=ROOT, check=True)
    shipped = resources.gazetteers() / "tables" / "spellings.marisa"
    assert again.read_bytes() == shipped.read_bytes()
