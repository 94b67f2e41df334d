"""What agrees and what contradicts; the figures are in gazetteers/merging.toml."""

from typing import Any

import pytest

from pipeline.gazetteer import facts
from pipeline.gazetteer.entity import Entity


def person(**known: Any) -> Entity:
    return Entity(id="x", type="PER", name="John Key", **known)


def place(north: float, east: float) -> Entity:
    return Entity(id="x", type="LOC", name="Split", coordinates=(north, east))


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ({"born": "1961-08-09"}, {"born": "1961-08-09"}, "born 1961-08-09"),
        ({"born": "1961"}, {"born": "1961-08-09"}, None),
        ({"born": "1961", "country": "NZ"}, {"born": "1961-08-09", "country": "NZ"}, "of NZ, born 1961"),
        ({"country": "NZ"}, {"country": "NZ"}, None),
        (
            {"offices": ("Prime Minister",), "country": "NZ"},
            {"offices": ("Leader", "prime minister"), "country": "NZ"},
            "of NZ, Prime Minister",
        ),
        ({"offices": ("Prime Minister",)}, {"offices": ("Prime Minister",)}, None),
        ({}, {}, None),
    ],
)
def test_which_facts_are_enough_for_people(
    one: dict[str, Any], other: dict[str, Any], says: str | None
) -> None:
    assert facts.enough(person(**one), person(**other)) == says
    assert (facts.enough(person(**other), person(**one)) is None) == (says is None)


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ({"born": "1961-08-09"}, {"born": "1961-08-10"}, "born 1961-08-09 and 1961-08-10"),
        ({"born": "1961"}, {"born": "1961-08-10"}, None),
        ({"country": "NZ"}, {"country": "GB"}, "of NZ and GB"),
        ({"country": "NZ"}, {}, None),
    ],
)
def test_what_contradicts(one: dict[str, Any], other: dict[str, Any], says: str | None) -> None:
    assert facts.contradiction(person(**one), person(**other)) == says


def test_who_states_the_same_id_may_differ_a_little() -> None:
    one, other = person(born="1961-08-09", country="NZ"), person(born="1962", country="GB")
    assert facts.contradiction(one, other, same_id=True) is None
    assert facts.contradiction(one, person(born="1963"), same_id=True) == "born 1961-08-09 and 1963"
    assert facts.contradiction(one, place(1, 1), same_id=True) == "PER and LOC"


def test_places_are_one_where_they_are_near() -> None:
    split = place(43.51, 16.44)
    assert facts.enough(split, place(43.508, 16.439)) == "0 km apart"
    assert facts.enough(split, place(43.7, 16.44)) is None
    assert facts.contradiction(split, place(43.7, 16.44)) is None
    assert facts.contradiction(split, place(45.81, 15.98)) == "258 km apart"
    date_line = facts.agreeing(place(0, 179.99), place(0, -179.99))
    assert "coordinates" in date_line, "the earth is round"


def test_what_is_enough_can_be_stated() -> None:
    everything = person(born="1961-08-09", country="NZ", offices=("Prime Minister",), coordinates=(0.0, 0.0))
    needed = {fact for sets in facts.rules().enough.values() for one in sets for fact in one}
    assert needed <= facts.stated(everything) and not facts.stated(person())
