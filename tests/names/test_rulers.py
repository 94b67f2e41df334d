"""What papers translate in the names of rulers: ordinals and titles."""

from __future__ import annotations

import tomllib

import pytest

from pipeline import resources
from pipeline.names import customary, rulers
from pipeline.names.fold import fold
from pipeline.names.readings import split
from pipeline.names.spelling import latin


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("2세", ("ii",)),
        ("16世", ("xvi",)),
        ("39世", ("xxxix",)),
        ("השלישי", ("iii",)),
        ("الثاني", ("ii",)),
        ("شانزدهم", ("xvi",)),
        ("교황", ("pope",)),
        ("백작", ("count", "earl")),
        ("королева", ("queen",)),
        ("0세", ()),
        ("40세", ()),
        ("2년", ()),
        ("루이", ()),
        ("ii", ()),
    ],
)
def test_titles_and_ordinals_are_translated(word: str, english: tuple[str, ...]) -> None:
    assert rulers.translated(fold(word)) == english


def test_each_ordinal_has_one_number() -> None:
    path = resources.gazetteers() / "language" / "rulers.toml"
    lines = tomllib.loads(path.read_text(encoding="utf-8"))["ordinals"].values()
    numbers = [(fold(word), number) for words in lines for number, word in enumerate(words) if word]
    assert len(dict(numbers)) == len(set(numbers))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("선덕여왕", ("선덕", "여왕")),
        ("伊丽莎白二世", ("伊丽莎白", "二世")),
        ("ルイ16世", ("ルイ", "16世")),
        ("루이 16세", ("루이", "16세")),
        ("김공주", ("김", "공주")),
        ("왕후", ("왕", "후")),
    ],
)
def test_a_title_written_solid_comes_apart(name: str, words: tuple[str, ...]) -> None:
    assert split(name) == words


def test_they_are_customary_spellings() -> None:
    assert customary.spellings("2세") == ("ii",)
    assert latin("루이 16세", "ko") == "Rui XVI"
