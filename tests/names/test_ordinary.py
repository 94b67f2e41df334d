"""Ordinary English words, which a capital alone does not make a name."""

from __future__ import annotations

import pytest

from pipeline.names.ordinary import ordinary


@pytest.mark.parametrize("word", ["july", "July", "JULY", "Monday", "king", "Running", "the"])
def test_words_of_the_language_are_ordinary(word: str) -> None:
    assert ordinary(word)


@pytest.mark.parametrize("word", ["Julie", "Mugabe", "Zhang", "Sydney", "", "新"])
def test_names_and_other_scripts_are_not(word: str) -> None:
    assert not ordinary(word)
