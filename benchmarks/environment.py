"""Where systems run: exonym and the baselines here, peers in a virtual environment of their own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.data import ROOT, WORK
from benchmarks.systems import SYSTEMS


class AbsentError(Exception):
    """A system cannot be measured here; the message says why."""


def measure(action: str, name: str, corpus: Path, *options: str) -> dict[str, Any]:
    """Build or ask (`action`) a system in a process of its own; raise AbsentError with its last words."""
    folder = WORK / "built" / corpus.name / name.replace(" ", "-")
    if action == "build":
        shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    result = folder.with_suffix(".json")
    command = [_python(SYSTEMS[name].requires), "-m", "benchmarks.worker", action, name]
    done = subprocess.run(
        [*command, str(corpus), str(folder), str(result), *options], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise AbsentError(_last_line(done.stderr) or f"ended with {done.returncode}")
    measured: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return measured


@cache
def _python(requires: tuple[str, ...]) -> str:
    """Return the Python that has these installed."""
    if not requires:
        return sys.executable
    home = WORK / "venv"
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
    done = subprocess.run(
        [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *requires],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise AbsentError(f"does not install: {_last_line(done.stderr)}")
    return str(python)


@cache
def version(name: str) -> str:
    """Return the versions of what a system is made of, as pip knows them."""
    system = SYSTEMS[name]
    code = (
        "import sys, importlib.metadata as m; print(*(f'{p} {m.version(p)}' for p in sys.argv[1:]), sep=', ')"
    )
    command = [_python(system.requires), "-c", code, *system.packages]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.strip()


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""
