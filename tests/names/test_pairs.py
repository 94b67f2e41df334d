import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import weights
from pipeline.names.pairs import KnownWords, Pairs, initials, possible_pairs

NUMBERS = weights.load().alignment
NO_INITIALS = np.empty((0, 2), np.intp)


def words(count: int, joints: tuple[int, ...] = (), particles: tuple[int, ...] = ()) -> KnownWords:
    """Return the words of one name, and of its neighbours at `joints` as one."""
    size = count + len(joints)
    return KnownWords(
        of=np.zeros(size, np.intp),
        numbers=np.arange(size),
        first=np.zeros(size, np.intp),
        place=np.array([*range(count), *joints], np.intp),
        both=np.arange(size) >= count,
        rarity=np.full(size, 0.5),
        slight=np.isin(np.arange(size), particles),
        particle=np.isin(np.arange(size), particles),
        initial=np.zeros(size, np.bool_),
    )


def pairs(alike: list[list[float]], known: KnownWords) -> Pairs:
    return possible_pairs(np.array(alike), known, np.ones((len(alike), 1)), NO_INITIALS, NUMBERS)


def told(table: Pairs) -> set[tuple[int, bool, int, bool, float]]:
    columns = (table.written, table.both_written, table.known, table.both_known, table.similarity)
    return set(zip(*map(np.ndarray.tolist, columns), strict=True))


@given(st.permutations(range(3)))
def test_possible_pairs_are_those_with_a_similarity(order: list[int]) -> None:
    alike = [[0.9, 0.0, 0.0, 0.0], [0.0, 0.8, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]
    first_two_as_one, last_two = [0.0, 0.0, 0.7, 0.6], [0.0] * 4
    found = pairs([*(alike[at] for at in order), first_two_as_one, last_two], words(3, joints=(1,)))
    assert told(found) == {
        (order.index(0), False, 0, False, 0.9),
        (order.index(1), False, 1, False, 0.8),
        (0, True, 2, False, 0.7),  # and never two words for two
    }


def test_one_written_word_may_be_two_known_ones_and_counts_for_both() -> None:
    (as_one,) = told(found := pairs([[0.0, 0.0, 1.0]], words(2, joints=(0,))))
    assert as_one == (0, False, 0, True, 1.0)
    (single,) = pairs([[1.0, 0.0, 0.0]], words(2, joints=(0,))).weight
    assert found.weight.tolist() == [2 * single]


def test_a_particle_counts_little() -> None:
    found = pairs([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]], words(2, particles=(0,)))
    assert found.particle.tolist() == [True, False]
    assert found.weight[0] == NUMBERS.slight * found.weight[1]


def test_initials_pair_with_what_they_begin() -> None:
    assert initials(["j", "biden"], ["joe", "biden"]) == [(0, 0)]
    assert initials(["joe", "biden"], ["biden", "j"]) == [(0, 1)]
    assert initials(["дж", "байден"], ["joe", "biden"]) == [(0, 0)]
    assert initials(["d", "ivanov"], ["дмитрий", "иванов"]) == [(0, 0)]
    cut = np.array(initials(["j", "biden"], ["joe", "biden"]), np.intp)
    found = possible_pairs(np.zeros((3, 2)), words(2), np.ones((3, 1)), cut, NUMBERS)
    assert (found.initial.tolist(), found.similarity.tolist()) == ([True], [NUMBERS.initial])
