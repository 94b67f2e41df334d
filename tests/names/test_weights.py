import math

from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import weights


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_the_more_names_the_higher_the_threshold_and_never_out_of_reach(one: int, other: int) -> None:
    verdict = weights.load().verdict
    low, high = (verdict.threshold_for(names) for names in sorted((one, other)))
    assert low <= high <= 0.95


def test_the_threshold_holds_at_ten_thousand_names() -> None:
    verdict = weights.load().verdict
    assert math.isclose(verdict.threshold_for(10_000), verdict.threshold)
    assert math.isclose(verdict.threshold_for(100_000), verdict.threshold + verdict.per_decade)


def test_every_number_is_a_share() -> None:
    numbers = weights.load()
    for table in (numbers.alignment, numbers.verdict, numbers.article):
        for name in table.__struct_fields__:
            assert 0 < getattr(table, name) <= 1, name
