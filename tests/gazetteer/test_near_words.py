import numpy as np
import pytest

from pipeline.gazetteer.store import Gazetteer
from pipeline.names import sounds, weights
from pipeline.names.nearby import forms, neighbours
from pipeline.names.similar import Spoken, spoken

NUMBERS = weights.load().alignment


def written(word: str, lang: str) -> Spoken:
    return spoken(forms(word, lang), NUMBERS)


@pytest.mark.parametrize(
    ("word", "lang", "known"),
    [
        ("Szojgu", "pl", "shoigu"),
        ("Шойгу", "ru", "shoigu"),
        ("Schoigu", "de", "shoigu"),
        ("Putinem", "pl", "putin"),
        ("بوتين", "ar", "putin"),
    ],
)
def test_a_word_is_near_the_one_it_spells(gazetteer: Gazetteer, word: str, lang: str, known: str) -> None:
    index = gazetteer.index
    found = index.near_words.near(written(word, lang))
    number = index.word_number(known)
    assert number is not None
    assert found[number] == max(found.values())
    assert all(NUMBERS.least_similar <= value <= 1 for value in found.values())


def test_what_is_found_near_is_as_like_as_comparing_finds(gazetteer: Gazetteer) -> None:
    near_words = gazetteer.index.near_words
    for word, lang in (("Selenskyj", "de"), ("Зеленский", "ru"), ("נתניהו", "he")):
        one = written(word, lang)
        found = near_words.near(one)
        assert found
        (compared,) = near_words.compare([one], np.array(sorted(found)))
        assert compared == pytest.approx(found)


def test_a_word_without_a_sound_is_near_nothing(gazetteer: Gazetteer) -> None:
    nothing = Spoken({}, {}, {}, (), "Latn", NUMBERS)
    assert gazetteer.index.near_words.near(nothing) == {}
    assert gazetteer.index.near_words.compare([nothing], np.array([0, 1])) == [{}]


def test_keys_around_a_skeleton_are_those_of_its_neighbours() -> None:
    from pipeline.gazetteer.near_words import _around

    for skeleton in ("", "S", "SN", "PTN", "KKLM"):
        expected = {sounds.skeleton_key(one) for one in (skeleton, *neighbours(skeleton))}
        assert _around(sounds.skeleton_key(skeleton)) == expected
