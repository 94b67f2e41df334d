import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import readings
from pipeline.names.nearby import as_one, forms, joints


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
