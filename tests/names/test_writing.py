import tomllib

from pipeline import resources
from pipeline.language.scripts import script_of
from pipeline.names import han, kanji, orthography, weights
from pipeline.names.writing import writing
from pipeline.names.written import Written

TABLE = tomllib.loads((resources.gazetteers() / "language" / "scripts.toml").read_text(encoding="utf-8"))


def test_every_script_has_an_orthography_that_reads_it() -> None:
    for script in TABLE:
        rules = orthography.load(writing(script).orthography)
        assert rules is not None
        assert rules.script == script or script == "Hani"  # whose characters are spelt in Latin letters first


def test_scripts_with_capitals_are_those_whose_letters_have_any() -> None:
    cased = {script_of(char) for char in map(chr, range(0x3000)) if char.isupper()}
    # Georgian has them for whole headlines: no name begins with one.
    assert {script for script in TABLE if writing(script).capitals} == cased & set(TABLE) - {"Geor"}


def test_a_script_not_listed_is_read_in_latin_letters() -> None:
    assert writing("Gujr").orthography == "latin"
    assert writing("Gujr").vowels


def test_every_press_reads_han_characters_in_each_language() -> None:
    every = {*han.LANGUAGES, kanji.KANA}
    for lang in ("und", "pl", "ja", "ko", "zh-Hant"):
        assert set(han.order(lang)) - {han.FOREIGN} == every
        assert (han.FOREIGN in han.order(lang)) == (lang not in ("ja", "ko"))  # who spell these otherwise
    assert all(han.kept(key) > 0 for key in (*every, han.FOREIGN))
    assert all(orthography.load(key) for key in (*every, han.FOREIGN, *han.orthographies_of_surnames()))


def test_names_respelt_by_sound_are_not_held_to_their_letters() -> None:
    numbers = weights.load().alignment
    assert Written("Džons Millers", "lv", numbers).as_spelt is False
    assert Written("Džon Miler", "sr-Latn", numbers).as_spelt is False
    assert Written("John Miller", "pl", numbers).as_spelt
    assert not Written("Джон Миллер", "ru", numbers).as_spelt
