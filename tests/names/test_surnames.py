import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names import surnames


@given(st.text(alphabet="김신원식남궁민习近平欧阳毛푸틴", max_size=8))
def test_cutting_loses_nothing(name: str) -> None:
    parts = surnames.cut(name)
    assert "".join(parts) == name
    assert 1 <= len(parts) <= 2
    assert len(parts) == 1 or all(parts)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("신원식", ["신", "원식"]),
        ("김구", ["김", "구"]),
        ("남궁민", ["남궁", "민"]),
        ("王毅", ["王", "毅"]),
        ("习近平", ["习", "近平"]),
        ("푸틴", ["푸틴"]),
        ("김", ["김"]),
        ("이스라엘군", ["이스라엘군"]),
        ("저우언라이", ["저우", "언라이"]),
        ("탕웨이싱", ["탕", "웨이싱"]),
        ("", [""]),
    ],
)
def test_cuts_after_the_surname(name: str, parts: list[str]) -> None:
    assert surnames.cut(name) == parts


def test_families_spell_a_name_in_several_ways() -> None:
    assert {"Lee", "Yi", "Rhee"} <= set(surnames.romanizations("이"))
    assert surnames.romanizations("푸틴") == ()


@pytest.mark.parametrize(
    ("written", "spellings"),
    [
        ("陈", {"Chan", "Tan"}),
        ("黄", {"Wong", "Ng", "Ooi"}),
        ("吴", {"Ng", "Goh"}),
        ("许", {"Hui", "Hsu", "Koh"}),
        ("邱", {"Khoo", "Chiu"}),
        ("梁", {"Leung", "Leong"}),
        ("謝", {"Hsieh", "Tse", "Chia"}),
        ("蔡", {"Tsai", "Choi", "Chua"}),
    ],
)
def test_chinese_families_abroad_spell_by_their_own_speech(written: str, spellings: set[str]) -> None:
    assert spellings <= set(surnames.romanizations(written))


@pytest.mark.parametrize(
    ("name", "stays"),
    [("Kim, Yong Nam", True), ("LEE, Jong-Bae", True), ("Lee, Barbara", False), ("Putin, Ivan Igor", False)],
)
def test_a_korean_surname_before_a_comma_stays_first(name: str, stays: bool) -> None:
    assert surnames.stays_first(name) is stays
