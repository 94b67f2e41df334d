"""Clues: country and office tell namesakes apart, and make nobody fit who does not."""

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.gazetteer import store
from pipeline.gazetteer.clues import Clues, clues
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.lookup import lookup
from pipeline.gazetteer.store import Gazetteer
from pipeline.names import weights

POLE = Entity(
    id="pl", type="PER", name="Anna Nowak", country="PL", offices=("Minister of Defence", "Senator")
)
CZECH = Entity(id="cz", type="PER", name="Anna Nowak", country="CZ", description="Czech judge")
NOBODY = Entity(id="no", type="PER", name="Anna Nowak")


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    root: Path = tmp_path_factory.mktemp("namesakes")
    store.write(root, [POLE, CZECH])
    return Gazetteer.open(root)


@pytest.mark.parametrize(
    ("given", "entity"),
    [
        (clues(country="PL"), "pl"),
        (clues(country="cz"), "cz"),
        (clues(country="Czechy"), "cz"),
        (clues(office="ministra obrony"), "pl"),
        (clues(office="the judge"), "cz"),
        (clues(), None),
        (clues(country="KR"), None),
        (clues(country="PL", office="judge"), None),
    ],
)
def test_namesakes_are_told_apart_by_what_is_known(
    gazetteer: Gazetteer, given: Clues, entity: str | None
) -> None:
    answer = lookup(gazetteer, "Anna Nowak", "pl", clues=given)
    assert answer.entity == entity
    assert answer.status == ("linked" if entity else "ambiguous")


def test_no_clue_makes_a_name_fit(gazetteer: Gazetteer) -> None:
    assert lookup(gazetteer, "Maria Kowalska", "pl", clues=clues("PL", "minister of defence")).entity is None


def test_what_speaks_against_a_record() -> None:
    numbers = weights.load().verdict
    assert clues("PL", "defence minister").against(POLE) == 0
    assert clues("PL").against(CZECH) == numbers.other_country
    assert clues("PL").against(NOBODY) == numbers.other_country / 2
    assert clues(office="minister of health").against(POLE) == numbers.other_office / 2
    assert clues(office="minister of health").against(NOBODY) == numbers.other_office / 2
    assert clues(office="президент").against(POLE) == numbers.other_office
    assert not clues()


def test_titles_and_descriptions_count_as_offices() -> None:
    titled = Entity(id="1", type="PER", name="A B", names=(Name("Governor of Kursk", "en", "title"),))
    described = Entity(id="2", type="PER", name="A B", description="President of Chile 2010-2014")
    assert clues(office="губернатор").against(titled) == 0
    assert clues(office="presidente").against(described) == 0


@pytest.mark.parametrize(
    ("country", "code"), [("kr", "KR"), ("South Korea", "KR"), ("Korea Południowa", "KR"), ("日本", "JP")]
)
def test_countries_by_code_or_name(country: str, code: str) -> None:
    assert clues(country).country == code


def test_a_country_nobody_knows_is_an_error() -> None:
    with pytest.raises(InputError, match="no country is called 'Atlantis'"):
        clues("Atlantis")


def test_the_evidence_tells_what_the_record_says(gazetteer: Gazetteer) -> None:
    given = clues("PL", "minister of defence")
    said = {one.rule: one.says for one in lookup(gazetteer, "Anna Nowak", "pl", clues=given).evidence}
    assert said["country"] == "Anna Nowak: PL is asked for, the record says PL"
    assert said["office"].endswith("the record says Minister of Defence; Senator")
    assert [one.says for one in given.evidence(NOBODY)] == [
        "Anna Nowak: PL is asked for, the record does not say",
        "Anna Nowak: minister of defence is asked for, the record does not say",
    ]
