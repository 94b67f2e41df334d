import math
import tomllib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import resources
from pipeline.names import score, weights
from pipeline.names.align import Alignments
from pipeline.names.pairs import Pair
from tests.names.test_align import table

NUMBERS = weights.load().alignment
SHARES = st.floats(0, 1)


def shown(
    *pairs: Pair,
    told: float = 9.0,
    most: float = 9.0,
    names: int = 4000,
    misspelt: float = 0.0,
    otherwise: bool = False,
) -> dict[str, float]:
    """Return the facts of one alignment of these pairs of two words each, each of which says as much."""
    known = [1.0] * 2
    of = table([0] * len(pairs), list(pairs), [1.0] * 2, known)
    found = Alignments(of, np.array([0.9]), np.array([1.2]), np.array([1.0]))
    says = np.full(len(pairs), told)
    says[of.initial] = np.nan
    letters = np.where(of.initial, np.nan, misspelt)
    usual = np.full(len(pairs), otherwise)
    tells = score.Told(says, np.full(len(pairs), most), letters, usual)
    lasts = score.Lasts(np.array([1]), np.array([1]))
    (row,) = score.facts(found, tells, lasts, np.array([names]), NUMBERS)
    return dict(zip(score.FACTS, row.tolist(), strict=True))


def test_what_words_can_say_is_bounded_by_how_many_names_hold_them() -> None:
    rare, common = score.rarest(50_000, np.array([1, 2000]), NUMBERS)
    assert rare > common > 0
    pair = Pair((0,), (0,), 1.0)
    assert shown(pair, most=3.0)["doubtful"] < shown(pair)["doubtful"] == pytest.approx(0)


def test_more_names_leave_less_that_tells() -> None:
    pair = Pair((0,), (0,), 1.0)
    assert shown(pair, names=4000)["telling"] > shown(pair, names=5000)["telling"] > 0
    assert shown(pair, names=10**6)["doubtful"] < 0


def test_facts_of_order_and_letters() -> None:
    straight = shown(Pair((0,), (0,), 1.0), Pair((1,), (1,), 0.9), misspelt=0.1)
    assert straight["swapped"] == 0 and straight["misspelt"] == pytest.approx(0.1)
    assert straight["unlike"] == pytest.approx(0.05) and straight["unlikest"] == pytest.approx(0.1)
    assert shown(Pair((0,), (1,), 1.0), Pair((1,), (0,), 0.9))["swapped"] == 1
    cut = shown(Pair((0,), (0,), 0.8, initial=True), Pair((1,), (1,), 1.0))
    assert (cut["initials"], cut["heard"], cut["single"]) == (1, 9, 0)


def test_one_word_alone_is_single_but_not_one_for_two() -> None:
    assert shown(Pair((0,), (0,), 1.0))["single"] == 1
    assert shown(Pair((0,), (0, 1), 1.0))["single"] == 0


def test_the_last_words_may_stand_for_nothing() -> None:
    surname_left_out = shown(Pair((1,), (0,), 1.0))
    assert (surname_left_out["last_missing"], surname_left_out["last_left_over"]) == (1, 0)
    swapped = shown(Pair((0,), (1,), 1.0))
    assert (swapped["last_missing"], swapped["last_left_over"]) == (0, 1)
    both = shown(Pair((0, 1), (0, 1), 1.0))
    assert (both["last_missing"], both["last_left_over"]) == (0, 0)


def test_a_word_spelt_otherwise_counts_unless_it_sounds_the_same() -> None:
    pairs = Pair((0,), (0,), 0.9), Pair((1,), (1,), 1.0)
    assert shown(*pairs, otherwise=True)["otherwise"] == 1
    assert shown(*pairs)["otherwise"] == 0


def test_letters_that_differ() -> None:
    assert score.misspelt(["nowak", "anna"], ["novak", "anna"]).tolist() == pytest.approx([0.2, 0.0])


@given(SHARES, st.lists(SHARES, max_size=5))
def test_rivals_only_take_away(best: float, rivals: list[float]) -> None:
    certain = score.certainty(best, rivals)
    assert 0 <= certain <= score.certainty(best, []) <= 1
    assert score.any_of([best, *rivals]) >= certain


@given(SHARES, st.floats(0, 20))
def test_a_discount_lowers_a_score_but_not_below_none(share: float, nats: float) -> None:
    assert 0 <= score.discounted(share, nats) <= share + 1e-4


def test_two_as_good_share_what_is_certain() -> None:
    assert math.isclose(score.certainty(1.0, [1.0]), 0.5, abs_tol=1e-4)


def test_every_fact_and_script_has_its_weight() -> None:
    for model in (score.load().people, score.load().others):
        assert tuple(model.facts) == score.FACTS
        assert tuple(model.scripts) == tuple(model.unlike) == score.SCRIPTS


def test_scores_were_as_often_right_as_they_say_in_every_script() -> None:
    fitted = tomllib.loads((resources.gazetteers() / "scores.toml").read_text("utf-8"))
    scripts = {script: row for script, row in fitted["calibration"].items() if row[2] >= 50}
    assert len(scripts) >= 6
    for script, (said, right, count) in scripts.items():
        by_chance = 2.5 * math.sqrt(said * (1 - said) / count)
        assert right == pytest.approx(said, abs=0.03 + by_chance), script


def test_words_that_stand_against_each_other_are_counted_once() -> None:
    named = shown(Pair((0,), (0,), 1.0), told=2.0)
    assert (named["contrary"], named["lacking"], named["astray"]) == (1.0, 7.0, 0.0)


def test_what_speaks_against_somebody_lowers_the_score() -> None:
    row = np.array([list(shown(Pair((0,), (0,), 1.0), Pair((1,), (1,), 1.0)).values())] * 2)
    likely, less = score.score(row, ["Latn", "Latn"], np.array([True, True]), np.array([0.0, 2.0]))
    assert less == pytest.approx(score.discounted(likely, 2.0))
