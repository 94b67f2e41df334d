"""Names that the source has and a translation has lost."""

from __future__ import annotations

import pytest

from pipeline.mentions.resolve import Finder
from tests.translations import finder_of, normalized

NAMES = [
    ("PER", "Wangari Maathai"),
    ("PER", "Rigoberta Menchú"),
    ("PER", "Tanaka Kakuei"),
    ("PER", "Guo Shoujing"),
    ("PER", "Li He"),
    ("LOC", "Nairobi"),
    ("LOC", "Irrawaddy River"),
    ("LOC", "Lake Baikal"),
    ("LOC", "Tuul River"),
    ("LOC", "Bamako"),
    ("ORG", "University of Coimbra"),
    ("ORG", "Supreme Court"),
    ("ORG", "New Party"),
]


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    return finder_of(tmp_path_factory.mktemp("lost"), NAMES)


LOST = [
    (
        "ru",
        "Вангари Маатаи приехала в Найроби в 1977 году.",
        "She arrived in Nairobi in 1977.",
        "She arrived [Wangari Maathai] in Nairobi in 1977.",
    ),
    (
        "tr",
        "1992 yılında Rigoberta Mençu Nairobi'ye gitti.",
        "In 1992 she went to Nairobi.",
        "In 1992 she went [Rigoberta Menchú] to Nairobi.",
    ),
    (
        "zh",
        "1276年郭守敬来到巴马科。",
        "He came in 1276 to a town by the river.",
        "He came in 1276 [Guo Shoujing] to a town by the river.",
    ),
    (
        "ja",
        "1972年、田中角栄が首相になった。",
        "He became prime minister in 1972.",
        "He became prime minister in 1972 [Tanaka Kakuei].",
    ),
    (
        "ar",
        "درست في جامعة كويمبرا عام 1990.",
        "She took her degree in 1990.",
        "She took her degree [University of Coimbra] in 1990.",
    ),
]


@pytest.mark.parametrize(("lang", "text", "translation", "expected"), LOST)
def test_a_lost_name_is_put_in_brackets_beside_its_neighbour(
    finder: Finder, lang: str, text: str, translation: str, expected: str
) -> None:
    result = normalized(finder, lang, text, translation)
    assert result.text == expected
    [change] = result.changes
    assert change.text == "" and change.start == change.end and "lost" in change.reason
    [mention] = [one for one in result.mentions if one.entity == change.entity]
    assert result.text[mention.start : mention.end] == mention.text == change.replacement.strip(" []")


def test_a_style_that_keeps_the_text_puts_nothing_in(finder: Finder) -> None:
    _, text, translation, expected = LOST[0]
    assert normalized(finder, "ru", text, translation, "annotate").text == expected
    kept = normalized(finder, "ru", text, translation, "keep")
    assert kept.text == translation
    assert all(kept.text[one.start : one.end] == one.text != "" for one in kept.mentions)


GENERICS = [
    ("ko", "그는 이라와디강을 건넜다.", "He crossed the Irrawaddy.", "He crossed the Irrawaddy River."),
    ("zh", "他渡过了图勒河。", "He crossed the Tuul.", "He crossed the Tuul River."),
    ("he", "הם שחו באגם בייקל.", "They swam in the Baikal.", "They swam in the Lake Baikal."),
]


@pytest.mark.parametrize(("lang", "text", "translation", "expected"), GENERICS)
def test_a_word_that_the_source_means_is_put_back(
    finder: Finder, lang: str, text: str, translation: str, expected: str
) -> None:
    assert normalized(finder, lang, text, translation).text == expected


UNTOUCHED = [
    # Nothing in the two texts can be laid side by side.
    ("ru", "Вангари Маатаи приехала.", "It is a fine day."),
    # What the source names may be put in other words.
    ("ru", "Верховный суд заседал в Найроби.", "The top judges sat in Nairobi."),
    # Two characters may be any two.
    ("zh", "李和去了内罗毕。", "He went to Nairobi."),
    # A single character that means a word is mostly part of another.
    ("zh", "新华社内罗毕电，党派人士说。", "Nairobi: a man of the Party said so."),
    # In a script without capitals a word may sound like a name and be none.
    ("ar", "رجبرتا منشو في نيروبي.", "It is so in Nairobi."),
]


@pytest.mark.parametrize(("lang", "text", "translation"), UNTOUCHED)
def test_what_may_not_be_lost_is_not_put_in(finder: Finder, lang: str, text: str, translation: str) -> None:
    assert normalized(finder, lang, text, translation).text == translation
