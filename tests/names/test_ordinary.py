"""Ordinary words, which a capital alone does not make a name."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import resources
from pipeline.names.ordinary import listed, ordinary, small


@pytest.mark.parametrize(
    "word", ["july", "July", "JULY", "Monday", "king", "Running", "the", "labour", "labor"]
)
def test_words_of_the_language_are_ordinary(word: str) -> None:
    assert ordinary(word)


@pytest.mark.parametrize("word", ["Julie", "Mugabe", "Zhang", "Sydney", "", "新", "Warsaw", "Zelenskyy"])
def test_names_and_other_scripts_are_not(word: str) -> None:
    assert not ordinary(word)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("pl", "Rząd prezydent ustawę wybory"),
        ("ru", "Правительство президент закон НОВЫЙ ещё"),
        ("uk", "Уряд президент міністр вибори"),
        ("de", "Regierung Wahlen Weltkrieg Februar neue"),
        ("es", "Gobierno elecciones nuevo Y"),
        ("fr", "Gouvernement élections nouveau"),
        ("tr", "Hükümet İçin IŞIK yeni"),
        ("el", "Κυβέρνηση ΚΥΒΕΡΝΗΣΗ εκλογές"),
        ("hy", "Կառավարություն նոր"),
        ("sr-Latn", "vlada izbori"),
        ("sr", "влада избори"),
        ("bs", "vlada izbori"),
        ("no", "regjeringen valget"),
        ("en-GB", "government"),
    ],
)
def test_many_languages_have_a_list(lang: str, words: str) -> None:
    assert listed(lang)
    assert [word for word in words.split() if not ordinary(word, lang)] == []


def test_scripts_without_capitals_have_none() -> None:
    assert not any(map(listed, ("ja", "ar", "he", "ka", "und")))


def test_the_people_of_the_gazetteer_are_hardly_ever_words() -> None:
    # A word list must not silence a surname; English is SCOWL's, and has bush and brown.
    lines = [
        line
        for path in (resources.gazetteers() / "world").glob("people-*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    people = [json.loads(line) for line in lines]
    names = [
        (name["text"].split()[-1], name["lang"])
        for person in people
        for name in person.get("names", ())
        if len(name["text"].split()) > 1 and listed(name["lang"]) and name["lang"] != "en"
    ]
    words = [word for word, lang in names if ordinary(word, lang)]
    assert len(names) > 1000 and len(words) < 0.03 * len(names), words


@given(st.text(st.characters(categories=["Lu", "Ll"]), min_size=1), st.sampled_from(["tr", "pl", "el", "ru"]))
def test_small_letters_stay_as_they_are(word: str, lang: str) -> None:
    once = small(word, lang)
    assert small(once, lang) == once
