"""FollowTheMoney entities."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.errors import RecordError
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.sources import ftm


def read(tmp_path: Path, *records: dict[str, Any] | str) -> list[Entity | RecordError]:
    path = tmp_path / "entities.ftm.json"
    rows = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return list(ftm.read(path))


def test_a_person_with_everything(tmp_path: Path) -> None:
    [entity] = read(
        tmp_path,
        {
            "id": "NK-1",
            "caption": "Син Вон Сик",
            "schema": "Person",
            "properties": {
                "name": ["Син Вон Сик", "Shin Won-sik", "신원식"],
                "alias": ["General Shin", "신원식"],
                "weakAlias": ["Wonny"],
                "previousName": ["Shin Wonsik"],
                "lastName": ["Син", "Shin"],
                "nationality": ["kr"],
                "country": ["us"],
                "wikidataId": ["Q1"],
            },
            "referents": ["NK-1", "ofac-9"],
            "datasets": ["some_list"],
        },
    )
    assert isinstance(entity, Entity)
    assert (entity.id, entity.type, entity.name, entity.family) == ("NK-1", "PER", "Shin Won-sik", "Shin")
    assert (entity.country, entity.source) == ("KR", "opensanctions")
    assert entity.same_as == ("wikidata:Q1", "ofac-9")
    assert set(entity.names) == {
        Name("Син Вон Сик"),
        Name("신원식"),
        Name("General Shin", "und", "alias"),
        Name("Wonny", "und", "short"),
        Name("Shin Wonsik", "und", "former"),
    }


def test_organisations_and_things(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "id": "1",
            "schema": "Company",
            "properties": {"name": ["Société Générale"], "abbreviation": ["SG"]},
        },
        {"id": "2", "schema": "Vessel", "properties": {"name": ["Eagle S"], "country": ["suhh"]}},
        {"id": "3", "schema": "PublicBody", "properties": {"name": ["Банк России"], "jurisdiction": ["ru"]}},
    )
    assert [(e.type, e.name, e.country) for e in found if isinstance(e, Entity)] == [
        ("ORG", "Société Générale", None),
        ("PRO", "Eagle S", None),
        ("ORG", "Банк России", "RU"),
    ]
    assert isinstance(found[0], Entity) and found[0].names == (Name("SG", "und", "acronym"),)
    assert {e.source for e in found if isinstance(e, Entity)} == {"ftm"}


def test_what_has_no_name_of_its_own_is_left_out(tmp_path: Path) -> None:
    assert not read(
        tmp_path,
        {"id": "1", "schema": "Ownership", "caption": "x", "properties": {"owner": ["2"]}},
        {"id": "2", "schema": "Person", "properties": {"birthDate": ["1950"]}},
        {"id": "3", "schema": "Person", "properties": {"name": [" ", "-"]}},
        {"id": "", "schema": "Person", "properties": {"name": ["Nobody Atall"]}},
    )


def test_a_family_name_that_is_not_in_the_name_is_none(tmp_path: Path) -> None:
    [entity] = read(
        tmp_path,
        {"id": "1", "schema": "Person", "properties": {"name": ["Ivo Sanader"], "lastName": ["Sanaderi"]}},
    )
    assert isinstance(entity, Entity) and entity.family is None


def test_bad_lines_are_told_with_their_place(tmp_path: Path) -> None:
    found = read(tmp_path, "{", {"id": "1", "schema": "Person", "properties": {"name": "Rex"}}, "[]")
    assert [str(one).split(": ")[0][-6:] for one in found] == ["line 1", "line 2", "line 3"]
    assert all(isinstance(one, RecordError) and one.hint for one in found)


def test_facts_that_tell_namesakes_apart(tmp_path: Path) -> None:
    def born(*dates: str) -> str | None:
        properties = {
            "name": ["A B"],
            "birthDate": list(dates),
            "position": ["Minister", "Minister", "Mayor"],
        }
        [entity] = read(tmp_path, {"id": "1", "schema": "Person", "properties": properties})
        assert isinstance(entity, Entity) and entity.offices == ("Minister", "Mayor")
        return entity.born

    assert born("1952", "1952-10-07T00:00:00", "1952-10") == "1952-10-07"
    assert born("1952", "1953-10-07") is None, "nobody knows which is right"
    assert born("about 1952") is None and born() is None
