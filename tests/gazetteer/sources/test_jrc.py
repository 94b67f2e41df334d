"""JRC-Names."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import RecordError
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.sources import jrc


def read(tmp_path: Path, text: str) -> list[Entity | RecordError]:
    (tmp_path / "entities").write_text(text, encoding="utf-8")
    return list(jrc.read(tmp_path / "entities"))


def test_the_lines_of_an_entity_are_its_spellings(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "# a comment\n7\tP\tru\tСергей+Шойгу\n7\tP\tu\tSergej+Šojgu\n7\tP\tpl\tSiergiej+Szojgu\n"
        "7\tP\tpl\tSiergiej+Szojgu\n9\tO\tu\tGazprom\n11\tX\tu\tNothing\n",
    )
    assert found == [
        Entity(
            id="jrc:7",
            type="PER",
            name="Sergej Šojgu",
            names=(Name("Сергей Шойгу", "ru"), Name("Siergiej Szojgu", "pl")),
            source="jrc",
        ),
        Entity(id="jrc:9", type="ORG", name="Gazprom", source="jrc"),
    ]


def test_a_name_without_latin_spelling_keeps_its_own(tmp_path: Path) -> None:
    [entity] = read(tmp_path, "7\tP\tru\tСергей+Шойгу\n")
    assert isinstance(entity, Entity) and entity.name == "Сергей Шойгу"


def test_bad_lines_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "x\n1\tP\tu\tRex\n1\tP\tu\n\tP\tu\tRex\n2\tP\tu\t++\n1\tP\tde\tRecks\n3\tP")
    assert [one.where and one.where[-1] for one in found if isinstance(one, RecordError)] == list("13457")
    [entity] = [one for one in found if isinstance(one, Entity)]
    assert (entity.name, entity.names) == ("Rex", (Name("Recks", "de"),))
