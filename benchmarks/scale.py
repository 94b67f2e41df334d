"""Scale: whether a million names can be built, opened and asked at the speed and size exonym promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks import data
from benchmarks.environment import measure
from benchmarks.names import QUICK, ask
from benchmarks.report import Table
from benchmarks.systems import BASELINE, Exonym

# How many times the baseline's queries a second exonym is to answer, by the number of names.
TARGETS = {50_000: 10.0, 1_000_000: 200.0}
# At the largest size alone: seconds of CPU and MB, never more than these.
LIMITS = {
    "build, CPU s": 180.0,
    "build, peak MB": 2048.0,
    "open and first answer, CPU s": 0.5,
    "open and first answer, peak MB": 150.0,
}
CPU_SECONDS = 30


def run(quick: bool = False, say: Callable[[str], None] = print) -> list[Table]:
    """Measure exonym and the baseline at the sizes that have targets; `quick` at one that has none."""
    rows: list[list[Any]] = []
    for size in (QUICK,) if quick else TARGETS:
        say(f"making {size:,} names")
        corpus = data.corpus(size, offline=quick, queries=200 if quick else 600)
        say(f"building and asking {size:,} names")
        exonym = ask(Exonym.name, corpus, 2 if quick else CPU_SECONDS)
        baseline = measure("ask", BASELINE, corpus, "2" if quick else str(CPU_SECONDS))
        figures = {
            "build, CPU s": exonym["build"]["cpu_s"],
            "build, peak MB": exonym["build"]["peak_mb"],
            "open and first answer, CPU s": exonym["first_answer_cpu_s"],
            "open and first answer, peak MB": exonym["first_answer_peak_mb"],
        }
        for what, value in figures.items():
            limit = LIMITS[what] if size == max(TARGETS) else None
            rows.append([size, what, value, limit, None if limit is None else value <= limit])
        rows.append(
            [size, "open and first answer, private MB", exonym["first_answer_private_mb"], None, None]
        )
        rates = exonym["queries_per_cpu_s"], baseline["queries_per_cpu_s"]
        least = TARGETS.get(size)
        ratio = rates[0] / rates[1]
        rows.append([size, "queries a CPU second, exonym", rates[0], None, None])
        rows.append([size, f"queries a CPU second, {BASELINE}", rates[1], None, None])
        rows.append([size, "times the baseline", ratio, least, None if least is None else ratio >= least])
    note = """Times are CPU seconds of one process, the start of Python included; every query is asked once,
    in a fresh process. Peak MB is the resident set, pages of mapped files included."""
    return [Table("scale", "Scale", ("names", "what", "measured", "target", "met"), rows, note)]
