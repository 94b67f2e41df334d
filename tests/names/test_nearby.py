import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import readings, sounds
from pipeline.names.nearby import as_one, forms, joints, neighbours

skeletons = st.text(alphabet=sounds.SKELETON_CLASSES, max_size=8)


@given(skeletons)
def test_neighbours_are_one_class_away(skeleton: str) -> None:
    found = neighbours(skeleton)
    assert skeleton not in found
    assert len(found) == len(set(found))
    for other in found:
        assert abs(len(other) - len(skeleton)) <= 1
        assert set(other) <= set(sounds.SKELETON_CLASSES)


@given(skeletons.filter(lambda skeleton: len(skeleton) >= 3), st.data())
def test_being_neighbours_is_mutual(skeleton: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from([one for one in neighbours(skeleton) if len(one) >= 3]))
    assert skeleton in neighbours(other)


def test_a_short_skeleton_bears_less_and_an_endless_one_nothing() -> None:
    assert neighbours("") == neighbours("S") == ()
    assert "S" not in neighbours("SN") and "SNP" in neighbours("SN")
    assert neighbours("S" * 5000) == ()


def test_the_word_as_it_stands_comes_first() -> None:
    first, *others = forms("Putinem", "pl")
    assert (first.word.text, first.undone) == ("putinem", False)
    assert "putin" in {form.word.text for form in others}
    assert all(form.undone for form in others)
    assert forms("'", "pl") == []


@given(st.text(max_size=12), st.sampled_from(["und", "pl", "ru", "ar", "ko"]))
def test_no_form_comes_twice(part: str, lang: str) -> None:
    texts = [form.word.text for form in forms(part, lang)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        (["shin", "won", "sik"], ["shinwon", "wonsik"]),
        (["bashar", "al", "assad"], ["basharal", "alassad"]),
        (["vladimir", "putin"], []),
        (["putin"], []),
        ([], []),
    ],
)
def test_where_words_may_be_written_as_one(words: list[str], joined: list[str]) -> None:
    assert [one for _, one in joints(words)] == joined
    assert all(words[at] + words[at + 1] == one for at, one in joints(words))


def test_two_words_as_one_sound_as_one_after_the_other() -> None:
    left, right = readings.read("Won-sik")
    both = as_one(left, right)
    assert both.text == "wonsik"
    assert both.readings[0] == left.readings[0] + right.readings[0]
