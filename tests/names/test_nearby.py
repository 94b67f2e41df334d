import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.gazetteer.store import Gazetteer
from pipeline.names import nearby, sounds, weights
from pipeline.names.nearby import forms, near, skeletons

NUMBERS = weights.load().alignment


@given(st.text(alphabet=sounds.SKELETON_CLASSES, max_size=8))
def test_a_skeleton_is_among_its_neighbours_and_all_are_one_class_away(skeleton: str) -> None:
    found = skeletons(skeleton)
    assert found[0] == skeleton
    assert len(found) == len(set(found))
    for other in found:
        assert abs(len(other) - len(skeleton)) <= 1
        assert set(other) <= set(sounds.SKELETON_CLASSES)


@given(st.text(alphabet=sounds.SKELETON_CLASSES, min_size=3, max_size=8), st.data())
def test_being_near_is_mutual(skeleton: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from([one for one in skeletons(skeleton) if len(one) >= 3]))
    assert skeleton in skeletons(other)


def test_a_short_skeleton_bears_less_and_an_endless_one_nothing() -> None:
    assert skeletons("") == ("",)
    assert skeletons("S") == ("S",)
    assert "S" not in skeletons("SN")
    assert skeletons("S" * 5000) == ("S" * 5000,)


def words(gazetteer: Gazetteer, part: str, lang: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for form in forms(part, lang):
        for number, similarity in near(gazetteer.index, form, NUMBERS).items():
            word = gazetteer.index.word(number)
            found[word] = max(similarity, found.get(word, 0.0))
    return found


@pytest.mark.parametrize(
    ("part", "lang", "word"),
    [
        ("Szin", "pl", "shin"),
        ("Szojgu", "pl", "shoigu"),
        ("Шойгу", "ru", "shoigu"),
        ("Schojgu", "de", "shoigu"),
        ("Μητσοτάκης", "el", "mitsotakis"),
        ("נתניהו", "he", "netanyahu"),
        ("ماكرون", "ar", "macron"),
        ("마크롱", "ko", "macron"),
        ("Putinem", "pl", "putin"),
    ],
)
def test_finds_the_word_that_sounds_so(gazetteer: Gazetteer, part: str, lang: str, word: str) -> None:
    found = words(gazetteer, part, lang)
    assert word in found
    assert found[word] == max(found.values())


def test_the_same_spelling_is_1_and_an_undone_ending_costs(gazetteer: Gazetteer) -> None:
    assert words(gazetteer, "Putin", "pl")["putin"] == 1
    assert words(gazetteer, "Putinem", "pl")["putin"] == NUMBERS.undone_ending


@settings(max_examples=200)
@given(
    part=st.text(min_size=1, max_size=12), lang=st.sampled_from(["und", "pl", "ru", "ar", "he", "ko", "zh"])
)
def test_similarities_run_from_the_least_to_1(gazetteer: Gazetteer, part: str, lang: str) -> None:
    for form in forms(part, lang):
        found = near(gazetteer.index, form, NUMBERS)
        assert len(found) <= nearby._MOST
        assert all(NUMBERS.least_similar - 1e-9 <= similarity <= 1 for similarity in found.values())


def test_the_word_as_it_stands_comes_first() -> None:
    first, *others = forms("Putinem", "pl")
    assert (first.word.text, first.undone) == ("putinem", False)
    assert "putin" in {form.word.text for form in others}
    assert all(form.undone for form in others)
    assert forms("'", "pl") == []
