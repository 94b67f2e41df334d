from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import weights
from pipeline.names.align import Pair, align, possible_pairs

NUMBERS = weights.load().alignment


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Pair], list[int], list[float], list[int]]:
    written = draw(st.lists(st.integers(0, 12), min_size=1, max_size=5))
    known = draw(st.lists(st.floats(0, 1), min_size=1, max_size=5))
    sizes = draw(st.lists(st.integers(1, 12), min_size=len(known), max_size=len(known)))

    def places(count: int) -> st.SearchStrategy[tuple[int, ...]]:
        single = st.integers(0, count - 1).map(lambda at: (at,))
        if count == 1:
            return single
        return single | st.integers(0, count - 2).map(lambda at: (at, at + 1))

    pair = st.builds(Pair, places(len(written)), places(len(known)), st.floats(0, 1))
    return draw(st.lists(pair, max_size=12)), written, known, sizes


@given(problems())
def test_a_score_runs_from_0_to_1_and_no_word_is_used_twice(
    problem: tuple[list[Pair], list[int], list[float], list[int]],
) -> None:
    pairs, written, known, sizes = problem
    found = align(pairs, written, known, sizes, NUMBERS)
    assert 0 <= found.score <= 1 + 1e-9
    for used in ([at for p in found.pairs for at in p.written], [at for p in found.pairs for at in p.known]):
        assert len(used) == len(set(used))
    assert set(found.pairs) <= set(pairs)


def score(pairs: list[Pair], written: list[int], known: list[float], sizes: list[int] | None = None) -> float:
    return align(pairs, written, known, sizes or [6] * len(known), NUMBERS).score


FULL = [Pair((0,), (0,), 1.0), Pair((1,), (1,), 1.0)]


def test_all_words_alike_score_1_in_any_order() -> None:
    assert score(FULL, [6, 6], [0.5, 0.9]) == 1
    assert score([Pair((0,), (1,), 1.0), Pair((1,), (0,), 1.0)], [6, 6], [0.5, 0.9]) == 1


@given(
    st.permutations(
        [Pair((0,), (0,), 0.9), Pair((0,), (1,), 0.8), Pair((1,), (1,), 0.7), Pair((1,), (0,), 0.6)]
    )
)
def test_the_likest_words_pair_first_whatever_the_order(pairs: list[Pair]) -> None:
    found = align(pairs, [6, 6], [0.5, 0.5], [6, 6], NUMBERS)
    assert {(pair.written, pair.known) for pair in found.pairs} == {((0,), (0,)), ((1,), (1,))}


def test_of_equally_like_pairs_the_longer_wins() -> None:
    found = align([Pair((0,), (0,), 1.0), Pair((0,), (0, 1), 1.0)], [6], [0.5, 0.5], [3, 3], NUMBERS)
    assert found.pairs == (Pair((0,), (0, 1), 1.0),)
    assert found.score == 1


def test_a_missing_word_costs_and_a_slight_one_less() -> None:
    one = [Pair((0,), (0,), 1.0)]
    assert score(one, [6], [0.5, 0.5]) < score(one, [6], [0.5, 0.5], [6, 2]) < 1
    assert score(one, [6, 6], [0.5]) < score(one, [6, 2], [0.5]) < 1


def test_a_rare_word_left_out_costs_more_than_a_common_one() -> None:
    one = [Pair((0,), (0,), 1.0)]
    assert score(one, [6], [0.5, 0.9]) < score(one, [6], [0.5, 0.1])


def test_nothing_alike_scores_0() -> None:
    assert score([], [6], [0.5]) == 0
    assert align([], [], [], [], NUMBERS).score == 0


@given(st.permutations(range(3)))
def test_possible_pairs_are_those_with_a_similarity(order: list[int]) -> None:
    words = [[0.9, 0.0, 0.0, 0.0], [0.0, 0.8, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]
    as_one = [0.0, 0.0, 0.7, 0.0]
    pairs = possible_pairs([*(words[at] for at in order), as_one], 3, [0], 3, [1])
    singles = {
        Pair((order.index(0),), (0,), 0.9),
        Pair((order.index(1),), (1,), 0.8),
        Pair((0, 1), (2,), 0.7),
    }
    assert set(pairs) == singles


def test_one_written_word_may_be_two_known_ones() -> None:
    assert possible_pairs([[0.0, 0.0, 1.0]], 1, [], 2, [0]) == [Pair((0,), (0, 1), 1.0)]
