import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names.tables import changes, distinct, downwards, first_of, least, order_by, spread, strongest

GROUPS = st.lists(st.integers(0, 4), max_size=12)
PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2**32 - 1) | st.integers(0, 2)))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=8))
def test_stretches_are_spread_one_after_the_other(stretches: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in stretches], np.uint32)
    ends = np.array([start + length for start, length in stretches], np.uint32)
    expected = [number for start, length in stretches for number in range(start, start + length)]
    assert spread(starts, ends).tolist() == expected


def columns(rows: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    first, then = np.array(rows, np.int64).reshape(-1, 2).T
    return first, then


@given(PAIRS)
def test_rows_are_sorted_by_the_first_key_then_by_the_next(rows: list[tuple[int, int]]) -> None:
    order = order_by(*columns(rows)).tolist()
    assert order == sorted(range(len(rows)), key=lambda row: rows[row])


@given(st.lists(st.integers(0, 1000)))
def test_downwards_puts_the_greatest_first(steps: list[int]) -> None:
    values = np.array(steps) / 1000
    assert values[order_by(downwards(values))].tolist() == sorted(values.tolist(), reverse=True)


@given(PAIRS, st.integers(1, 3))
def test_so_many_of_each_are_the_first(rows: list[tuple[int, int]], most: int) -> None:
    wanted = [row for row, pair in enumerate(rows) if rows[:row].count(pair) < most]
    assert first_of(most, *columns(rows)).tolist() == wanted


@given(GROUPS)
def test_a_change_is_told_from_what_goes_on(values: list[int]) -> None:
    told = [place == 0 or values[place - 1] != value for place, value in enumerate(values)]
    assert changes(np.array(values, np.intp)).tolist() == told


def test_the_least_of_each_group_or_what_stands_for_none() -> None:
    found = least(np.array([0.5, 0.2, 3.0]), np.array([0, 0, 2]), 3, 1.0)
    assert found.tolist() == [0.2, 1.0, 1.0]


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 2)), max_size=60), st.integers(1, 60))
def test_the_strongest_of_a_group_are_no_weaker_than_its_rest(
    pairs: list[tuple[float, int]], most: int
) -> None:
    values, groups = np.array(pairs, np.float64).reshape(-1, 2).T
    chosen = strongest(values, groups.astype(np.intp), 3, most)
    for group in range(3):
        found, rest = values[chosen & (groups == group)], values[~chosen & (groups == group)]
        assert len(found) >= min(most, len(found) + len(rest))
        assert max(rest, default=0) <= min(found, default=1) + 1 / 255


@given(st.lists(st.integers(-5, 2**40)))
def test_each_distinct_value_is_told_once_and_where_it_went(values: list[int]) -> None:
    once, back = distinct(np.array(values, np.int64))
    assert once.tolist() == sorted(set(values))
    assert once[back].tolist() == values
