"""Names: how well and how fast exonym and its peers find names, on one table from one run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import data
from benchmarks.environment import AbsentError, measure, version
from benchmarks.report import Table
from benchmarks.systems import BASELINE, SYSTEMS, Exonym

SIZES = (10_000, 50_000)
CPU_SECONDS = 60
QUICK = 2_000

_QUALITY = (
    "names",
    "system",
    "group",
    "asked",
    "r@1",
    "P",
    "R",
    "F1",
    "false links",
    "best F1",
    "at score",
    "its false links",
)
# Languages with fewer present names than this say nothing.
_FEWEST = 8
_QUALITY_NOTE = """Half of the names asked for are absent. r@1: the right name comes first, of those
present. P, R, F1 and false links (share of the absent that are linked) as each system decides by default;
best F1: with the threshold that suits these very answers best, exonym's verdict on rivals left aside. A
slow system answers only some."""
_LANGUAGE_NOTE = "People and recombined names together; und is Latin script, language not told."
_SPEED_NOTE = """CPU seconds of one process; every query once, nothing cached before. Open includes the start
of Python. Private MB (USS) after the last query, peak MB (RSS) while asking."""
_SPEED = ("names", "system", "queries/s", "x baseline", "build s", "open s", "private MB", "peak MB")


def run(quick: bool = False, say: Callable[[str], None] = print) -> list[Table]:
    """Compare the systems at every size; `quick`: exonym and the baseline on what the checkout holds."""
    quality: list[list[Any]] = []
    speed: list[list[Any]] = []
    columns: Sequence[str] = ()
    languages: list[list[Any]] = []
    versions: dict[str, str] = {}
    systems = (Exonym.name, BASELINE) if quick else tuple(SYSTEMS)
    sizes = (QUICK,) if quick else SIZES
    for size, kind in [(size, "names") for size in sizes] + [(sizes[0], "cases")]:
        say(f"making {size:,} names")
        corpus = data.corpus(size, kind, offline=quick, queries=200 if quick else 600)
        queries = data.read(corpus / "queries.jsonl")
        measured = {}
        for name in systems:
            say(f"{name} on {size:,} names")
            try:
                measured[name] = ask(name, corpus, 5 if quick else CPU_SECONDS)
                versions[name] = version(name)
            except AbsentError as reason:
                versions[name] = f"absent: {reason}"
        for name, figures in measured.items():
            quality += [
                [size, name, *row] for row in judged(queries, figures["answers"], SYSTEMS[name].default)
            ]
        if kind == "names":
            speed += [_speed(size, name, measured) for name in measured]
        if kind == "names" and size == sizes[0]:
            columns, languages = _by_language(queries, measured)
    return [
        Table("names-quality", "Finding names: quality", _QUALITY, quality, _QUALITY_NOTE),
        Table(
            "names-languages",
            f"Finding names: r@1 by language, {sizes[0]:,} names",
            columns,
            languages,
            _LANGUAGE_NOTE,
        ),
        Table("names-speed", "Finding names: speed and memory", _SPEED, speed, _SPEED_NOTE),
        Table(
            "names-systems",
            "Systems",
            ("system", "version", "note"),
            [[name, versions[name], SYSTEMS[name].note] for name in systems],
        ),
    ]


def _speed(size: int, name: str, measured: dict[str, dict[str, Any]]) -> list[Any]:
    figures = measured[name]
    base = measured.get(BASELINE, figures)
    return [
        size,
        name,
        figures["queries_per_cpu_s"],
        figures["queries_per_cpu_s"] / base["queries_per_cpu_s"],
        figures["build"]["cpu_s"],
        figures["open_cpu_s"],
        figures["private_mb"],
        figures["peak_mb"],
    ]


def _by_language(
    queries: Sequence[dict[str, Any]], measured: dict[str, dict[str, Any]]
) -> tuple[Sequence[str], list[list[Any]]]:
    """Return headings and rows: the share of present names found first, a row a language."""
    rows = []
    for lang in sorted({query["lang"] for query in queries}):
        shares: list[float | None] = []
        for figures in measured.values():
            asked = zip(queries, figures["answers"], strict=False)
            known = [(q, answer) for q, answer in asked if q["lang"] == lang and q["right"]]
            right = sum(answer is not None and answer[0] in q["right"] for q, answer in known)
            shares.append(right / len(known) if known else None)
        present = sum(query["lang"] == lang and bool(query["right"]) for query in queries)
        if present >= _FEWEST:
            rows.append([lang, present, *shares])
    return ("language", "present", *measured), rows


def ask(name: str, corpus: Path, seconds: float) -> dict[str, Any]:
    """Build a system in one process and ask it in another; the figures of the first come under "build"."""
    built = measure("build", name, corpus)
    return {**measure("ask", name, corpus, str(seconds)), "build": built}


def judged(
    queries: Sequence[dict[str, Any]], answers: Sequence[list[Any] | None], default: float
) -> list[list[Any]]:
    """Return the figures of each group of queries, for as many as were answered."""
    asked = list(zip(queries, answers, strict=False))
    groups = dict.fromkeys(query["group"] for query, _ in asked)
    rows = []
    for group in sorted(groups):
        outcomes = [_Outcome(query, answer, default) for query, answer in asked if query["group"] == group]
        scores = sorted({one.score for one in outcomes if one.score is not None})
        best = max(
            ((*_linked(outcomes, [one.reaches(score) for one in outcomes]), score) for score in scores),
            key=lambda figures: figures[2],
            default=(0.0, 0.0, 0.0, 0.0, 1.0),
        )
        known = [one for one in outcomes if one.present]
        first = sum(one.right for one in known) / len(known) if known else None
        own = _linked(outcomes, [one.linked for one in outcomes])
        rows.append([group, len(outcomes), first, *own, best[2], best[4], best[3]])
    return rows


class _Outcome:
    """What one answer is worth."""

    def __init__(self, query: dict[str, Any], answer: list[Any] | None, default: float) -> None:
        name, score, linked = answer or (None, None, None)
        self.score: float | None = score
        self.present = bool(query["right"])
        self.right = name in query["right"]
        if not self.present and query["rivals"] and name not in query["rivals"]:
            self.score = linked = None
        self.linked = bool(linked) if linked is not None else self.reaches(default)

    def reaches(self, score: float) -> bool:
        return self.score is not None and self.score >= score


def _linked(outcomes: Sequence[_Outcome], linked: Sequence[bool]) -> tuple[float, float, float, float]:
    """Return precision, recall and F1 of links, and the share of absent names that are linked."""
    links = [one for one, yes in zip(outcomes, linked, strict=True) if yes]
    right = sum(one.right for one in links)
    present = sum(one.present for one in outcomes)
    precision = right / len(links) if links else 0.0
    recall = right / present if present else 0.0
    total = precision + recall
    absent = len(outcomes) - present
    false = sum(not one.present for one in links) / absent if absent else 0.0
    return precision, recall, 2 * precision * recall / total if total else 0.0, false
