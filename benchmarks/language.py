"""Language: how often, and how fast, each detector tells the language of a headline and of a sentence."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable

from benchmarks import data
from benchmarks.report import Table
from pipeline.language.detect import detector

DETECTORS = ("pool", "py3langid", "pycld2", "langdetect")


def run(quick: bool = False, say: Callable[[str], None] = print) -> list[Table]:
    """Ask every detector about the texts of tests/language/cases.toml, which are written for the tests."""
    cases = tomllib.loads((data.ROOT / "tests/language/cases.toml").read_text(encoding="utf-8"))
    heads = [(code, case["texts"][0]) for code, case in cases.items()]
    others = [(code, text) for code, case in cases.items() for text in case["texts"][1:]]
    rows = []
    for name in DETECTORS:
        say(name)
        asked = detector(name)
        asked.detect(others[0][1])  # loads the models
        began = time.process_time()
        right = [
            sum(asked.detect(text)[0].lang == code for code, text in texts) / len(texts)
            for texts in (heads, others)
        ]
        spent = time.process_time() - began
        rows.append([name, *right, (len(heads) + len(others)) / spent])
    return [
        Table(
            "language",
            f"Language of {len(heads)} headlines and {len(others)} sentences, {len(cases)} languages",
            ("detector", "headlines right", "sentences right", "texts/s"),
            rows,
            "Per CPU second, models loaded before. Short texts exonym answers by script alone count too.",
        )
    ]
