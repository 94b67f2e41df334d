"""The demo of docs/refreshing.md runs to its end, and tells what it should."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_the_demo() -> None:
    done = subprocess.run(
        [sys.executable, "tools/demo_refresh.py"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for says in (
        "demo: 4 entities",
        "renamed  demo-1  Volodymyr Zelensky → Volodymyr Zelenskyy",
        "delta-20260102.json",
        "Kaja Kallas is a name of demo-5, which was added",
        "2 of 3 articles",
    ):
        assert says in done.stdout
    newest, first = done.stdout.splitlines()[-2:]
    assert newest.startswith("  ") and first.startswith("* "), "rolled back"
