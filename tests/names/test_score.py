import math
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import resources
from pipeline.names import score, weights
from pipeline.names.align import Alignment, Pair

NUMBERS = weights.load().alignment
SHARES = st.floats(0, 1)


def shown(*pairs: Pair, told: tuple[float, float] = (9.0, 9.0), names: int = 4000) -> dict[str, float]:
    aligned = Alignment(pairs, 0.9)
    found = score.facts(
        aligned, [told] * len(pairs), ["anna", "nowak"], ["anna", "novak"], names, NUMBERS, True
    )
    return dict(zip(score.FACTS, found, strict=True))


def test_what_words_can_say_is_bounded_by_how_many_names_hold_them() -> None:
    assert score.rarest(50_000, 1, NUMBERS) > score.rarest(50_000, 2000, NUMBERS) > 0
    pair = Pair((0,), (0,), 1.0)
    assert (
        shown(pair, told=(9.0, 3.0))["doubtful"]
        < shown(pair, told=(9.0, 9.0))["doubtful"]
        == pytest.approx(0)
    )


def test_more_names_leave_less_that_tells() -> None:
    pair = Pair((0,), (0,), 1.0)
    assert shown(pair, names=4000)["telling"] > shown(pair, names=5000)["telling"] > 0
    assert shown(pair, names=10**6)["doubtful"] < 0


def test_facts_of_order_and_letters() -> None:
    straight = shown(Pair((0,), (0,), 1.0), Pair((1,), (1,), 0.9))
    assert straight["swapped"] == 0 and straight["misspelt"] == pytest.approx(0.1)
    assert shown(Pair((0,), (1,), 1.0), Pair((1,), (0,), 0.9))["swapped"] == 1
    assert shown(Pair((0,), (0,), 0.8, initial=True))["initials"] == 1


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
    aligned = Alignment((Pair((0,), (0,), 1.0),), 0.5, missing=1.2, left_over=1.0)
    found = score.facts(aligned, [(2.0, 9.0)], ["anna", "nowak"], ["anna", "kos"], 4000, NUMBERS, True)
    named = dict(zip(score.FACTS, found, strict=True))
    assert (named["contrary"], named["lacking"], named["astray"]) == (1.0, 7.0, 0.0)
