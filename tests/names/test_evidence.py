import numpy as np
import pytest

from pipeline.names import edits, readings, sounds, weights
from pipeline.names.evidence import evidence
from pipeline.names.nearby import forms
from pipeline.names.similar import spoken

NUMBERS = weights.load().alignment


def codes(known: str) -> list[str]:
    (word,) = readings.read(known, "en")
    return list(map(sounds.encode, word.readings))


def nats(part: str, lang: str, known: str, spelt: float = 0.0, rarest: float = 9.0) -> float:
    (found,) = evidence(
        [spoken(forms(part, lang), NUMBERS)], [codes(known)], np.array([spelt]), np.array([rarest])
    )
    return float(found)


@pytest.mark.parametrize(
    ("part", "lang", "known", "other"),
    [
        ("Szojgu", "pl", "Shoigu", "Sogou"),
        ("נתניהו", "he", "Netanyahu", "Nathan"),
        ("마크롱", "ko", "Macron", "Markov"),
    ],
)
def test_a_word_speaks_for_the_one_it_spells(part: str, lang: str, known: str, other: str) -> None:
    assert nats(part, lang, known) > max(nats(part, lang, other), 2)


def test_a_known_spelling_says_what_a_word_so_rare_can() -> None:
    assert nats("Dick", "en", "Richard", spelt=0.9) == pytest.approx(9.0 * 0.81)
    assert nats("Dick", "en", "Richard", spelt=0.9, rarest=5.0) < nats("Dick", "en", "Richard", spelt=0.9)


def test_words_asked_together_say_what_each_says_alone() -> None:
    parts = [("Szojgu", "pl", "Shoigu"), ("נתניהו", "he", "Netanyahu"), ("마크롱", "ko", "Macron")]
    together = evidence(
        [spoken(forms(part, lang), NUMBERS) for part, lang, _ in parts],
        [codes(known) for *_, known in parts],
        np.zeros(3),
        np.full(3, 9.0),
    )
    assert together.tolist() == pytest.approx([nats(*each) for each in parts])


def test_what_nobody_can_read_says_nothing() -> None:
    written = spoken(forms("Szojgu", "pl"), NUMBERS)
    (says,) = evidence([written], [[]], np.zeros(1), np.full(1, 9.0))
    assert says == edits.UNSEEN
    assert len(evidence([], [], np.empty(0), np.empty(0))) == 0
