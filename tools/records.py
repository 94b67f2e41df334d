"""What the makers of gazetteers/world share: names, records, and the files these are kept in."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

WORLD = Path(__file__).resolve().parent.parent / "gazetteers" / "world"
KINDS = ("full", "short", "alias", "acronym", "title", "demonym", "former")

Record = dict[str, Any]
Names = list[dict[str, str]]


def write(path: Path, records: Iterable[Record]) -> None:
    """Write records sorted by id, one compact line of JSON each."""
    lines = (
        json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        for record in sorted(records, key=lambda record: record["id"])
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


@cache
def load(file: str) -> dict[str, Any]:
    """Return a data file of gazetteers/world."""
    return tomllib.loads((WORLD / file).read_text(encoding="utf-8"))


def slug(name: str) -> str:
    """Return the ASCII letters and digits of a name, its words joined by hyphens."""
    ascii_name = unicodedata.normalize("NFKD", name.translate(str.maketrans("łŁøØđĐıß’'", "lLoOdDis  ")))
    ascii_name = ascii_name.encode("ascii", "ignore").decode().replace(" s ", "s ")
    return "-".join(re.findall(r"[a-z0-9]+", ascii_name.lower()))


def written(table: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield the names of a hand-written table: `pl = [...]`, or `former.pl = [...]` for other kinds."""
    for key, value in table.items():
        if key in KINDS:
            for lang, texts in value.items():
                yield from (name(text, lang, key) for text in texts)
        elif isinstance(value, list):
            yield from (name(text, key) for text in value)


def name(text: str, lang: str, kind: str = "full") -> dict[str, str]:
    """Return one name of a record; the kind "full" goes without saying."""
    entry = {"text": unicodedata.normalize("NFC", text), "lang": lang}
    return entry if kind == "full" else {**entry, "kind": kind}


def distinct(canonical: str, own: Iterable[dict[str, str]], *others: Iterable[dict[str, str]]) -> Names:
    """Return the hand-written names, then the others: each text once a language, the canonical name never.

    A text may stand under several kinds by hand (Kiev: former in English, the name in Portuguese), and a
    demonym may repeat a name: it is another kind of word.
    """
    seen: set[tuple[str, str | None, str | None]] = {(canonical, None, None)}
    kept: Names = []
    for entry in own:
        key = (entry["text"], entry.get("kind"), entry["lang"])
        if key not in seen and (entry["text"], entry.get("kind")) != (canonical, None):
            seen.add(key)
            kept.append(entry)
    texts = {text for text, _, _ in seen}
    spoken = {(text, lang) for text, _, lang in seen}
    for entry in (entry for group in others for entry in group):
        known = entry["text"] in texts if entry["lang"] == "und" else (entry["text"], entry["lang"]) in spoken
        if entry.get("kind") == "demonym" or not (known or entry["text"] == canonical):
            texts.add(entry["text"])
            spoken.add((entry["text"], entry["lang"]))
            kept.append(entry)
    return kept


def texts(record: Record) -> Iterator[str]:
    """Yield the names of a record that are not demonyms."""
    return (entry["text"] for entry in record["names"] if entry.get("kind") != "demonym")
