"""Figures: what the gate measures, on the cases the project ships. Every figure is a share from 0 to 1."""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.gazetteer.store import Gazetteer
from pipeline.language.detect import detector
from pipeline.mentions.resolve import Finder
from pipeline.names import weights
from pipeline.names.compare import compare
from tests.passages import passages as passage_cases

HERE = Path(__file__).parent
ARTICLES = HERE.parent / "samples" / "articles"
GOLD = HERE / "samples" / "gold.jsonl"
LANGUAGES = HERE / "language" / "cases.toml"

Figures = dict[str, float]


class Pair(NamedTuple):
    """A name as the press of `lang` writes it, a known English name, and how surely they are the same."""

    written: str
    lang: str
    known: str
    grade: str
    why: str

    @property
    def score(self) -> float:
        """How alike the names are to the matcher, 0 to 1."""
        return _score(self)


@cache
def _score(pair: Pair) -> float:
    return compare(pair.written, pair.known, lang=pair.lang, known_lang="en").score


@cache
def pairs() -> dict[str, list[Pair]]:
    """Return the graded pairs, by the stem of their file."""
    found = {}
    for path in sorted((HERE / "cases").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            assert tuple(next(rows)) == Pair._fields, f"{path}: columns must be {', '.join(Pair._fields)}"
            found[path.stem] = [Pair(*row) for row in rows]
    return found


def _share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else 0.0


def graded_pairs() -> Figures:
    """Return the shares of STRONG and of FALSE pairs that score enough to link, overall and by file."""
    enough = weights.load().verdict.threshold
    files = pairs()
    groups = {"all": [pair for file in files.values() for pair in file], **files}
    return {
        f"pairs.{name}.{figure}": _share(pair.score >= enough for pair in group if pair.grade == grade)
        for name, group in groups.items()
        for figure, grade in (("linked", "STRONG"), ("false_links", "FALSE"))
    }


def sample_articles() -> Figures:
    """Return recall and precision of the linked mentions of the samples, by type.

    A mention counts if span and canonical name are right; linking a private person is wrong.
    """
    finder = Finder(Gazetteer.open())
    known: set[tuple[str, int, int, str, str]] = set()
    linked: set[tuple[str, int, int, str, str]] = set()
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        file, text = gold["file"], (ARTICLES / gold["file"]).read_bytes().decode("utf-8")
        known |= {(file, m["start"], m["end"], m["name"], m["type"]) for m in gold["mentions"] if m["name"]}
        found = finder.find(text, gold["lang"])
        linked |= {(file, m.start, m.end, m.name, m.type) for m in found if m.status == "linked" and m.name}
    right = {mention[:4] for mention in known} & {mention[:4] for mention in linked}
    figures = {}
    for kind in sorted({mention[4] for mention in known}):
        figures[f"samples.{kind}.recall"] = _share(m[:4] in right for m in known if m[4] == kind)
        figures[f"samples.{kind}.precision"] = _share(m[:4] in right for m in linked if m[4] == kind)
    return figures


def passages() -> Figures:
    """Return recall and precision of the names of the passages, and recall by language and by rule."""
    tallies = passage_cases.tallies(Finder(Gazetteer.open()))
    recall = {f"passages.{group}.recall": tally.recall for group, tally in tallies.items()}
    return {**recall, "passages.all.precision": tallies["all"].precision}


def language_detection() -> Figures:
    """Return the share of headlines, and of other sentences, whose language is told."""
    cases: dict[str, dict[str, list[str]]] = tomllib.loads(LANGUAGES.read_text(encoding="utf-8"))
    pool = detector()
    right = {
        lang: [pool.detect(text)[0].lang == lang for text in case["texts"]] for lang, case in cases.items()
    }
    return {
        "language.headlines": _share(hits[0] for hits in right.values()),
        "language.sentences": _share(hit for hits in right.values() for hit in hits[1:]),
    }


# What is measured, and the files of its cases.
MEASURES: dict[str, tuple[Callable[[], Figures], Callable[[], list[Path]]]] = {
    "pairs": (graded_pairs, lambda: sorted((HERE / "cases").glob("*.csv"))),
    "samples": (sample_articles, lambda: [*sorted(ARTICLES.glob("*.txt")), GOLD]),
    "passages": (passages, passage_cases.files),
    "language": (language_detection, lambda: [LANGUAGES]),
}


def measure() -> Figures:
    """Return all figures, by name."""
    return {name: value for figures, _ in MEASURES.values() for name, value in figures().items()}


def digests() -> dict[str, str]:
    """Return a digest of the case files of each measure."""
    found = {}
    for name, (_, files) in MEASURES.items():
        digest = hashlib.blake2b(digest_size=8)
        for path in files():
            digest.update(f"{path.name}\0{path.read_text(encoding='utf-8')}\0".encode())
        found[name] = digest.hexdigest()
    return found
