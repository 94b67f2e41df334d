"""The data files and the code that reads them name the same fields."""

import json
import tomllib
from typing import Any, get_args

import msgspec
import pytest
from jsonschema import Draft202012Validator

from pipeline import resources
from pipeline.article import EntityType
from pipeline.gazetteer.entity import Entity, Kind, Name, decode
from pipeline.names.weights import Weights

SCHEMA: dict[str, Any] = json.loads((resources.gazetteers() / "entity.schema.json").read_text("utf-8"))
NAME: dict[str, Any] = SCHEMA["properties"]["names"]["items"]
MATCHING = tomllib.loads((resources.gazetteers() / "matching.toml").read_text("utf-8"))
# What is fitted lies in a file of its own.
MATCHING["verdict"] |= tomllib.loads((resources.gazetteers() / "scores.toml").read_text("utf-8"))["verdict"]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_schema_and_code_name_the_same_fields() -> None:
    assert set(SCHEMA["properties"]) == set(Entity.__struct_fields__)
    assert set(NAME["properties"]) == set(Name.__struct_fields__)


def test_schema_and_code_know_the_same_types_and_kinds() -> None:
    assert set(SCHEMA["properties"]["type"]["enum"]) == set(get_args(EntityType))
    assert set(NAME["properties"]["kind"]["enum"]) == set(get_args(Kind))


def test_what_the_code_requires_the_schema_does_too() -> None:
    required = {field.name for field in msgspec.structs.fields(Entity) if field.required}
    assert required <= set(SCHEMA["required"])
    assert {field.name for field in msgspec.structs.fields(Name) if field.required} <= set(NAME["required"])


def test_every_field_is_described() -> None:
    undescribed = [name for name, field in SCHEMA["properties"].items() if "description" not in field]
    assert undescribed == ["type"]


@pytest.mark.parametrize("weight", [-0.1, 1.1])
def test_schema_and_code_hold_a_weight_to_the_same_range(weight: float) -> None:
    record = {"id": "per.x", "type": "PER", "name": "X", "names": [], "weight": weight}
    assert not Draft202012Validator(SCHEMA).is_valid(record)
    with pytest.raises(Exception, match="weight"):
        decode(json.dumps(record), "here")
    assert Draft202012Validator(SCHEMA).is_valid({**record, "weight": abs(round(weight))})


def test_matching_has_exactly_the_numbers_the_code_reads() -> None:
    assert set(MATCHING) == set(Weights.__struct_fields__)
    for field in msgspec.structs.fields(Weights):
        assert set(MATCHING[field.name]) == set(field.type.__struct_fields__), field.name
