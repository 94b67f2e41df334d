"""Records of several sources made one entity, kept apart, and told."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.merge import Merged, Refusal, merge


def person(id: str, source: str, name: str = "John Key", **known: Any) -> Entity:
    return Entity(id=id, type="PER", name=name, source=source, **known)


WIKIDATA = person(
    "Q57", "wikidata", born="1961-08-09", names=(Name("Джон Кей", "ru"),), same_as=("wikidata:Q57",)
)
FTM = person("NK-1", "opensanctions", "John Phillip Key", same_as=("wikidata:Q57", "nz-9"), country="NZ")


def test_records_that_state_the_same_id_are_one_that_has_the_names_of_both() -> None:
    made = merge([WIKIDATA, FTM])
    [entity] = made.entities
    assert (entity.id, entity.name, entity.country, entity.born) == ("Q57", "John Key", "NZ", "1961-08-09")
    assert entity.names == (Name("Джон Кей", "ru"), Name("John Phillip Key", "en", source="opensanctions"))
    assert entity.same_as == ("wikidata:Q57", "nz-9", "NK-1")
    assert [entity.source_of(name) for name in entity.all_names()] == [
        "wikidata",
        "wikidata",
        "opensanctions",
    ]
    assert made.merged == {
        "Q57": Merged((WIKIDATA, FTM), ("Q57 (wikidata) and NK-1 (opensanctions): both are wikidata:Q57",))
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"id": "Q57"}, {"id": "Q57"}),
        ({"id": "Q57"}, {"id": "NK-1", "same_as": ("wikidata:Q57",)}),
        ({"id": "a", "same_as": ("Q57",)}, {"id": "Q57"}),
        ({"id": "a", "same_as": ("x:1",)}, {"id": "b", "same_as": ("x:2", "x:1")}),
    ],
)
def test_how_the_same_id_may_be_stated(one: dict[str, Any], other: dict[str, Any]) -> None:
    records = [person(source="wikidata", **one), person(source="opensanctions", **other)]
    assert len(merge(records).entities) == len(merge(records[::-1]).entities) == 1


def test_a_name_alone_says_nothing() -> None:
    assert len(merge([person("a", "wikidata"), person("b", "ftm")]).entities) == 2
    same_country = [person("a", "wikidata", country="NZ"), person("b", "ftm", country="NZ")]
    assert len(merge(same_country).entities) == 2


def test_a_name_and_facts_that_agree_are_enough() -> None:
    one, other = (
        person("a", "wikidata", born="1961-08-09"),
        person("b", "jrc", "KEY, John", born="1961-08-09"),
    )
    assert len(merge([one, other]).entities) == 2, "they have no name in common"
    other = person("b", "jrc", "J. Key", born="1961-08-09", names=(Name("john key", "en"),))
    made = merge([one, other])
    assert [entity.id for entity in made.entities] == ["a"]
    assert made.merged["a"].why == ("a (wikidata) and b (jrc): both are called John Key, born 1961-08-09",)


def test_of_companies_name_and_country_are_enough_if_the_name_is_long_and_nobody_else_has_it() -> None:
    def firm(id: str, source: str, name: str = "Adani Ports") -> Entity:
        return Entity(id=id, type="ORG", name=name, country="IN", source=source)

    assert len(merge([firm("a", "wikidata"), firm("b", "jrc")]).entities) == 1
    assert len(merge([firm("a", "wikidata", "Vostok"), firm("b", "jrc", "Vostok")]).entities) == 2
    made = merge([firm("a", "wikidata"), firm("b", "jrc"), firm("c", "jrc")])
    assert len(made.entities) == 3
    assert {refusal.says.rpartition(", but ")[2] for refusal in made.refused} == {
        "so are others of the same source"
    }


def test_contradictions_forbid_it() -> None:
    born_else = person("NK-1", "opensanctions", born="1938", same_as=("wikidata:Q57",))
    made = merge([WIKIDATA, born_else])
    assert len(made.entities) == 2 and made.merged == {}
    assert made.refused == [
        Refusal("Q57", "NK-1", "both are wikidata:Q57, but born 1961-08-09 and 1938"),
    ]


def test_a_contradiction_forbids_a_whole_group_to_join() -> None:
    first = person("a", "wikidata", born="1961-08-09", same_as=("x:1",))
    bridge = person("b", "opensanctions", same_as=("x:1", "x:2"))
    last = person("c", "jrc", born="1938-01-01", same_as=("x:2",))
    for records in permutations([first, bridge, last]):
        made = merge(records)
        assert len(made.entities) == 2 and len(made.refused) == 1
        assert all({"a", "c"} - {r.id for r in one.records} for one in made.merged.values())


def test_what_was_declared_distinct_stays_apart() -> None:
    made = merge([WIKIDATA, FTM], {frozenset(("Q57", "NK-1"))})
    assert made.entities == [WIKIDATA, FTM]
    assert made.refused[0].says == "both are wikidata:Q57, but Q57 and NK-1 were declared distinct"


def test_a_users_record_leads_and_two_of_his_stay_two() -> None:
    own = person("my-1", "own", "Jon Key", same_as=("wikidata:Q57",))
    [entity] = merge([WIKIDATA, own]).entities
    assert (entity.id, entity.name, entity.source) == ("my-1", "Jon Key", "own")
    twin = person("my-2", "own", "J. Key", same_as=("wikidata:Q57",))
    assert [e.id for e in merge([own, twin]).entities] == ["my-1", "my-2"]
    assert sorted(e.id for e in merge([WIKIDATA, own, twin]).entities) == ["my-1", "my-2"]


def test_records_of_one_source_are_one_only_if_it_says_so() -> None:
    born = [person(one, "ftm", born="1961-08-09") for one in "ab"]
    assert len(merge(born).entities) == 2
    same = [person(one, "ftm", same_as=("wikidata:Q57",)) for one in "ab"]
    assert len(merge(same).entities) == 1


records_of_few_people = st.lists(
    st.builds(
        Entity,
        id=st.sampled_from([f"{n}" for n in range(12)]),
        type=st.sampled_from(["PER", "ORG"]),
        name=st.sampled_from(["John Key", "John Kay"]),
        born=st.sampled_from([None, "1961", "1961-08-09", "1938-01-02"]),
        country=st.sampled_from([None, "NZ", "GB"]),
        same_as=st.sampled_from([(), ("x:1",), ("x:2",), ("x:1", "x:2")]),
        source=st.sampled_from(["own", "wikidata", "jrc", "opensanctions"]),
    ),
    max_size=10,
    unique_by=lambda record: record.id,
)


@given(records_of_few_people)
def test_no_record_is_lost_and_no_entity_contradicts_itself(given_records: list[Entity]) -> None:
    made = merge(given_records)
    kept = [
        record
        for e in made.entities
        for record in (made.merged[e.id].records if e.id in made.merged else (e,))
    ]
    assert sorted(record.id for record in kept) == sorted(record.id for record in given_records)
    for one in made.merged.values():
        assert len({record.type for record in one.records}) == 1
        assert len([record for record in one.records if record.source == "own"]) <= 1
        assert len(one.why) == len(one.records) - 1, "each joining has one reason"
    for entity in made.entities:
        names = {name.text for record in made.merged.get(entity.id, Merged((entity,), ())).records
                 for name in record.all_names()}  # fmt: skip
        assert {name.text for name in entity.all_names()} == names


@given(records_of_few_people)
def test_merging_again_what_was_taken_apart_gives_the_same(given_records: list[Entity]) -> None:
    made = merge(given_records)
    for one in made.merged.values():
        assert sorted(merge(one.records).merged) == [one.records[0].id]
