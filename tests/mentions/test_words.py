"""Words with their places, and the forms a gazetteer may know them by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mentions.words import forms, spans, tokenize


@given(st.text(max_size=200))
def test_tokens_are_where_they_say(text: str) -> None:
    at = 0
    for token in tokenize(text):
        assert token.start >= at and text[token.start : token.end] == token.text
        at = token.end


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Putin's O'Brien", ["Putin's", "O'Brien"]),
        ("l'Europe dell’Egitto", ["l", "Europe", "dell", "Egitto"]),
        ("Won-sik", ["Won", "sik"]),
        ('צה"ל הודיע', ['צה"ל', "הודיע"]),
        ("नरेन्द्र मोदी", ["नरेन्द्र", "मोदी"]),
        ("習近平とPutin氏", ["習近平と", "Putin", "氏"]),
    ],
)
def test_words_of_many_scripts(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == words


def test_where_sentences_may_begin() -> None:
    tokens = tokenize('He left. Putin said: "Kyiv" and J. K. Rowling went')
    assert [token.text for token in tokens if token.opens] == ["He", "Putin", "Kyiv"]


def test_spans_take_particles_and_stop_at_taken_words() -> None:
    tokens = tokenize("met Ursula von der Leyen and Ibn Khaldun near Cai Ing-wen today")
    none_taken = [False] * len(tokens)
    found = [" ".join(t.text for t in tokens[a : b + 1]) for a, b in spans(tokens, none_taken)]
    assert found == ["Ursula von der Leyen and Ibn Khaldun", "Cai Ing wen"]
    taken = [token.text == "and" for token in tokens]
    found = [" ".join(t.text for t in tokens[a : b + 1]) for a, b in spans(tokens, taken)]
    assert found == ["Ursula von der Leyen", "Ibn Khaldun", "Cai Ing wen"]


@pytest.mark.parametrize(
    ("word", "lang", "form", "front", "back"),
    [
        ("Putin's", "en", "putin", 0, 2),
        ("Putin’in", "tr", "putin", 0, 3),
        ("L'ONU", "fr", "onu", 2, 0),
        ("Putinem", "pl", "putin", 0, 0),
        ("푸틴은", "ko", "푸틴", 0, 1),
        ("وروسيا", "ar", "روسيا", 1, 0),
    ],
)
def test_forms_say_what_is_not_the_names(word: str, lang: str, form: str, front: int, back: int) -> None:
    assert (form, front, back) in [(f.text, f.front, f.back) for f in forms(word, lang)]


@pytest.mark.parametrize(
    ("text", "joined"),
    [("V. Putin", True), ("Дж. Байден", True), ("Yu. Ushakov", True), ("met Xi. Putin", False)],
)
def test_initials_join_what_follows_but_short_names_do_not(text: str, joined: bool) -> None:
    assert tokenize(text)[-1].joins is joined


def test_a_line_end_wraps_words_and_a_blank_line_does_not() -> None:
    assert [token.wrapped for token in tokenize("Emmanuel\nMacron\n\nLater")] == [False, True, False]


def test_after_an_apostrophe_all_is_suffix() -> None:
    assert [(form.text, form.back) for form in forms("Zelenski'ye", "tr")][1] == ("zelenski", 3)
    assert "zelenskiy" not in {form.text for form in forms("Zelenski'ye", "tr")}


def test_an_english_plural_leaves_its_ending_outside_the_name() -> None:
    assert ("biden", 1) in {(form.text, form.back) for form in forms("Bidens", "en")}
