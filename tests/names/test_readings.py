import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import readings, sounds
from pipeline.names.fold import fold

LANGS = st.sampled_from(
    ["und", "en", "pl", "ru", "uk", "ko", "zh-Hant", "ja", "ar", "he", "el", "sr-Latn", ""]
)


@given(st.text(max_size=40), LANGS)
def test_every_word_cut_is_read(name: str, lang: str) -> None:
    parts = list(readings.split(name, lang))
    words = readings.read(name, lang)
    assert [word.text for word in words] == [fold(part) for part in parts]
    assert [one.word for one in readings.explain(name, lang)] == parts
    for word in words:
        assert len(word.readings) <= readings.MAX_READINGS
        assert all(set(reading) <= set(sounds.SOUNDS) and reading for reading in word.readings)


@given(st.text(alphabet="'’ʼ!?…()«»😀 \t.,-–·\0\udcff", max_size=20))
def test_punctuation_is_no_word(text: str) -> None:
    assert readings.split(text) == ()
    assert readings.read(text) == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Shin Won-sik", ["Shin", "Won", "sik"]),
        ("George H.W. Bush", ["George", "H", "W", "Bush"]),
        ("Vladimir ' Putin !", ["Vladimir", "Putin"]),
        ("O'Brien", ["O'Brien"]),
        ("신원식", ["신", "원식"]),
        ("习近平", ["习", "近平"]),
        ("エマニュエル・マクロン", ["エマニュエル", "マクロン"]),
        ("\0𠀀", ["𠀀"]),
        ("", []),
    ],
)
def test_cuts(name: str, words: list[str]) -> None:
    assert list(readings.split(name)) == words


def test_the_press_is_read_first_and_a_name_of_unknown_origin_after() -> None:
    (word,) = readings.read("Szin", "pl")
    assert word.readings[0] == "ʃin"
    (unknown,) = readings.read("Szin", "xx")
    assert unknown.readings == readings.read("Szin")[0].readings


def test_a_region_or_script_falls_back_on_the_language() -> None:
    assert readings.read("Szczecin", "pl-PL")[0].readings == readings.read("Szczecin", "pl")[0].readings


def test_a_surname_has_the_readings_of_how_families_spell_it() -> None:
    surname, _ = readings.read("이재명", "ko")
    assert "li" in surname.readings  # Lee


@pytest.mark.parametrize(
    ("name", "missing"), [("נתניהו", True), ("الأسد", True), ("Putin", False), ("Путин", False)]
)
def test_scripts_that_leave_vowels_out_are_marked(name: str, missing: bool) -> None:
    assert [word.abjad for word in readings.read(name)] == [missing]


def test_a_reading_is_explained_letter_by_letter() -> None:
    (one,) = readings.explain("Szin", "pl")
    assert one.orthography == "Polish"
    assert [(step.spelling, step.sounds) for step in one.steps] == [("sz", "ʃ"), ("i", "i"), ("n", "n")]
