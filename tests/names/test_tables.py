import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names.tables import changes, least, ranks, spread

GROUPS = st.lists(st.integers(0, 4), max_size=12)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=8))
def test_stretches_are_spread_one_after_the_other(stretches: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in stretches], np.uint32)
    ends = np.array([start + length for start, length in stretches], np.uint32)
    expected = [number for start, length in stretches for number in range(start, start + length)]
    assert spread(starts, ends).tolist() == expected


@given(GROUPS)
def test_a_rank_counts_the_like_before(values: list[int]) -> None:
    assert ranks(np.array(values, np.intp)).tolist() == [
        values[:place].count(value) for place, value in enumerate(values)
    ]


@given(GROUPS)
def test_a_change_is_told_from_what_goes_on(values: list[int]) -> None:
    told = [place == 0 or values[place - 1] != value for place, value in enumerate(values)]
    assert changes(np.array(values, np.intp)).tolist() == told


def test_the_least_of_each_group_or_what_stands_for_none() -> None:
    found = least(np.array([0.5, 0.2, 3.0]), np.array([0, 0, 2]), 3, 1.0)
    assert found.tolist() == [0.2, 1.0, 1.0]
