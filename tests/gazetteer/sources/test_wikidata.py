"""Wikidata: the JSON dump and answers of wbgetentities."""

from __future__ import annotations

import bz2
import json
from pathlib import Path
from typing import Any

from pipeline.errors import RecordError
from pipeline.gazetteer import sources
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.sources import wikidata


def instance(number: str, rank: str = "normal") -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": int(number[1:]), "id": number}
    snak = {
        "snaktype": "value",
        "property": "P31",
        "datavalue": {"value": value, "type": "wikibase-entityid"},
    }
    return {"mainsnak": snak, "type": "statement", "rank": rank}


def item(id: str, labels: dict[str, str], *classes: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "item",
        "id": id,
        "labels": {lang: {"language": lang, "value": text} for lang, text in labels.items()} or [],
        "aliases": [],
        "claims": {"P31": [instance(number) for number in classes]} if classes else [],
        **more,
    }


LEADER = item(
    "Q11",
    {"pl": "Kim Dzong Un", "en": "Kim Jong-un", "de": "Kim Jong-un", "ko": "김정은"},
    "Q5",
    aliases={"en": [{"language": "en", "value": "Rocket Man"}]},
)
EXPECTED = Entity(
    id="Q11",
    type="PER",
    name="Kim Jong-un",
    names=(Name("Kim Dzong Un", "pl"), Name("김정은", "ko"), Name("Rocket Man", "en", "alias")),
    same_as=("wikidata:Q11",),
    source="wikidata",
)


def dump(tmp_path: Path, *items: dict[str, Any] | str) -> Path:
    rows = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in items]
    path = tmp_path / "latest-all.json.bz2"
    path.write_bytes(bz2.compress(("[\n" + ",\n".join(rows) + "\n]\n").encode()))
    return path


def test_the_dump_is_read_line_by_line(tmp_path: Path) -> None:
    others = (item("Q2", {"en": "Seoul"}, "Q1549591"), item("Q3", {"en": "United Nations"}, "Q484652"))
    path = dump(tmp_path, LEADER, item("Q9", {"en": "philosophy"}, "Q1"), *others)
    assert sources.kind_of(path) == "wikidata"
    found = list(sources.read(path))
    assert found[0] == EXPECTED
    assert [(one.type, one.name) for one in found[1:] if isinstance(one, Entity)] == [
        ("LOC", "Seoul"),
        ("ORG", "United Nations"),
    ]


def test_an_answer_of_the_service(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    answer = {"entities": {"Q11": LEADER, "Q99": {"id": "Q99", "missing": ""}}, "success": 1}
    path.write_text(json.dumps(answer), encoding="utf-8")
    assert sources.kind_of(path) == "wikidata"
    assert list(wikidata.read(path)) == [EXPECTED]
    assert sources.licence("wikidata")


def test_an_error_sent_as_an_answer_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text('{"error": {"code": "maxlag", "info": "Waiting for a host: 6 seconds lagged"}}')
    assert sources.kind_of(path) == "wikidata"
    [error] = wikidata.read(path)
    assert isinstance(error, RecordError)
    assert "6 seconds lagged" in str(error) and "Ask again later" in str(error)


def test_without_an_english_label(tmp_path: Path) -> None:
    found = list(
        wikidata.read(
            dump(
                tmp_path,
                item("Q1", {"ru": "Иван", "mul": "Ivan"}, "Q5"),
                item("Q2", {"ru": "Иван", "hr": "Ivan Šimić"}, "Q5"),
                item("Q3", {"ru": "Иван"}, "Q5"),
                item("Q4", {}, "Q5"),
            )
        )
    )
    assert [(one.id, one.name) for one in found if isinstance(one, Entity)] == [
        ("Q1", "Ivan"),
        ("Q2", "Ivan Šimić"),
    ]


def test_a_class_that_is_deprecated_or_not_known_does_not_count(tmp_path: Path) -> None:
    old = item("Q1", {"en": "Somebody"}) | {"claims": {"P31": [instance("Q5", "deprecated")]}}
    unknown = item("Q2", {"en": "Somebody"}) | {"claims": {"P31": [{"mainsnak": {"snaktype": "somevalue"}}]}}
    assert list(wikidata.read(dump(tmp_path, old, unknown))) == []


def test_bad_lines_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    found = list(wikidata.read(dump(tmp_path, "{oops", '{"id": 5}', '{"entities": []}', "7", LEADER)))
    assert [isinstance(one, RecordError) for one in found] == [True] * 4 + [False]
    assert str(found[0]).startswith(f"{tmp_path / 'latest-all.json.bz2'}, line 2: not an item of Wikidata")


def stated(number: str, value: object, rank: str = "normal") -> dict[str, Any]:
    return {"mainsnak": {"property": number, "datavalue": {"value": value}}, "rank": rank}


def facts(tmp_path: Path, **claims: list[dict[str, Any]]) -> Entity:
    path = tmp_path / "facts.json"
    one = item("Q1", {"en": "Somebody"}) | {"claims": {"P31": [instance("Q5")], **claims}}
    path.write_text(json.dumps(one) + "\n", encoding="utf-8")
    [entity] = wikidata.read(path)
    assert isinstance(entity, Entity)
    return entity


def test_a_date_is_read_as_far_as_it_is_known(tmp_path: Path) -> None:
    for time, precision, born in (
        ("+1952-10-07T00:00:00Z", 11, "1952-10-07"),
        ("+1952-10-00T00:00:00Z", 10, "1952-10"),
        ("+1952-00-00T00:00:00Z", 9, "1952"),
        ("+1950-00-00T00:00:00Z", 8, None),
        ("-0044-03-15T00:00:00Z", 11, None),
    ):
        assert facts(tmp_path, P569=[stated("P569", {"time": time, "precision": precision})]).born == born
    unknown = {"mainsnak": {"property": "P569", "snaktype": "somevalue"}, "rank": "normal"}
    wrong = stated("P569", {"time": "+1900-00-00T00:00:00Z", "precision": 9}, "deprecated")
    assert facts(tmp_path, P569=[unknown, wrong]).born is None


def test_coordinates(tmp_path: Path) -> None:
    point = {"latitude": 50.45, "longitude": 30, "precision": 0.01}
    assert facts(tmp_path, P625=[stated("P625", point)]).coordinates == (50.45, 30.0)
    assert facts(tmp_path, P625=[stated("P625", {"latitude": None})]).coordinates is None
