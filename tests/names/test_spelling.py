"""Names from other scripts, spelt in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names.spelling import latin


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("Ярослав Железняк", "uk", "Yaroslav Zheleznyak"),
        ("Горбатюк", "uk", "Horbatiuk"),
        ("Грибовик", "uk", "Hribovik"),
        ("Грибовик", "ru", "Gribovik"),
        ("ИВАН ИВАНОВ", "bg", "IVAN IVANOV"),
        ("Анна", "ru", "Anna"),
        ("Παπαδόπουλος", "el", "Papadopoulos"),
        ("გიორგი მარგველაშვილი", "ka", "Giorgi Margvelashvili"),
        ("이영희", "ko", "Lee Younghee"),
        ("王小明", "zh", "Wang Xiaoming"),
        ("דוד לוי", "he", "David Levi"),
        ("محمد", "ar", "Mohamed"),
        ("Karol Nawrocki", "pl", "Karol Nawrocki"),
        ("привет", "pt", "privet"),
    ],
)
def test_spelt_as_read(name: str, lang: str, expected: str) -> None:
    assert latin(name, lang) == expected


@pytest.mark.parametrize(
    ("name", "lang"), [("山田太郎", "ja"), ("山田太郎", "pt"), ("ヤマダ", "ja"), ("…", "ru")]
)
def test_what_cannot_be_read_is_left_to_others(name: str, lang: str) -> None:
    assert latin(name, lang) is None


@given(st.text(max_size=30), st.sampled_from(["ru", "ko", "zh", "ar", "he", "th", "und"]))
def test_any_text_will_do(text: str, lang: str) -> None:
    spelt = latin(text, lang)
    assert spelt is None or spelt.strip()
