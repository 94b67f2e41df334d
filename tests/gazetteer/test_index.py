from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.gazetteer import indexing as files
from pipeline.gazetteer.entity import Entity, short_names
from pipeline.gazetteer.index import Index
from pipeline.gazetteer.store import Gazetteer
from pipeline.names import readings, sounds
from pipeline.names.fold import fold


def numbered(gazetteer: Gazetteer) -> list[tuple[int, Entity]]:
    return list(enumerate(gazetteer))


def test_every_name_is_found_by_its_folded_text(gazetteer: Gazetteer) -> None:
    for number, entity in numbered(gazetteer):
        for name in (*entity.all_names(), *short_names(entity)):
            found = [gazetteer.index.name(one) for one in gazetteer.index.exact(fold(name.text))]
            assert number in {one.entity for one in found}


def test_every_name_is_kept_with_its_language_and_kind(gazetteer: Gazetteer) -> None:
    held = {
        (n.entity, n.text, n.lang, n.kind) for n in map(gazetteer.index.name, range(gazetteer.index.size))
    }
    for number, entity in numbered(gazetteer):
        for name in entity.all_names():
            assert (number, name.text, name.lang, name.kind) in held


def test_a_name_of_a_person_is_made_of_words_that_lead_back_to_it(gazetteer: Gazetteer) -> None:
    index = gazetteer.index
    for name in map(index.name, range(index.size)):
        if name.words:
            assert [index.word(word) for word in name.words] == [
                w.text for w in readings.read(name.text, name.lang)
            ]
            assert all(name.number in index.postings(word) for word in name.words)


def test_translated_places_acronyms_demonyms_and_short_names_are_not_looked_up_by_sound(
    gazetteer: Gazetteer,
) -> None:
    silent = {name.text for name in map(gazetteer.index.name, range(gazetteer.index.size)) if not name.words}
    assert {"Warszawa", "Київ", "NATO", "НАТО", "Ukrainian", "Putin", "Путин"} <= silent
    assert not {"Warsaw", "Kiev", "Vladimir Putin", "Владимир Путин", "MBS"} & silent


def test_a_word_has_the_code_of_its_reading(gazetteer: Gazetteer) -> None:
    index = gazetteer.index
    number = index.word_number("shoigu")
    assert number is not None and index.word(number) == "shoigu"
    reading = readings.read("Shoigu", "en")[0].readings[0]
    assert index.codes(number)[0] == sounds.encode(reading)


def test_what_is_not_there_is_not_found(gazetteer: Gazetteer) -> None:
    assert gazetteer.index.exact("nobody") == []
    assert gazetteer.index.exact("") == []
    assert gazetteer.index.word_number("nobody") is None
    with pytest.raises(IndexError):
        gazetteer.index.name(gazetteer.index.size)


def test_names_that_begin_a_text_and_text_that_begins_a_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.index.begins("kim jong un said") == ["kim", "kim jong un"]
    assert gazetteer.index.begins("kim jong chol") == ["kim", "kim jong chol"]
    assert gazetteer.index.leads_on("kim jo")
    assert not gazetteer.index.leads_on("kim jx")


def test_a_word_of_one_name_is_rarest(gazetteer: Gazetteer) -> None:
    index = gazetteer.index
    rarity = {
        word: index.rarity(number)
        for word in ("kim", "shoigu")
        if (number := index.word_number(word)) is not None
    }
    assert 0 < rarity["kim"] < rarity["shoigu"] <= 1


letters = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@settings(max_examples=30)
@given(names=st.lists(letters, max_size=6))
def test_any_names_can_be_indexed(folder: Path, names: list[str]) -> None:
    entities = [Entity(id=str(at), type="PER", name=name) for at, name in enumerate(names)]
    counts = files.write(folder, entities)
    index = Index(folder)
    assert index.size == counts["names"] >= len(names)
    for number, name in enumerate(names):
        if key := fold(name):
            assert number in {index.name(found).entity for found in index.exact(key)}
