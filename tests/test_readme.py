"""The README shows what its commands print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_readme_shows_what_its_commands_print() -> None:
    check = [sys.executable, "tools/readme.py", "--check"]
    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"Write it again with: python tools/readme.py\n{done.stdout}{done.stderr}"
