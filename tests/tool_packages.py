"""Tests of what tools/ makes are skipped where what these scripts need beside exonym is not installed."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parents[1] / "tools" / "requirements.txt"


def need(*packages: str) -> None:
    """Skip a test unless these packages are installed in the versions that tools/requirements.txt pins."""
    lines = REQUIREMENTS.read_text("utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if "==" in line)
    lacking = [f"{one}=={pinned[one]}" for one in packages if _installed(one) != pinned[one]]
    if lacking:
        pytest.skip(f"pip install --no-deps -r tools/requirements.txt first; missing: {', '.join(lacking)}")


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
