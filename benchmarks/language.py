"""Language: how often, and how fast, detectors tell it, and where splitters see sentences end.

The texts are those of tests/language, which are written for the tests.
"""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.report import Table
from pipeline.language.detect import detector
from pipeline.language.sentences import split
from tests import figures

DETECTORS = ("pool", "py3langid", "pycld2", "langdetect")
# A stop, space and no small letter, or a stop that needs no space: what one writes first.
_PLAIN = re.compile(r"[.!?…][\"'”’»)]*\s+(?![a-zà-ÿа-я])|[。！？؟।]")
# How often the paragraphs are split, so that there is time to measure.
_REPEATS = 20


def run(quick: bool = False, say: Callable[[str], None] = print) -> list[Table]:
    """Ask every detector for the language of texts, and every splitter for the sentences of paragraphs."""
    return [_detection(say), _splitting(1 if quick else _REPEATS, say)]


def _detection(say: Callable[[str], None]) -> Table:
    cases = _cases(figures.LANGUAGES)
    heads = [(code, texts[0]) for code, texts in cases.items()]
    others = [(code, text) for code, texts in cases.items() for text in texts[1:]]
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
    return Table(
        "language",
        f"Language of {len(heads)} headlines and {len(others)} sentences, {len(cases)} languages",
        ("detector", "headlines right", "sentences right", "texts/s"),
        rows,
        "Per CPU second, models loaded before. Short texts exonym answers by script alone count too.",
    )


def _splitting(repeats: int, say: Callable[[str], None]) -> Table:
    cases = _cases(figures.SENTENCES)
    rows: list[list[Any]] = []
    for name, splitter in (("exonym", split), ("a regular expression", _plain)):
        say(name)
        tallies = [figures.breaks(lang, texts, splitter) for lang, texts in cases.items()]
        right, wrong, missed = map(sum, zip(*tallies, strict=True))
        began = time.process_time()
        for _ in range(repeats):
            for lang, texts in cases.items():
                for text in texts:
                    splitter(text, lang)
        spent = time.process_time() - began
        size = repeats * sum(len(text) for texts in cases.values() for text in texts)
        rows.append([name, right / (right + wrong), right / (right + missed), size / 1e6 / spent])
    return Table(
        "sentences",
        f"Sentence breaks in {sum(map(len, cases.values()))} paragraphs, {len(cases)} languages",
        ("splitter", "precision", "recall", "Mchar/s"),
        rows,
        "Per CPU second. Titles, initials, ordinals, quotations and acronyms are in them on purpose.",
    )


def _cases(path: Path) -> dict[str, list[str]]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {lang: case["texts"] for lang, case in table.items()}


def _plain(text: str, lang: str) -> list[tuple[int, int]]:
    """Return the sentences that a simple pattern sees, as `split` does."""
    ends = [stop.start() + len(stop.group().rstrip()) for stop in _PLAIN.finditer(text)]
    return [(0, end) for end in ends]
