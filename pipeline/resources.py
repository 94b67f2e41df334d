"""Where the files that ship with exonym are: in the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent
_WHEEL = _PACKAGE / "_data"


def gazetteers() -> Path:
    """Return the folder of gazetteer sources, orthographies and inflection rules."""
    return _WHEEL / "gazetteers" if _WHEEL.is_dir() else _PACKAGE.parent / "gazetteers"


def table(name: str) -> dict[str, Any]:
    """Return what a TOML file below `gazetteers` holds, by its name there: "language/kin.toml"."""
    return toml(gazetteers() / name)


def toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file holds."""
    import tomli  # what became tomllib, compiled: it takes a third of the time

    return tomli.loads(path.read_bytes().decode())


def models() -> Path:
    """Return the folder of translation packages that ship with exonym."""
    return _WHEEL / "models" if _WHEEL.is_dir() else _PACKAGE.parent / "samples" / "models"


def in_checkout() -> bool:
    """Tell whether exonym runs from a checkout, where the data files may be edited."""
    return not _WHEEL.is_dir()
