"""The names that benchmarks look up: a gazetteer of English names, and queries in many scripts.

Three groups of queries, all measured in one run:

- people: real people of gazetteers/world, under every name their record gives in another language;
- recombined: a given and a family name joined at random from the name parts of rigour (MIT), each
  with its variants in many scripts; they stand for names that nobody has tuned a rule to;
- cases: the graded pairs of tests/cases, where look-alikes must stay apart.

Half of the people and half of the recombined names are left out of the gazetteer: linking one of those is
a false link. Everything is drawn with a fixed seed, so that the same sizes give the same names.

Recombined names are made of parts that are held out; beside them lies spellings.marisa, exonym's table of
spellings made without those parts, which it must use then.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".bench"
RIGOUR = "rigour==1.3.12"  # the last version that ships the parts as text
SPELLINGS = "spellings.marisa"
_PARTS = "rigour/data/names/persons.txt"
_SEED = 20

# The scripts that recombined names are asked in, and the language we say they are in: what a reader of
# the page would know. Latin letters could be of any language.
_LANGUAGES = {
    "LATIN": "und",
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "HANGUL": "ko",
    "KATAKANA": "ja",
    "CJK": "zh",
    "BENGALI": "bn",
    "GEORGIAN": "ka",
}
_TELLING = (("uk", "іїєґ"), ("be", "ў"), ("sr", "ђјљњћџ"), ("fa", "پچژگکی"))
_JOINT = {"KATAKANA": "・", "CJK": "·"}


@dataclass(frozen=True)
class Query:
    """A name to look up: `right` are the names of the gazetteer it may be linked to, none if it is absent.

    `meant` is the English name it stands for, in the gazetteer or not. Where there are `rivals`, look-alikes
    that the gazetteer holds, only a link to one of them is a false one: what else is like it nobody graded.
    """

    group: str
    text: str
    lang: str
    right: tuple[str, ...]
    meant: str = ""
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One given or family name: its variants by script, its English-looking one, whether held out."""

    english: str
    variants: dict[str, tuple[str, ...]]
    held_out: bool


def held_out(item: str) -> bool:
    """Tell whether a part's Wikidata id is kept for benchmarks; no table of exonym may be trained on it."""
    return item.endswith("7")


def corpus(size: int, kind: str = "names", *, offline: bool = False, queries: int = 600) -> Path:
    """Return a folder with gazetteer.jsonl of about `size` names and queries.jsonl, made if need be.

    `kind` is "names" (people and recombined, `queries` of each) or "cases": these are apart, as both know
    the same people. `offline` makes the names from those of gazetteers/world alone and has no recombined
    queries.
    """
    folder = WORK / "corpora" / f"{kind}-{size}{'-offline' if offline else ''}"
    rows = _cases() if kind == "cases" else list(_queries(offline, queries))
    names = {name: None for row in rows for name in (*row.right, *row.rivals)}
    absent = {row.meant for row in rows if not row.right} | {person["name"] for person in _world()}
    fillers = _fillers(offline)
    while len(names) < size:
        name = next(fillers)
        if name not in absent:
            names[name] = None
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "gazetteer.jsonl").open("w", encoding="utf-8") as file:
        for number, name in enumerate(names):
            file.write(
                json.dumps({"id": f"n{number}", "type": "PER", "name": name}, ensure_ascii=False) + "\n"
            )
    if kind == "names" and not offline:
        shutil.copy(spellings(), folder / SPELLINGS)
    random.Random(_SEED).shuffle(rows)  # so that a system that answers only some answers a fair sample
    with (folder / "queries.jsonl").open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
    return folder


