"""The translator on the embedded model: it really translates, offline, and keeps its promises."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.errors import NoModelError, PackageError
from pipeline.translate import models
from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.engine import Pair

NEWS = {
    "O primeiro-ministro chegou ontem a Lisboa.": {"prime", "minister", "arrived", "yesterday", "lisbon"},
    "A guerra na Ucrânia dura há mais de dois anos.": {"war", "ukraine", "more", "than", "two", "years"},
    "O banco central voltou a subir as taxas de juro.": {"central", "bank", "raised", "interest", "rates"},
    "Os manifestantes pediram a demissão do governo.": {"demonstrators|protesters", "government"},
    "O preço do petróleo caiu cinco por cento na terça-feira.": {"oil", "five|5", "tuesday"},
}


def test_it_translates_offline(translator: ArgosTranslator, offline: None) -> None:
    outputs = translator.translate(list(NEWS), "pt", "en")
    for output, expected in zip(outputs, NEWS.values(), strict=True):
        words = set(output.lower().replace("-", " ").replace(".", "").replace("%", " ").split())
        missing = {word for word in expected if not words & set(word.split("|"))}
        assert len(missing) <= 1, (output, missing)


def test_space_and_nothing_stay(translator: ArgosTranslator) -> None:
    outputs = translator.translate(["", " \n ", "  Bom dia.\t"], "pt-PT", "en-GB")
    assert outputs[:2] == ["", " \n "]
    assert outputs[2].startswith("  Good") and outputs[2].endswith(".\t")


def test_letters_the_model_lacks_do_not_vanish(translator: ArgosTranslator) -> None:
    [output] = translator.translate(["“Não”, disse Erdoğan em Łódź — ontem."], "pt", "en")
    assert '"No"' in output.replace(',"', '"') and "Erdogan" in output and "Lódz" in output


def test_the_order_and_the_company_of_sentences_do_not_matter(translator: ArgosTranslator) -> None:
    together = translator.translate(list(NEWS) * 3, "pt", "en")
    alone = [translator.translate([sentence], "pt", "en")[0] for sentence in NEWS]
    assert together == alone * 3


def test_a_sentence_that_is_too_long_is_cut_and_joined(translator: ArgosTranslator) -> None:
    cities = ["Lisboa", "Paris", "Madrid", "Roma", "Berlim", "Viena", "Praga", "Atenas"]
    long = ", ".join(f"o ministro visitou {city} com uma grande delegação" for city in cities * 4) + "."
    [output] = translator.translate([long], "pt", "en")
    for city in ("Lisbon", "Paris", "Madrid", "Rome", "Berlin", "Vienna", "Prague", "Athens"):
        assert output.count(city) == 4, city


def test_one_word_without_end_is_no_trouble(translator: ArgosTranslator) -> None:
    [output] = translator.translate(["a" * 500], "pt", "en")
    assert output


def test_a_missing_pair_says_how_to_get_it(translator: ArgosTranslator) -> None:
    assert not translator.supports("pl", "en")
    for call in (translator.version, lambda source, target: translator.translate(["Tak."], source, target)):
        with pytest.raises(NoModelError) as raised:
            call("pl", "en")
        message = str(raised.value)
        assert "no package to translate pl into en is installed" in message
        assert "exonym models install pl en" in message
        assert "names are still found and linked in the source text" in message


def test_the_version_names_package_content_and_beam(translator: ArgosTranslator, own: Settings) -> None:
    version = translator.version("pt", "en")
    assert version.startswith("argos/pt-en-1.0-") and version.endswith("/beam4")
    narrow = ArgosTranslator(dataclasses.replace(own, beam=1))
    assert narrow.version("pt", "en") == version.replace("beam4", "beam1")
    assert narrow.translate(["Bom dia."], "pt", "en")[0].startswith("Good")


def test_the_target_prefix_is_given_and_taken_away(own: Settings, make_package: Callable[..., Path]) -> None:
    models.install(make_package("gl", "en", target_prefix="\u2581But"), own)
    models.install(make_package("mwl", "en"), own)
    translator = ArgosTranslator(own)
    sentence = "O presidente chegou ontem a Lisboa."
    [led], [free] = (translator.translate([sentence], source, "en") for source in ("gl", "mwl"))
    assert free.startswith("The president")
    assert led.startswith("the president"), "as after the word But, which is gone"


def test_it_goes_through_english_where_it_must(own: Settings, make_package: Callable[..., Path]) -> None:
    models.install(make_package("en", "gl"), own)
    translator = ArgosTranslator(own)
    assert translator.pairs() == {Pair("pt", "en"), Pair("en", "gl"), Pair("pt", "gl")}
    assert translator.supports("pt-BR", "gl") and not translator.supports("gl", "pt")
    assert translator.version("pt", "gl").count("+") == 1
    [output] = translator.translate(["O presidente visitou Madrid."], "pt", "gl")
    assert "Madrid" in output


def test_a_model_that_cannot_be_loaded_is_told(own: Settings, make_package: Callable[..., Path]) -> None:
    [package] = models.install(make_package("gl", "en"), own)
    (package.path / "model" / "model.bin").write_bytes(b"no model")
    with pytest.raises(PackageError, match="exonym models install gl en"):
        ArgosTranslator(own).translate(["Ola."], "gl", "en")
