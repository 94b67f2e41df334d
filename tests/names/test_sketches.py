from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import sounds
from pipeline.names.sketches import sketches, unlike

readings = st.text(alphabet=sounds.SOUNDS)


@given(st.lists(readings))
def test_a_code_has_the_sketch_that_it_has_alone(several: list[str]) -> None:
    codes = [sounds.encode(one) for one in several]
    assert sketches(codes).tolist() == [sketches([code])[0] for code in codes]


@given(readings)
def test_a_sketch_has_a_bit_for_each_pair_and_each_sound_at_most(reading: str) -> None:
    code = sounds.encode(reading)
    (sketch,) = sketches([code]).tolist()
    assert 0 < sketch.bit_count() <= len(set(pairwise(f"^{code}$"))) + len(set(sounds.heard(code)))


def test_what_is_unlike_is_further_from_the_nearest_of_ours() -> None:
    ours = sketches([sounds.encode(one) for one in ("angela", "ʃoigu")])
    theirs = sketches([sounds.encode(one) for one in ("ʃoigu", "ʃojgo", "merkel")])
    same, like, other = unlike(ours, theirs).tolist()
    assert 0 == same < like < other <= 1


@given(st.lists(readings), st.lists(readings))
def test_unlikeness_runs_from_0_to_1(ours: list[str], theirs: list[str]) -> None:
    found = unlike(*(sketches([sounds.encode(one) for one in several]) for several in (ours, theirs)))
    assert found.shape == (len(theirs),)
    assert np.all((found >= 0) & (found <= 1))
