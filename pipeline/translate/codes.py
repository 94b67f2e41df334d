"""Language tags: what BCP 47 calls a language and what translators call it; the table is codes.toml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pipeline import resources


def primary(tag: str) -> str:
    """Return the primary language subtag in lower case: "pt" for "pt-BR", "" for ""."""
    return tag.replace("_", "-").split("-", 1)[0].lower()


def package_codes(tag: str) -> tuple[str, ...]:
    """Return the codes under which a package for the language `tag` may be installed, best first.

    "pt-BR" gives pt-br, pb, pt: the tag itself, Argos' own code for it, the bare language.
    """
    argos = _table()["argos"]
    codes = (code for prefix in _prefixes(tag) for code in (prefix, argos.get(prefix)))
    return tuple(dict.fromkeys(filter(None, codes)))


def three_letters(tag: str) -> str | None:
    """Return the ISO 639-3 code of a BCP 47 tag as translators use it ("srp" for "sr"), None if unknown."""
    code = flores(tag)
    return code.split("_")[0] if code else None


def flores(tag: str) -> str | None:
    """Return the code that FLORES-200, and so NLLB, has for a BCP 47 tag: "por_Latn" for "pt-BR".

    None for a language that the table does not have.
    """
    known: dict[str, str] = _table()["flores"]
    return next((known[prefix] for prefix in _prefixes(tag) if prefix in known), None)


def spaced(tag: str) -> bool:
    """Return whether the language puts spaces between words."""
    return primary(tag) not in _table()["unspaced"]


def words(text: str, lang: str) -> float:
    """Return how many words a text has; where words are not spaced, two letters count as one."""
    return len(text.split()) if spaced(lang) else len(text) / 2


def _prefixes(tag: str) -> list[str]:
    """Return a tag in lower case and what is left as its subtags go, the longest first."""
    parts = tag.replace("_", "-").lower().split("-")
    return ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]


@cache
def _table() -> dict[str, Any]:
    return resources.toml(Path(__file__).parent / "codes.toml")
