"""Codes of languages beyond BCP 47's two letters, from codes.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pipeline.translate.codes import primary


def three_letters(tag: str) -> str | None:
    """Return the ISO 639-3 code of a BCP 47 tag as translators use it ("srp" for "sr"), None if unknown."""
    code = flores(tag)
    return code.split("_")[0] if code else None


def flores(tag: str) -> str | None:
    """Return the code that FLORES-200, and so NLLB, has for a BCP 47 tag: "por_Latn" for "pt-BR".

    None for a language that the table does not have.
    """
    table = _table()
    parts = tag.replace("_", "-").lower().split("-")
    prefixes = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((table[prefix] for prefix in prefixes if prefix in table), table.get(primary(tag)))


@cache
def _table() -> dict[str, str]:
    text = (Path(__file__).parent / "codes.toml").read_text(encoding="utf-8")
    table: dict[str, str] = tomllib.loads(text)["flores"]
    return table
