"""Ordinary words, words of offices and organisations, and headlines set in capitals."""

from __future__ import annotations

import pytest

from pipeline.mentions.offices import headline_words, institution, office
from pipeline.mentions.words import tokenize
from pipeline.names.ordinary import listed, ordinary


def plain(text: str, lang: str = "en") -> list[str]:
    tokens = tokenize(text)
    return [tokens[at].text for at in sorted(headline_words(text, tokens, [lang] * len(tokens)))]


def test_the_list_has_words_of_both_spellings_and_no_proper_names() -> None:
    assert listed("en-GB") and not listed("pl")
    assert all(ordinary(word, "en") for word in ("Weighs", "labour", "labor", "minister"))
    assert not any(ordinary(word, "en") for word in ("London", "Putin", "Warsaw", "Zelenskyy"))
    assert not ordinary("Minister", "pl")


@pytest.mark.parametrize(
    ("word", "lang"),
    [
        ("University", "en"),
        ("Universities", "en"),
        ("Uniwersytetem", "pl"),
        ("Банка", "ru"),
        ("Université", "fr"),
        ("Üniversitesi", "tr"),
    ],
)
def test_words_that_head_the_names_of_organisations(word: str, lang: str) -> None:
    assert institution(word, lang)
    assert not institution("Warsaw", lang)


def test_words_of_offices_in_any_language() -> None:
    assert all(map(office, ("Minister", "Ministère", "Prezydent", "Премьер", "Υπουργός")))
    assert not any(map(office, ("Minsk", "Press", "Prescott")))


def test_a_headline_set_in_capitals_has_plain_words() -> None:
    assert plain("Iran Weighs Response After Strike\n\nTehran is silent.") == [
        "Weighs",
        "Response",
        "After",
        "Strike",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Iran weighs its response after the strike",
        "Kyiv, Warsaw, London, Paris",
        "Boris Johnson",
        "",
        "The end",
    ],
)
def test_other_lines_have_none(text: str) -> None:
    assert plain(text) == []


def test_a_language_without_a_list_has_none() -> None:
    assert plain("Iran Weighs Response After Strike", "fr") == []
