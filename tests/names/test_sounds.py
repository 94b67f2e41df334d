import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from pipeline.names import sounds

readings = st.text(alphabet=sounds.SOUNDS)


@given(readings)
def test_every_sound_has_a_code(reading: str) -> None:
    code = sounds.encode(reading)
    consonants = sum(sound in sounds.CONSONANTS for sound in reading)
    assert len(code) == len(reading) + consonants
    assert "j" not in code


@given(readings)
def test_a_skeleton_has_a_class_for_each_consonant_and_nothing_else(reading: str) -> None:
    skeleton = sounds.skeleton(reading)
    assert set(skeleton) <= set(sounds.SKELETON_CLASSES)
    assert len(skeleton) == sum(sound in sounds.CONSONANTS for sound in reading)


@given(st.lists(readings))
def test_readings_coded_together_have_the_codes_and_skeletons_they_have_alone(heard: list[str]) -> None:
    codes, skeletons = sounds.coded(heard)
    assert codes == list(map(sounds.encode, heard))
    assert skeletons == list(map(sounds.skeleton, heard))


@given(readings)
def test_tidying_leaves_no_sound_doubled_and_is_done_once(reading: str) -> None:
    tidied = sounds.tidy(reading)
    assert all(a != b for a, b in itertools.pairwise(tidied))
    assert sounds.tidy(tidied) == tidied


def test_each_consonant_is_in_exactly_one_class() -> None:
    assert all(len(sounds.skeleton(consonant)) == 1 for consonant in sounds.CONSONANTS)
    assert not any(sounds.skeleton(sound) for sound in sounds.VOWELS + "hj")
    assert len(set(sounds.SOUNDS)) == len(sounds.SOUNDS)


@pytest.mark.parametrize(
    ("one", "other", "cost"),
    [
        ("pan", "ban", 1),
        ("pan", "pen", 1),
        ("pan", "han", 2),
        ("pan", "man", 2),
        ("jan", "ian", 0),
        ("han", "an", 1),
    ],
)
def test_edit_distance_on_codes_weighs_sounds(one: str, other: str, cost: int) -> None:
    assert Levenshtein.distance(sounds.encode(one), sounds.encode(other)) == cost


@given(st.text(alphabet=sounds.SKELETON_CLASSES, max_size=sounds.KEY_LENGTH))
def test_a_key_tells_skeletons_apart(skeleton: str) -> None:
    key = sounds.skeleton_key(skeleton)
    assert 0 <= key < 2**64
    assert len(oct(key)) - 2 == max(len(skeleton), 1)
    assert key != sounds.skeleton_key(skeleton[::-1]) or skeleton == skeleton[::-1]


@given(readings)
def test_a_code_is_ascii(reading: str) -> None:
    assert sounds.encode(reading).isascii()
