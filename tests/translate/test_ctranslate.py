"""Running a CTranslate2 model: cutting, threads, and where words went."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.ctranslate import halves


@given(st.text(min_size=2, max_size=300))
def test_halves_lose_nothing_but_space(text: str) -> None:
    first, second = halves(text)
    assert len(first) < len(text) and len(second) < len(text)
    assert "".join((first + second).split()) == "".join(text.split())


def test_halves_prefer_stops_to_commas_to_spaces() -> None:
    assert halves("one two, three four; five six") == ("one two, three four;", "five six")
    assert halves("one two three, four five six") == ("one two three,", "four five six")
    assert halves("one two three four") == ("one two", "three four")


def test_it_tells_where_words_went(translator: ArgosTranslator) -> None:
    for sentence, words in (
        ("O presidente Yevgeny Prigozhin chegou ontem a Lisboa.", {"Yevgeny Prigozhin": "Yevgeny Prigozhin"}),
        (
            "A proposta de Shin Won-sik foi rejeitada em Lisboa.",
            {"Shin Won-sik": "Shin Won-sik", "Lisboa": "Lisbon"},
        ),
        (
            "Viktor Orbán visitou a Alemanha.",
            {"Viktor Orbán": "Viktor Orbán", "Alemanha": "Germany"},
        ),
    ):
        spans = [(sentence.index(word), sentence.index(word) + len(word)) for word in words]
        text, places = translator.locate(sentence, spans, "pt", "en")
        assert text == translator.translate([sentence], "pt", "en")[0]
        assert [text[place[0] : place[1]] if place else None for place in places] == list(words.values())


def test_it_does_not_tell_where_a_sentence_is_cut(translator: ArgosTranslator) -> None:
    text, places = translator.locate("O ministro visitou Lisboa, e " * 40, [(2, 10)], "pt", "en")
    assert "minister" in text and places == [None]
    assert translator.locate("  Bom dia. ", [(2, 5)], "pt", "en")[1] == [None]
