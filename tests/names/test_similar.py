import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import readings, sounds, weights
from pipeline.names.nearby import forms
from pipeline.names.similar import spoken

NUMBERS = weights.load().alignment


def likeness(part: str, lang: str, known: str) -> float:
    (word,) = readings.read(known, "en")
    codes = [sounds.encode(reading) for reading in word.readings]
    found: dict[int, float] = {}
    spoken(forms(part, lang), NUMBERS).hear(codes, [0] * len(codes), found)
    return found.get(0, 0.0)


@pytest.mark.parametrize(
    ("part", "lang", "known"),
    [
        ("Szin", "pl", "Shin"),
        ("Szojgu", "pl", "Shoigu"),
        ("Шойгу", "ru", "Shoigu"),
        ("Schoigu", "de", "Shoigu"),
        ("Μητσοτάκης", "el", "Mitsotakis"),
        ("נתניהו", "he", "Netanyahu"),
        ("ماكرون", "ar", "Macron"),
        ("마크롱", "ko", "Macron"),
        ("Putinem", "pl", "Putin"),
    ],
)
def test_a_word_is_liker_to_the_one_it_spells_than_to_any_other(part: str, lang: str, known: str) -> None:
    others = {"Shin", "Shoigu", "Mitsotakis", "Netanyahu", "Macron", "Putin", "Merkel", "Johnson"} - {known}
    assert likeness(part, lang, known) > max(likeness(part, lang, other) for other in others)
    assert likeness(part, lang, known) >= 0.7


@given(
    part=st.text(min_size=1, max_size=12),
    lang=st.sampled_from(["und", "pl", "ru", "ar", "he", "ko", "zh"]),
    known=st.lists(st.text(alphabet=sounds.SOUNDS, min_size=1, max_size=12), max_size=5),
)
def test_likeness_runs_from_the_least_to_1(part: str, lang: str, known: list[str]) -> None:
    found: dict[int, float] = {}
    spoken(forms(part, lang), NUMBERS).hear([sounds.encode(one) for one in known], range(len(known)), found)
    assert set(found) <= set(range(len(known)))
    assert all(NUMBERS.least_similar - 1e-9 <= value <= 1 for value in found.values())


def test_a_likeness_already_found_is_never_lowered() -> None:
    written = spoken(forms("Putin", "en"), NUMBERS)
    found = {0: 1.0}
    written.hear([sounds.encode("puten")], [0], found)
    assert found == {0: 1.0}


def test_an_undone_ending_and_another_reading_cost() -> None:
    written = spoken(forms("Putinem", "pl"), NUMBERS)
    assert written.spellings["putinem"] == 1
    assert written.spellings["putin"] == NUMBERS.undone_ending
    first, *others = spoken(forms("Jong", "en"), NUMBERS).codes.values()
    assert first == 1 and set(others) == {NUMBERS.other_reading}


@pytest.mark.parametrize(
    ("part", "lang"), [("Эдвард", "ru"), ("Едвард", "uk"), ("Էդվարդ", "hy"), ("에드워드", "ko")]
)
def test_a_name_in_another_script_has_its_nicknames(part: str, lang: str) -> None:
    assert spoken(forms(part, lang), NUMBERS).spellings["ted"] == NUMBERS.nickname


def test_how_bearers_write_a_name_is_as_good_as_the_word_itself_and_costs_no_code() -> None:
    written = spoken(forms("덕수", "ko"), NUMBERS)
    assert written.spellings["ducksoo"] == 1
    assert len(written.codes) <= 6
