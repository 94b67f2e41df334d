import pytest

from pipeline.names import han


@pytest.mark.parametrize(("japanese", "chinese"), [("沢", "泽"), ("辺", "边"), ("竜", "龙"), ("浜", "滨")])
def test_japanese_forms_are_simplified_by_the_older_ones(japanese: str, chinese: str) -> None:
    assert han.simplified(japanese) == chinese


def test_what_is_a_chinese_character_too_stays() -> None:
    assert han.simplified("沪余") == "沪余"


def test_japanese_forms_are_read_as_the_older_ones() -> None:
    assert han.reading("江沢民", han.MANDARIN) == "jiangzemin"
    assert han.reading("沢", han.KOREAN) == "택"
    assert han.reading("さ", han.MANDARIN) is None
