import pytest

from pipeline import resources
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


def test_the_table_is_in_order_of_characters_as_it_is_searched() -> None:
    text = (resources.gazetteers() / "tables" / "han.txt").read_text(encoding="utf-8")
    characters = [line.split(" ")[0] for line in text.splitlines()]
    assert characters == sorted(set(characters))
    assert all(len(character) == 1 for character in characters)


@pytest.mark.parametrize("char", ["a", "\ud800", "\U0010ffff", "  ", ""])
def test_what_the_table_does_not_have_stays(char: str) -> None:
    assert han.reading("王" + char, han.KOREAN) is None or not char
    assert han.simplified(char) == char
