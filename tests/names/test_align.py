import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import weights
from pipeline.names.align import Alignments, align
from pipeline.names.pairs import Pair, Pairs

NUMBERS = weights.load().alignment
BASE = NUMBERS.base_weight

Problem = tuple[list[Pair], list[float], list[float]]


def table(of: list[int], pairs: list[Pair], written: list[float], known: list[float]) -> Pairs:
    """Return pairs as a table: each counts as its known words do, or as twice one for two written ones."""

    def column(values: list[object], kind: type) -> np.ndarray:
        return np.array(values, kind)

    costs = [sum(known[at] for at in pair.known) for pair in pairs]
    twice = [2 if len(pair.written) > len(pair.known) else 1 for pair in pairs]
    return Pairs(
        of=column(of, np.intp),
        written=column([pair.written[0] for pair in pairs], np.intp),
        both_written=column([len(pair.written) > 1 for pair in pairs], np.bool_),
        known=column([pair.known[0] for pair in pairs], np.intp),
        both_known=column([len(pair.known) > 1 for pair in pairs], np.bool_),
        word=column([pair.known[0] for pair in pairs], np.intp),
        similarity=column([pair.similarity for pair in pairs], np.float64),
        initial=column([pair.initial for pair in pairs], np.bool_),
        weight=column(costs, np.float64) * twice,
        known_weight=column(costs, np.float64),
        written_weight=column([sum(written[at] for at in pair.written) for pair in pairs], np.float64),
        particle=column([False] * len(pairs), np.bool_),
    )


def aligned(*problems: Problem) -> Alignments:
    """Align names, each given by its possible pairs and the costs of its words and of the known ones."""
    tables = [
        table([of] * len(pairs), pairs, written, known) for of, (pairs, written, known) in enumerate(problems)
    ]
    together = Pairs(*map(np.concatenate, zip(*tables, strict=True)))
    missing, left_over = (np.array([sum(problem[side]) for problem in problems]) for side in (2, 1))
    return align(together, missing, left_over, NUMBERS)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    written = draw(st.lists(st.sampled_from([NUMBERS.slight, 1.0]), min_size=1, max_size=5))
    known = draw(st.lists(st.floats(BASE * NUMBERS.slight, BASE + 1), min_size=1, max_size=5))

    def places(count: int) -> st.SearchStrategy[tuple[int, ...]]:
        single = st.integers(0, count - 1).map(lambda at: (at,))
        if count == 1:
            return single
        return single | st.integers(0, count - 2).map(lambda at: (at, at + 1))

    pair = st.builds(Pair, places(len(written)), places(len(known)), st.floats(0, 1))
    return draw(st.lists(pair, max_size=12)), written, known


@given(problems())
def test_a_score_runs_from_0_to_1_and_no_word_is_used_twice(problem: Problem) -> None:
    found = aligned(problem)
    assert 0 <= found.score[0] <= 1 + 1e-9
    [pairs] = found.each()
    for used in ([at for p in pairs for at in p.written], [at for p in pairs for at in p.known]):
        assert len(used) == len(set(used))
    assert set(pairs) <= set(problem[0])


@given(st.lists(problems(), min_size=1, max_size=4), st.randoms())
def test_names_aligned_together_come_out_as_each_does_alone(several: list[Problem], draw: object) -> None:
    found = aligned(*several)
    alone = [aligned(problem) for problem in several]
    assert list(found.each()) == [pairs for one in alone for pairs in one.each()]
    for figure in ("score", "missing", "left_over"):
        assert getattr(found, figure) == pytest.approx([getattr(one, figure)[0] for one in alone])
    rows = list(range(len(several)))
    draw.shuffle(rows)
    taken = found.take(np.array(rows, np.intp))
    assert list(taken.each()) == [list(found.each())[row] for row in rows]
    assert taken.score.tolist() == found.score[rows].tolist()


def score(pairs: list[Pair], written: list[float], known: list[float]) -> float:
    return float(aligned((pairs, written, known)).score[0])


FULL = [Pair((0,), (0,), 1.0), Pair((1,), (1,), 1.0)]


def test_all_words_alike_score_1_in_any_order() -> None:
    assert score(FULL, [1, 1], [1.0, 1.4]) == 1
    assert score([Pair((0,), (1,), 1.0), Pair((1,), (0,), 1.0)], [1, 1], [1.0, 1.4]) == 1


@given(
    st.permutations(
        [Pair((0,), (0,), 0.9), Pair((0,), (1,), 0.8), Pair((1,), (1,), 0.7), Pair((1,), (0,), 0.6)]
    )
)
def test_the_likest_words_pair_first_whatever_the_order(pairs: list[Pair]) -> None:
    [found] = aligned((pairs, [1, 1], [1, 1])).each()
    assert {(pair.written, pair.known) for pair in found} == {((0,), (0,)), ((1,), (1,))}


def test_of_equally_like_pairs_the_longer_wins() -> None:
    found = aligned(([Pair((0,), (0,), 1.0), Pair((0,), (0, 1), 1.0)], [1], [1, 1]))
    assert list(found.each()) == [(Pair((0,), (0, 1), 1.0),)]
    assert found.score.tolist() == [1]


def test_a_missing_word_costs_and_a_slight_one_less() -> None:
    one = [Pair((0,), (0,), 1.0)]
    assert score(one, [1], [1, 1]) < score(one, [1], [1, NUMBERS.slight]) < 1
    assert score(one, [1, 1], [1]) < score(one, [1, NUMBERS.slight], [1]) < 1


def test_nothing_alike_scores_0() -> None:
    assert score([], [1], [1]) == 0
    assert score([], [], []) == 0


def test_words_of_endless_names_pair_too() -> None:
    long = [Pair((at,), (at,), 1.0) for at in range(70)]
    found = aligned((long, [1.0] * 70, [1.0] * 70))
    [pairs] = found.each()
    assert len(pairs) == 62 and 0.8 < found.score[0] < 1