def read(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _queries(offline: bool, most: int) -> Iterator[Query]:
    yield from _sample(_people(), most)
    if not offline:
        yield from _recombined(most)


def _sample(rows: list[Query], most: int) -> list[Query]:
    return random.Random(_SEED).sample(rows, min(most, len(rows)))


# --- real people ---------------------------------------------------------------------------------------


@cache
def _world() -> list[dict[str, Any]]:
    files = sorted((ROOT / "gazetteers" / "world").glob("people*.jsonl"))
    return [record for path in files for record in read(path)]


def _present(key: str) -> bool:
    return hashlib.blake2b(key.encode(), digest_size=1).digest()[0] % 2 == 0


def _people() -> list[Query]:
    """Return every name of the people in another language than English; some are two people's."""
    owners: dict[tuple[str, str], set[str]] = {}
    for person in _world():
        names: list[dict[str, str]] = person.get("names", [])
        for name in names:
            if name.get("kind", "full") == "full" and name["lang"] not in ("en", "und"):
                owners.setdefault((name["text"], name["lang"]), set()).add(person["name"])
    return [
        Query("people", text, lang, tuple(sorted(filter(_present, owner))), min(owner))
        for (text, lang), owner in owners.items()
    ]


# --- recombined names ----------------------------------------------------------------------------------


@cache
def _parts() -> list[Part]:
    """Return the name parts of rigour that have a Latin variant, those with most variants first."""
    path = WORK / "data" / "persons.txt"
    if not path.exists():
        _download(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    common: dict[str, int] = {}
    clusters: list[tuple[dict[str, tuple[str, ...]], str]] = []
    for line in lines:
        names, _, item = line.rpartition("=>")
        by_script: dict[str, tuple[str, ...]] = {}
        for name in map(str.strip, names.split(",")):
            script = _script(name)
            by_script[script] = (*by_script.get(script, ()), name)
        for name in by_script.get("LATIN", ()):
            common[name] = common.get(name, 0) + 1
        if "HIRAGANA" in by_script:  # then Chinese characters are a Japanese spelling, with other sounds
            by_script.pop("CJK", None)
        clusters.append((by_script, item.strip()))
    parts = [
        # No cluster says which variant is the English one: plain letters first, then the commonest.
        Part(max(latin, key=lambda name: (name.isascii(), common[name])), by_script, held_out(item))
        for by_script, item in clusters
        if (latin := [name for name in by_script.get("LATIN", ()) if len(name) > 1 and " " not in name])
    ]
    return sorted(parts, key=lambda part: -sum(map(len, part.variants.values())))


def spellings() -> Path:
    """Return exonym's table of spellings without the held-out parts, made if need be (a minute or two)."""
    table = WORK / "data" / SPELLINGS
    if not table.exists():
        _parts()  # downloads what the table is made of
        tool = ROOT / "tools" / "make_spellings.py"
        half = table.with_suffix(".part")
        made_of = ["--clusters", str(WORK / "data" / "persons.txt"), "--without-held-out"]
        subprocess.run([sys.executable, str(tool), *made_of, "--output", str(half)], check=True)
        half.rename(table)
    return table


def _download(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(path.parent), RIGOUR],
        check=True,
    )
    wheel = next(path.parent.glob("rigour-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        path.write_bytes(archive.read(_PARTS))
    wheel.unlink()


def _script(text: str) -> str:
    first = next((char for char in text if char.isalpha()), "?")
    script = unicodedata.name(first, "?").split()[0]
    return "KATAKANA" if script == "KATAKANA-HIRAGANA" else script


def _pick(parts: list[Part], dice: random.Random) -> Part:
    """Draw a part, those with many variants much more often: common names are those written everywhere."""
    return parts[int(len(parts) * dice.random() ** 3)]


def _recombined(count: int) -> Iterator[Query]:
    """Yield names of two held-out parts, each script in turn."""
    dice = random.Random(_SEED)
    parts = [part for part in _parts() if part.held_out]
    writable = {script: [part for part in parts if _others(part, script)] for script in _LANGUAGES}
    for number in range(count):
        script = list(_LANGUAGES)[number % len(_LANGUAGES)]
        given, family = _pick(writable[script], dice), _pick(writable[script], dice)
        text = _JOINT.get(script, " ").join(dice.choice(_others(part, script)) for part in (given, family))
        text = text if script == "GEORGIAN" else _titled(text)  # Georgian text has no capitals
        lang = next((lang for lang, letters in _TELLING if set(letters) & set(text.lower())), None)
        english = _titled(f"{given.english} {family.english}")
        right = (english,) if _present(english) else ()
        yield Query("recombined", text, lang or _LANGUAGES[script], right, english)


def _others(part: Part, script: str) -> list[str]:
    return [
        name
        for name in part.variants.get(script, ())
        if name != part.english and len(name) > 1 and " " not in name
    ]


def _titled(text: str) -> str:
    return re.sub(r"(^|[ '-])(\w)", lambda found: found[1] + found[2].upper(), text)


def _fillers(offline: bool) -> Iterator[str]:
    """Yield names nobody asks for, without end."""
    dice = random.Random(_SEED + 1)
    if offline:
        words = [person["name"].split() for person in _world()]
        given = sorted({" ".join(parts[:-1]) for parts in words if len(parts) > 1})
        family = sorted({parts[-1] for parts in words})
    else:
        english = [part.english for part in _parts()]
        given, family = english[:20_000], english
    while True:
        first, last = (pool[int(len(pool) * dice.random() ** 2)] for pool in (given, family))
        yield _titled(f"{first} {last}")


# --- graded cases --------------------------------------------------------------------------------------


def _cases() -> list[Query]:
    """Return the graded pairs as queries: STRONG and MEDIUM ones must link, FALSE ones must not.

    A WEAK pair may go either way, so it is left out.
    """
    found: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for path in sorted((ROOT / "tests" / "cases").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["grade"] != "WEAK":
                    right, rivals = found.setdefault((row["written"], row["lang"]), (set(), set()))
                    (rivals if row["grade"] == "FALSE" else right).add(row["known"])
    return [
        Query("cases", text, lang, tuple(sorted(right)), "", tuple(sorted(rivals)))
        for (text, lang), (right, rivals) in found.items()
    ]
