from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.scripts import letters_by_script, script_of, script_of_char


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Szin Won Sik", "Latn"),
        ("Łódź", "Latn"),
        ("Nguyễn Phú Trọng", "Latn"),
        ("Син Вон Сик", "Cyrl"),
        ("Ґалаґан", "Cyrl"),
        ("Μητσοτάκης", "Grek"),
        ("ᾠδή", "Grek"),
        ("신원식", "Hang"),
        ("申源湜", "Hani"),
        ("岸田文雄首相は", "Jpan"),
        ("ゼレンスキー", "Jpan"),
        ("ｾﾞﾚﾝｽｷｰ", "Jpan"),
        ("فولوديمير", "Arab"),
        ("نتانیاهو", "Arab"),
        ("נתניהו", "Hebr"),
        ("नरेन्द्र मोदी", "Deva"),
        ("শেখ হাসিনা", "Beng"),
        ("สหประชาชาติ", "Thai"),
        ("Երևան", "Armn"),
        ("თბილისი", "Geor"),
        ("ᲗᲑᲘᲚᲘᲡᲘ", "Geor"),
        ("አዲስ አበባ", "Ethi"),
        ("ភ្នំពេញ", "Khmr"),
        ("ရန်ကုန်", "Mymr"),
        ("", "Zyyy"),
        ("2024-11-05, 12 %", "Zyyy"),
        ("\x00\ufeff", "Zyyy"),
        ("𠮷", "Hani"),
    ],
)
def test_script_of(text: str, script: str) -> None:
    assert script_of(text) == script


def test_the_majority_of_letters_decides() -> None:
    assert script_of("신원식 장관 (Shin)") == "Hang"
    assert script_of("the man called 신원식") == "Latn"
    assert script_of("NATO は") == "Latn"
    assert letters_by_script("Shin 신, 1") == {"Latn": 4, "Hang": 1}


def test_marks_follow_their_script_and_apostrophes_have_none() -> None:
    assert script_of_char("\u093f") == "Deva"
    assert script_of_char("\u0301") == "Zyyy"
    assert script_of_char("ʼ") == "Zyyy"
    assert script_of_char("-") == "Zyyy"


def test_one_character_only() -> None:
    with pytest.raises(TypeError):
        script_of_char("ab")


# The names in the character database say which script a letter is of, so they can check the table.
_NAMED = {
    "LATIN": {"Latn"},
    "CYRILLIC": {"Cyrl"},
    "GREEK": {"Grek"},
    "ARMENIAN": {"Armn"},
    "GEORGIAN": {"Geor"},
    "HEBREW": {"Hebr"},
    "ARABIC": {"Arab"},
    "DEVANAGARI": {"Deva"},
    "THAI": {"Thai"},
    "LAO": {"Laoo"},
    "KHMER": {"Khmr"},
    "ETHIOPIC": {"Ethi"},
    "HANGUL": {"Hang"},
    "HIRAGANA": {"Hira"},
    "KATAKANA": {"Kana"},
    "CJK UNIFIED": {"Hani"},
    "BENGALI": {"Beng"},
    "TAMIL": {"Taml"},
    "MYANMAR": {"Mymr"},
    "TIBETAN": {"Tibt"},
    "SINHALA": {"Sinh"},
    "TIFINAGH": {"Tfng"},
    "ADLAM": {"Adlm"},
}


def test_the_table_agrees_with_the_names_of_the_letters() -> None:
    wrong, checked = [], 0
    for code in range(min(sys.maxunicode, 0x32000)):
        char = chr(code)
        name = unicodedata.name(char, "") if char.isalpha() else ""
        if (
            not name
            or "MATHEMATICAL" in name
            or code in range(0x10000, 0x1B000)
            or code in range(0x1D000, 0x1E900)
        ):
            continue
        for start, scripts in _NAMED.items():
            if name.startswith(start + " "):
                checked += 1
                if script_of_char(char) not in scripts:
                    wrong.append((hex(code), name, script_of_char(char)))
    assert checked > 40_000
    assert wrong == []


@given(st.text())
def test_any_text_has_a_script(text: str) -> None:
    assert len(script_of(text)) == 4
