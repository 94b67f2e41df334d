"""What words of other languages mean in names."""

from __future__ import annotations

import tomllib
import unicodedata

import pytest

from pipeline import resources
from pipeline.language.scripts import script_of_char
from pipeline.mentions.glosses import meanings
from pipeline.mentions.words import tokenize

MEANT = [
    ("ru", "в Министерстве обороны", "Министерстве", "ministry"),  # inflected
    ("az", "Oneqa gölündə üzdü", "gölündə", "lake"),
    ("ar", "في جامعة القاهرة", "جامعة", "university"),
    ("he", "בנהר הירדן", "בנהר", "river"),  # with a prefix
    ("tr", "Yeni Zelanda'ya gitti", "Yeni Zelanda'ya", "zealand"),  # a country, and the ending after it
    ("ko", "하버드대학교에서", "대학교", "university"),  # at the end of a compound, before a particle
    ("zh", "他住在长江边", "长江", "yangtze"),
    ("ja", "大阪府警察", "警察", "police"),
]


@pytest.mark.parametrize(("lang", "text", "surface", "english"), MEANT)
def test_a_word_of_the_source_means_an_english_one(lang: str, text: str, surface: str, english: str) -> None:
    found = {text[one.start : one.end]: one.words for one in meanings(tokenize(text), lang)}
    assert english in found[surface]


def test_a_character_of_a_longer_word_means_nothing_by_itself() -> None:
    found = {one.text for one in meanings(tokenize("北京大学"), "zh")}
    assert found == {"北京", "大学"}


def test_the_kind_of_a_province_is_meant_only_where_it_is_told() -> None:
    by_text = {one.text: one.words for one in meanings(tokenize("大阪と京都府"), "ja")}
    assert "prefecture" not in by_text["大阪"] and "prefecture" in by_text["京都府"]


def test_a_language_without_glosses_means_nothing() -> None:
    assert not list(meanings(tokenize("Zzyzx brn"), "tlh"))


SCRIPTS = {
    "ar": {"Arab"},
    "fa": {"Arab"},
    "el": {"Grek"},
    "he": {"Hebr"},
    "hi": {"Deva"},
    "ru": {"Cyrl"},
    "az": {"Latn"},
    "tr": {"Latn"},
    "ko": {"Hang"},
    "ja": {"Hani", "Hira", "Kana", "Zyyy"},
    "zh": {"Hani"},
}


def test_the_glosses_are_in_the_scripts_of_their_languages() -> None:
    path = resources.gazetteers() / "language" / "glosses.toml"
    words: dict[str, dict[str, str]] = tomllib.loads(path.read_text("utf-8"))["words"]
    for english, written in words.items():
        assert english.isascii() and english == english.lower()
        for lang, glosses in written.items():
            assert glosses == unicodedata.normalize("NFC", glosses), (english, lang)
            for gloss in glosses.split():
                letters = [char for char in gloss if char.isalpha()]
                assert {script_of_char(char) for char in letters} <= SCRIPTS[lang], (english, lang, gloss)
