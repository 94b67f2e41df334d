"""Tables of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import InputError, RecordError
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.sources import table


def read(tmp_path: Path, text: str, *options: Any, name: str = "list.csv") -> list[Entity | RecordError]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return list(table.read(tmp_path / name, *options))


def test_every_column(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "id,type,name,family,country,description,weight,names,name:pl,name:ru,remark\n"
        'x1,PER,Shin Won-sik,Shin,KR,"Minister, once",0.7,신원식 | General Shin,Szin Won Sik,,seen\n',
    )
    assert found == [
        Entity(
            id="x1",
            type="PER",
            name="Shin Won-sik",
            family="Shin",
            country="KR",
            description="Minister, once",
            weight=0.7,
            names=(Name("신원식"), Name("General Shin"), Name("Szin Won Sik", "pl")),
            source="own",
        )
    ]


@pytest.mark.parametrize(("name", "sign"), [("a.tsv", "\t"), ("a.csv", ";"), ("a.csv", ","), ("a.csv", "\t")])
def test_columns_by_other_headings_and_signs(tmp_path: Path, name: str, sign: str) -> None:
    text = sign.join(("Nr", "Nazwisko")) + "\n" + sign.join(("7", "Ivo Sanader")) + "\n"
    found = read(tmp_path, text, {"name": "Nazwisko", "id": "Nr"}, "PER", name=name)
    assert found == [Entity(id="7", type="PER", name="Ivo Sanader", source="own")]


def test_ids_that_are_not_given_are_made_from_the_name(tmp_path: Path) -> None:
    [entity] = read(tmp_path, "name\nShin Won-sik\n", None, "PER")
    assert isinstance(entity, Entity) and entity.id == "per.shin-won-sik"


def test_bad_rows_are_told_with_their_place(tmp_path: Path) -> None:
    found = read(tmp_path, "name,type,weight\n,PER,\nRex,,\nRex,SHIP,\nRex,PER,2\nRex\nIvo,PER,0.5\n")
    assert [one.where and one.where[-1] for one in found if isinstance(one, RecordError)] == list("23456")
    assert isinstance(found[-1], Entity)


def test_a_table_without_names_says_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--column name=HEADING; it has: Nr, Nazwisko"):
        read(tmp_path, "Nr,Nazwisko\n1,Rex\n")
    with pytest.raises(InputError, match="no column Imię"):
        read(tmp_path, "Nr,Nazwisko\n1,Rex\n", {"name": "Imię"})


def test_json_lines_with_keys_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "staff.jsonl"
    path.write_text(
        '{"kto": "Ivo Sanader", "inne": ["Санадер", "Sanader"], "name:pl": "Iwo Sanader", "waga": 0.7}\n'
        '{"kto": null}\n{"name": "John Key", "type": "PER"}\n[1]\n{"who": "X"}\n',
        encoding="utf-8",
    )
    columns = {"name": "kto", "names": "inne", "weight": "waga"}
    found = list(table.read(path, columns, "PER"))
    assert isinstance(found[0], Entity)
    assert (found[0].name, found[0].weight, found[0].type) == ("Ivo Sanader", 0.7, "PER")
    assert found[0].names == (Name("Санадер"), Name("Sanader"), Name("Iwo Sanader", "pl"))
    assert [isinstance(one, RecordError) for one in found] == [False, True, True, True, True]
    assert "line 4: not a row" in str(found[3]) and "it has: who" in str(found[4])
