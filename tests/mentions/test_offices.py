"""Words of offices and organisations."""

from __future__ import annotations

import pytest

from pipeline.mentions.offices import institution, office


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
    assert all(
        map(office, ("Minister", "Ministère", "Prezydent", "Премьер", "Υπουργός", "Bakanı", "Նախարարը"))
    )
    assert not any(map(office, ("Minsk", "Press", "Prescott")))
