"""Capitals that make no name: headlines in many languages, and words in longer names."""

from __future__ import annotations

import pytest

from pipeline.mentions.capitals import headline_words
from pipeline.mentions.resolve import Finder
from pipeline.mentions.words import tokenize


def plain(text: str, lang: str = "en") -> list[str]:
    tokens = tokenize(text)
    return [tokens[at].text for at in sorted(headline_words(text, tokens, [lang] * len(tokens)))]


def linked(finder: Finder, text: str, lang: str) -> list[str]:
    return [mention.text for mention in finder.find(text, lang) if mention.status == "linked"]


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
    assert plain("Iran Weighs Response After Strike", "ja") == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Rząd Zapowiada Nowe Podatki", "pl"),
        ("Правительство Готовит Новые Законы", "ru"),
        ("Hükümet Yeni Vergiler Getiriyor", "tr"),
        ("Η Κυβέρνηση Ετοιμάζει Νέους Νόμους", "el"),
        ("ΚΥΒΕΡΝΗΣΗ: ΕΡΧΟΝΤΑΙ ΝΕΟΙ ΦΟΡΟΙ", "el"),
    ],
)
def test_other_languages_have_headlines_in_capitals(text: str, lang: str) -> None:
    assert len(plain(text, lang)) >= len(text.split()) - 1


def test_an_acronym_is_no_word_where_the_line_is_not_all_in_capitals() -> None:
    assert plain("Članstvo V EU In NATO Je Koristno", "sl") == ["Članstvo", "V", "In", "Je", "Koristno"]
    assert "WHO" in plain("WHO WON THE RACE AND WHO LOST")


@pytest.mark.parametrize(
    ("text", "lang", "names"),
    [
        ("Wczoraj Rada Ministrów zebrała się w Warszawie.", "pl", ["Warszawie"]),
        ("Wolne Sądy piszą do Brukseli.", "pl", ["Brukseli"]),
        ("Werchowna Rada obraduje.", "pl", ["Werchowna Rada"]),
        ("Später kam President Bush nach Berlin.", "de", ["Berlin"]),
        ("PRISET PÅ BRÖD STIGER", "sv", []),
        ("Crucea Roșie este la București.", "ro", ["București"]),
        ("Das Berliner Ensemble spielt in Wien.", "de", ["Wien"]),
    ],
)
def test_words_in_longer_names_are_no_names(shipped: Finder, text: str, lang: str, names: list[str]) -> None:
    assert linked(shipped, text, lang) == names


@pytest.mark.parametrize(
    "text",
    [
        "Orange Annonce Une Nouvelle Offre Pour Les Entreprises",
        "ORANGE ANNONCE UNE NOUVELLE OFFRE POUR LES ENTREPRISES",
        "Hier soir, Orange a perdu.",
    ],
)
def test_a_listed_name_that_is_a_word_is_not_silenced(small: Finder, text: str) -> None:
    assert [name.lower() for name in linked(small, text, "fr")] == ["orange"]
