"""Japanese names in kanji: where they are cut, how they are read, and how many of the well known are told."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import kanji, readings, weights
from pipeline.names.compare import compare

with (Path(__file__).parent / "japanese.csv").open(encoding="utf-8", newline="") as file:
    KNOWN = [(row["written"], row["known"]) for row in csv.DictReader(file)]
# A name told scores enough to link.
TOLD = weights.load().verdict.threshold


@pytest.mark.parametrize(("lang", "floor"), [("ja", 0.93), ("zh", 0.85)])
def test_well_known_names_are_told(lang: str, floor: float) -> None:
    assert len(KNOWN) >= 200
    told = [compare(written, known, lang).score >= TOLD for written, known in KNOWN]
    assert sum(told) / len(told) >= floor


def test_the_next_name_of_the_list_is_another() -> None:
    others = [(written, known) for (written, _), (_, known) in pairwise(KNOWN)]
    told = [compare(written, known, "ja").score >= TOLD for written, known in others]
    assert sum(told) / len(told) <= 0.02


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("岸田文雄", ["岸田", "文雄"]),
        ("林芳正", ["林", "芳正"]),
        ("石破茂", ["石破", "茂"]),
        ("佐々木麟太郎", ["佐々木", "麟太郎"]),
        ("一ノ瀬ワタル", ["一ノ瀬", "ワタル"]),
        ("滝川クリステル", ["滝川", "クリステル"]),
        ("宮崎あおい", ["宮崎", "あおい"]),
        ("渡邊恒雄", ["渡邊", "恒雄"]),
        ("桥本龙太郎", ["桥本", "龙太郎"]),
    ],
)
def test_cuts_after_the_surname(name: str, parts: list[str]) -> None:
    assert kanji.cut(name) == parts


@pytest.mark.parametrize("name", ["岸田", "長谷川", "习近平", "さくら", "東京都知事選挙", ""])
def test_a_surname_alone_and_what_is_no_name_stay_whole(name: str) -> None:
    assert kanji.cut(name) is None


@pytest.mark.parametrize(
    ("name", "lang", "parts"),
    [
        ("安倍", "ja", ["安倍"]),
        ("安倍晋三", "zh", ["安倍", "晋三"]),
        ("石破茂", "zh", ["石", "破茂"]),
        ("習近平", "ja", ["習", "近平"]),
        ("金正恩", "ja", ["金", "正恩"]),
        ("文在寅", "ja", ["文", "在寅"]),
        ("欧阳修", "ja", ["欧阳", "修"]),
    ],
)
def test_the_press_decides_where_two_cuts_are_possible(name: str, lang: str, parts: list[str]) -> None:
    assert list(readings.split(name, lang)) == parts


@pytest.mark.parametrize(
    ("written", "lang", "known"),
    [
        ("習近平", "ja", "Xi Jinping"),
        ("江沢民", "ja", "Jiang Zemin"),
        ("文在寅", "ja", "Moon Jae-in"),
        ("金正恩", "ja", "Kim Jong-un"),
        ("尹錫悦", "ja", "Yoon Suk-yeol"),
        ("習近平", "zh-Hant", "Xi Jinping"),
        ("安倍晋三", "zh", "Shinzō Abe"),
        ("小泽一郎", "zh", "Ichiro Ozawa"),
        ("大野和子", "ja", "Kazuko Ohno"),
        ("大野和子", "ja", "Ōno Kazuko"),
        ("渡邉恒雄", "ja", "Tsuneo Watanabe"),
    ],
)
def test_names_are_told_beside_chinese_and_korean_ones(written: str, lang: str, known: str) -> None:
    assert compare(written, known, lang).score >= TOLD


def test_the_official_romanization_of_old_is_nearer_than_another_name() -> None:
    own, other = (compare("伊藤新一", f"Itou {given}", "ja").score for given in ("Sin'iti", "Ken'iti"))
    assert own > 0.5 > 100 * other


def test_the_japanese_press_means_japanese_first_and_the_chinese_last() -> None:
    japanese, chinese = readings.read_word("岸田", "ja"), readings.read_word("岸田", "zh")
    assert japanese and chinese
    assert japanese.readings[0] == chinese.readings[-1] == "kiʃida"


def test_a_given_name_that_is_not_listed_is_read_by_its_characters() -> None:
    assert kanji.kana("結弦") == ()
    assert "ゆつる" in kanji.guess("結弦")
    assert kanji.guess("佳々")[0] == kanji.guess("佳佳")[0]
    assert kanji.guess("習近平主席訪問") == ()


@given(st.text(alphabet="岸田文雄安倍晋三石破茂佐々木ノさくラ习近平", max_size=8))
def test_cutting_loses_nothing(name: str) -> None:
    parts = kanji.cut(name)
    assert parts is None or (len(parts) == 2 and all(parts) and "".join(parts) == name)
