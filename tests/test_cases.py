"""The graded pairs: well formed, spread over the presses, and scored in the order of their grades."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from pipeline.language.scripts import letters_by_script
from tests.figures import Pair, pairs

GRADES = ("STRONG", "MEDIUM", "WEAK", "FALSE")
FILES = sorted(path.stem for path in (Path(__file__).parent / "cases").glob("*.csv"))
EVERY = [pair for file in pairs().values() for pair in file]
# The scripts a file is about; one that is not here may hold any.
SCRIPTS = {
    "latin": {"Latn"},
    "cyrillic": {"Cyrl"},
    "east-asian": {"Hang", "Hani", "Kana", "Hira", "Latn"},
    "semitic": {"Arab", "Hebr", "Ethi"},
}


def shown(pair: Pair) -> str:
    return f"{pair.written} ({pair.lang}) / {pair.known}: {pair.grade}"


def test_there_are_enough_pairs_of_enough_presses() -> None:
    assert set(SCRIPTS) | {"other", "lookalikes"} == set(FILES)
    assert len(EVERY) >= 650
    assert len({pair.lang for pair in EVERY}) >= 27
    assert Counter(pair.grade for pair in EVERY)["FALSE"] >= len(EVERY) / 4


def test_every_press_has_true_pairs_and_false_ones() -> None:
    for lang in {pair.lang for pair in EVERY}:
        grades = Counter(pair.grade for pair in EVERY if pair.lang == lang)
        assert grades["STRONG"] >= 2 and grades["FALSE"] >= 2, lang
        assert grades["FALSE"] <= sum(grades.values()) / 2, lang


def test_every_file_has_every_grade() -> None:
    for file in FILES:
        assert {pair.grade for pair in pairs()[file]} == set(GRADES), file


def test_no_pair_stands_twice_or_is_graded_two_ways() -> None:
    counts = Counter((pair.written, pair.lang, pair.known) for pair in EVERY)
    assert [key for key, count in counts.items() if count > 1] == []
    same: dict[tuple[str, str], bool] = {}
    for pair in EVERY:
        false = pair.grade == "FALSE"
        assert same.setdefault((pair.written, pair.known), false) == false, shown(pair)


@pytest.mark.parametrize("file", FILES)
def test_pairs_are_well_formed(file: str) -> None:
    for pair in pairs()[file]:
        assert pair.grade in GRADES, shown(pair)
        assert all(text and text == text.strip() for text in pair), shown(pair)
        assert all(unicodedata.is_normalized("NFC", text) for text in pair), shown(pair)
        assert set(letters_by_script(pair.known)) == {"Latn"}, shown(pair)
        assert 0 <= pair.score <= 1, shown(pair)
        if file in SCRIPTS:
            assert set(letters_by_script(pair.written)) <= SCRIPTS[file], shown(pair)


@pytest.mark.parametrize("file", [*FILES, "all"])
def test_mean_scores_descend_with_the_grades(file: str) -> None:
    graded = EVERY if file == "all" else pairs()[file]
    means = {grade: mean(pair.score for pair in graded if pair.grade == grade) for grade in GRADES}
    ranked = [means[grade] for grade in GRADES]
    assert all(more > less for more, less in pairwise(ranked)), means
