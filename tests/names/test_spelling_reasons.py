"""Names nobody has listed, spelt in Latin letters with the reason for each word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names.spelling import spell


@pytest.mark.parametrize(
    ("name", "lang", "text", "rules"),
    [
        ("Олексій Горбатюк", "uk", "Oleksi Horbatiuk", "reading custom"),
        ("Сергей Иванов", "ru", "Sergey Ivanov", "reading custom"),
        ("Пол Джонсон", "ru", "Paul Johnson", "custom custom"),
        ("김영철", "ko", "Kim Yeongcheol", "surname custom"),
        ("존 스미스", "ko", "Jon Smith", "reading custom"),
        ("陳大文", "zh-Hant", "Chen Dawen", "pinyin pinyin"),
        ("נתן כהן", "he", "Nathan Cohen", "custom custom"),
        ("محمد علي", "ar", "Mohamed Ali", "custom reading"),
        ("ステファン・ハーパー", "ja", "Stefan Harper", "reading custom"),
        ("Czen Po-lin", "pl", "Czen Po lin", "kept kept kept"),
    ],
)
def test_every_word_says_by_which_rule_it_is_spelt(name: str, lang: str, text: str, rules: str) -> None:
    spelling = spell(name, lang)
    assert spelling is not None
    assert spelling.text == text
    assert [word.rule for word in spelling.words] == rules.split()
    assert all(word.written in word.says for word in spelling.words)


def test_a_foreign_name_in_chinese_characters_is_not_read_as_a_chinese_one() -> None:
    chinese, foreign = spell("史密", "zh"), spell("史密斯·史密斯", "zh")
    assert chinese is not None and chinese.words[0].rule == "pinyin"
    assert foreign is not None and foreign.text == "Smith Smith"


@pytest.mark.parametrize(("name", "lang"), [("山田太郎", "ja"), ("…", "ru"), ("", "ko")])
def test_what_nobody_can_read_has_no_spelling(name: str, lang: str) -> None:
    assert spell(name, lang) is None


@given(st.text(alphabet="абвгґджзиіїйклмнопрстуфхцчшюя ", min_size=1, max_size=30))
def test_a_spelling_is_of_latin_letters_and_its_words_make_it_up(text: str) -> None:
    spelling = spell(text, "uk")
    if spelling is not None:
        assert spelling.text.isascii()
        assert spelling.text == " ".join(word.text for word in spelling.words)
