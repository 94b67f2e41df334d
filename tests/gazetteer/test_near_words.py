import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gazetteer.near_words import _around
from pipeline.gazetteer.store import Gazetteer
from pipeline.names import sounds, weights
from pipeline.names.nearby import forms
from pipeline.names.similar import Spoken, spoken

NUMBERS = weights.load().alignment


def written(word: str, lang: str) -> Spoken:
    return spoken(forms(word, lang), NUMBERS)


def near(gazetteer: Gazetteer, one: Spoken) -> dict[int, float]:
    """Return the words near one, by number, and how like it they are."""
    found = gazetteer.index.near_words.near([one])
    return dict(zip(found.words.tolist(), found.values.tolist(), strict=True))


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
    found = near(gazetteer, written(word, lang))
    number = index.word_number(known)
    assert number is not None
    assert found[number] == max(found.values())
    assert all(NUMBERS.least_similar <= value <= 1 for value in found.values())


def test_what_is_found_near_is_as_like_as_comparing_finds(gazetteer: Gazetteer) -> None:
    for word, lang in (("Selenskyj", "de"), ("Зеленский", "ru"), ("נתניהו", "he")):
        one = written(word, lang)
        found = near(gazetteer, one)
        assert found
        ((compared,),) = gazetteer.index.near_words.compare(
            [[one]], np.array(sorted(found)), [len(found)], 1.0
        )
        assert compared.tolist() == pytest.approx([found[word] for word in sorted(found)])


def test_a_less_likely_reading_of_a_known_word_is_worth_less(gazetteer: Gazetteer) -> None:
    jong, yong = (gazetteer.index.word_number(word) for word in ("jong", "yong"))
    words = np.array(sorted((jong, yong)))  # Jong is read as Yong, too, but less likely

    def compared(other: float) -> dict[int, float]:
        """Return how like Yong the two are."""
        ((values,),) = gazetteer.index.near_words.compare([[written("Yong", "en")]], words, [2], other)
        return dict(zip(words.tolist(), values.tolist(), strict=True))

    assert compared(1.0)[jong] == compared(1.0)[yong] == compared(0.9)[yong] == 1
    assert compared(0.9)[jong] == pytest.approx(0.9)


def test_words_are_searched_for_together_as_they_are_alone(gazetteer: Gazetteer) -> None:
    # The misspelt ones are looked for under neighbouring skeletons too.
    words = (("shoigk", "en"), ("Selenskyj", "de"), ("netanyahk", "en"), ("salmak", "en"), ("כהן", "he"))
    several = [written(word, lang) for word, lang in words]
    table = gazetteer.index.near_words.near(several)
    for place, one in enumerate(several):
        here = table.written == place
        together = dict(zip(table.words[here].tolist(), table.values[here].tolist(), strict=True))
        assert together == near(gazetteer, one)


def test_a_word_without_a_sound_is_near_nothing(gazetteer: Gazetteer) -> None:
    nothing = Spoken({}, {}, {}, (), "Latn", NUMBERS)
    assert near(gazetteer, nothing) == {}
    (compared,) = gazetteer.index.near_words.compare([[nothing]], np.array([0, 1]), [2], 1.0)
    assert compared.tolist() == [[0, 0]]


def one_class_away(skeleton: str) -> set[str]:
    """Return the skeletons with a class put in, left out or changed to a kin one, if long enough for that."""
    places = range(len(skeleton) + 1)
    put_in = {skeleton[:at] + one + skeleton[at:] for at in places for one in sounds.SKELETON_CLASSES}
    left_out = {skeleton[:at] + skeleton[at + 1 :] for at in places[:-1]}
    kin = {"K": "S", "S": "KT", "T": "SP", "P": "T", "M": "N", "N": "M", "L": ""}
    changed = {skeleton[:at] + one + skeleton[at + 1 :] for at in places[:-1] for one in kin[skeleton[at]]}
    return (put_in if len(skeleton) >= 2 else set()) | (left_out | changed if len(skeleton) >= 3 else set())


@given(st.text(alphabet=sounds.SKELETON_CLASSES, max_size=12))
def test_keys_around_a_skeleton_are_those_one_class_away(skeleton: str) -> None:
    key = sounds.skeleton_key(skeleton)
    found, whose = _around(np.array([key], np.uint64), np.array([3]))
    assert set(found.tolist()) | {key} == {key, *map(sounds.skeleton_key, one_class_away(skeleton))}
    assert whose.tolist() == [3] * len(found)
